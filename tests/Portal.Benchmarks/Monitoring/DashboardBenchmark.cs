using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Benchmarks.FeedHost;

namespace Portal.Benchmarks.Monitoring;

/// <summary>Live dashboards while entries come in: what they cost the server, against a server that sends each a frame for each entry.</summary>
internal static class DashboardBenchmark
{
    private const int Dashboards = 200;
    private const int PerSecond = 1000;
    private const int Most = 200_000;
    private const double CostBound = 0.5;
    private const double MostMilliseconds = 150;

    // Long enough for the compiler to have done with it.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-bench-");
        try
        {
            var portal = await PortalAsync(folder.FullName);
            var floor = await FloorAsync();
            var ratio = portal.OfDashboards / floor.OfDashboards;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"""
                {Dashboards} dashboards at {PerSecond} entries a second: processor time of the server for them, an entry: portal {portal.OfDashboards:F0} us, a frame for each {floor.OfDashboards:F0} us, {ratio:F2} of it (at most {CostBound})
                with what taking the entry costs: portal {portal.Microseconds:F0} us, a frame for each (which neither checks nor stores) {floor.Microseconds:F0} us
                from a POST to a dashboard, p50: portal {portal.P50:F0} ms (at most {MostMilliseconds}), a frame for each {floor.P50:F0} ms
                messages a second to a dashboard: portal {portal.Messages:F1}, a frame for each {floor.Messages:F1}
                """));
            return ratio <= CostBound && portal.P50 <= MostMilliseconds ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Cost> PortalAsync(string folder)
    {
        await using var server = await ServerProcess.StartAsync("portal", folder);
        using var client = Calls.Client(server.Address);
        await Calls.MakeFeedAsync(client, "watched", withContract: false);
        using var made = await client.PostAsJsonAsync("/api/v1/kpis", new
        {
            title = "Entries",
            definition = new { feeds = new[] { "watched" }, measure = new { kind = "count" }, window = new { kind = "sliding", length = "PT1H" } },
        });
        made.EnsureSuccessStatusCode();
        var kpi = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var watchers = new Watchers(Most);
        await watchers.OpenAsync(server.Address, kpi, Dashboards);
        return await MeasureAsync(server, watchers, number => Calls.PostAsync(client, "/feeds/watched", Calls.Entry(number)));
    }

    private static async Task<Cost> FloorAsync()
    {
        await using var server = await ServerProcess.StartAsync("frames");
        using var client = Calls.Client(server.Address);
        var watchers = new Watchers(Most);
        await watchers.OpenAsync(server.Address, Dashboards);
        return await MeasureAsync(server, watchers, number => Calls.PostAsync(client, "/entries", Calls.Entry(number)));
    }

    private static async Task<Cost> MeasureAsync(ServerProcess server, Watchers watchers, Func<int, Task> post)
    {
        var number = 0;
        Task PostNext()
        {
            var mine = Interlocked.Increment(ref number);
            watchers.Post(mine);
            return post(mine);
        }

        await Load.OpenAsync(PerSecond, WarmUp, PostNext);
        await watchers.UntilAsync(number);
        var before = number;
        watchers.Begin(before);
        var (cpu, messages) = (server.ProcessorTime, watchers.Messages);
        await Load.OpenAsync(PerSecond, Length, PostNext);
        await watchers.UntilAsync(number);
        var with = (server.ProcessorTime - cpu).TotalMicroseconds / (number - before);
        var perSecond = (watchers.Messages - messages) / (double)Dashboards / Length.TotalSeconds;
        await watchers.DisposeAsync();

        (before, cpu) = (number, server.ProcessorTime);
        await Load.OpenAsync(PerSecond, Length, PostNext);
        return new Cost(with, with - ((server.ProcessorTime - cpu).TotalMicroseconds / (number - before)), watchers.P50(), perSecond);
    }

    /// <summary>What it cost.</summary>
    /// <param name="Microseconds">Processor time of the server for an entry, all that it does included.</param>
    /// <param name="OfDashboards">What of it is spared when nobody watches.</param>
    /// <param name="P50">Milliseconds from a POST to a dashboard that has it.</param>
    /// <param name="Messages">Messages a second to one dashboard.</param>
    private readonly record struct Cost(double Microseconds, double OfDashboards, double P50, double Messages);
}
