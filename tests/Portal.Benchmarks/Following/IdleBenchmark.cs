using System.Globalization;
using Portal.Benchmarks.FeedHost;

namespace Portal.Benchmarks.Following;

/// <summary>What ten thousand subscriptions that are not due cost a portal, against one without any.</summary>
internal static class IdleBenchmark
{
    private const double MemoryBound = 60;
    private const double ProcessorBound = 5;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-bench-");
        try
        {
            var full = folder.CreateSubdirectory("full").FullName;
            await FollowedFeeds.RegisterAsync(full, new Uri("http://127.0.0.1:9"));
            var empty = await MeasureAsync(folder.CreateSubdirectory("empty").FullName);
            var idle = await MeasureAsync(full);
            var (managed, working, processor) = (idle.Managed - empty.Managed, idle.Working - empty.Working, idle.Processor - empty.Processor);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"""
                {FeedServer.Feeds} idle subscriptions above an empty portal: {managed:F1} MB managed, {working:F1} MB working set (at most {MemoryBound}), {processor:F2}% of a core (at most {ProcessorBound})
                The empty portal: {empty.Managed:F1} MB managed, {empty.Working:F1} MB working set, {empty.Processor:F2}% of a core
                """));
            return working <= MemoryBound && processor <= ProcessorBound ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double Managed, double Working, double Processor)> MeasureAsync(string folder)
    {
        await using var portal = await ServerProcess.StartAsync("portal", folder);
        await Task.Delay(Settling, TimeProvider.System);
        await portal.MemoryAsync(collect: true);
        var before = portal.ProcessorTime;
        await Task.Delay(Length, TimeProvider.System);
        var processor = (portal.ProcessorTime - before) / Length * 100;
        var (_, used, working) = await portal.MemoryAsync(collect: true);
        return (used / 1e6, working / 1e6, processor);
    }
}
