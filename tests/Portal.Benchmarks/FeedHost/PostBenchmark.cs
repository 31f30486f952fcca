using System.Globalization;

namespace Portal.Benchmarks.FeedHost;

/// <summary>POST of an entry that is checked against its contract, against the floor.</summary>
internal static class PostBenchmark
{
    private const int Publishers = 64;
    private const int Rounds = 5;
    private const double RateBound = 0.4;
    private const double LatencyBound = 5;

    // Long enough for the compiler to have done with both, which takes a core's worth of time beside them.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-bench-");
        try
        {
            await using var portal = await ServerProcess.StartAsync("portal", folder.CreateSubdirectory("portal").FullName);
            await using var floor = await ServerProcess.StartAsync("floor", folder.CreateSubdirectory("floor").FullName, "");
            using var toPortal = Calls.Client(portal.Address);
            using var toFloor = Calls.Client(floor.Address);
            await Calls.MakeFeedAsync(toPortal, "posted", withContract: true);
            var number = 0;
            Task PostPortal() => Calls.PostAsync(toPortal, "/feeds/posted", Calls.Entry(Interlocked.Increment(ref number)));
            Task PostFloor() => Calls.PostAsync(toFloor, "/entries", Calls.Entry(Interlocked.Increment(ref number)));

            await Load.ClosedAsync(Publishers, WarmUp, PostPortal);
            await Load.ClosedAsync(Publishers, WarmUp, PostFloor);
            List<(Measured Portal, Measured Floor)> rounds = [];
            for (var i = 0; i < Rounds; i++)
            {
                var first = await Load.ClosedAsync(Publishers, Length, PostPortal);
                rounds.Add((first, await Load.ClosedAsync(Publishers, Length, PostFloor)));
            }

            var (open, openFloor) = (await Load.OpenAsync(1000, Length, PostPortal), await Load.OpenAsync(1000, Length, PostFloor));
            var ratio = rounds.Select(r => r.Portal.Rate / r.Floor.Rate).Median();
            var slower = open.P50 / openFloor.P50;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"""
                {Publishers} publishers: portal {rounds.Select(r => r.Portal.Rate).Median():F0}/s, floor {rounds.Select(r => r.Floor.Rate).Median():F0}/s, ratio {ratio:F2} (at least {RateBound})
                1,000 a second: portal p50 {open.P50:F2} ms, p99 {open.P99:F1} ms; floor p50 {openFloor.P50:F2} ms, p99 {openFloor.P99:F1} ms; {slower:F1} times (at most {LatencyBound})
                """));
            return ratio >= RateBound && slower <= LatencyBound ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
