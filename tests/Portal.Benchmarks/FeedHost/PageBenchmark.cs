using System.Globalization;

namespace Portal.Benchmarks.FeedHost;

/// <summary>GET of a page of 1,000 entries that has not changed since it was read last, against the same bytes as a buffer.</summary>
internal static class PageBenchmark
{
    private const int Readers = 8;
    private const int Rounds = 7;
    private const double RateBound = 0.5;
    private const double GrowthBound = 1.5;
    private const string Page = "/feeds/read?limit=1000";
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-bench-");
        try
        {
            await using var portal = await ServerProcess.StartAsync("portal", folder.CreateSubdirectory("portal").FullName);
            using var toPortal = Calls.Client(portal.Address);
            await Calls.MakeFeedAsync(toPortal, "read", withContract: false);
            await Calls.FillAsync(toPortal, "read", 0, 10_000);
            var page = Path.Combine(folder.FullName, "page.xml");
            await File.WriteAllBytesAsync(page, await toPortal.GetByteArrayAsync(Page));
            await using var floor = await ServerProcess.StartAsync("floor", folder.CreateSubdirectory("floor").FullName, page);
            using var toFloor = Calls.Client(floor.Address);

            await Load.ClosedAsync(Readers, Length, () => Calls.GetAsync(toPortal, Page));
            await Load.ClosedAsync(Readers, Length, () => Calls.GetAsync(toFloor, "/page"));
            List<(Measured Portal, Measured Floor)> rounds = [];
            for (var i = 0; i < Rounds; i++)
            {
                var first = await Load.ClosedAsync(Readers, Length, () => Calls.GetAsync(toPortal, Page));
                rounds.Add((first, await Load.ClosedAsync(Readers, Length, () => Calls.GetAsync(toFloor, "/page"))));
            }

            var ratio = rounds.Select(r => r.Portal.Rate / r.Floor.Rate).Median();
            var (small, smallNew) = (await AllocatedAsync(portal, toPortal, changed: false), await AllocatedAsync(portal, toPortal, changed: true));
            await Calls.FillAsync(toPortal, "read", 10_000, 100_000);
            await Calls.ArchivedAsync(toPortal, "read", 100_000);
            var (large, largeNew) = (await AllocatedAsync(portal, toPortal, changed: false), await AllocatedAsync(portal, toPortal, changed: true));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"""
                {new FileInfo(page).Length / 1024.0:F0} KB, {Readers} readers: portal {rounds.Select(r => r.Portal.Rate).Median():F0}/s, buffer {rounds.Select(r => r.Floor.Rate).Median():F0}/s, ratio {ratio:F2} (at least {RateBound})
                allocated for a request, 10,000 and 100,000 entries in the feed: unchanged page {small / 1024:F0} and {large / 1024:F0} KB, changed page {smallNew / 1024:F0} and {largeNew / 1024:F0} KB
                """));
            return ratio >= RateBound && large <= small * GrowthBound && largeNew <= smallNew * GrowthBound ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // With a new entry before each read, or without.
    private static async Task<double> AllocatedAsync(ServerProcess portal, HttpClient client, bool changed)
    {
        const int Requests = 50;
        await Calls.GetAsync(client, Page);
        var before = (await portal.MemoryAsync(collect: false)).Allocated;
        for (var i = 0; i < Requests; i++)
        {
            if (changed)
            {
                await Calls.PostAsync(client, "/feeds/read", Calls.Entry(i));
            }

            await Calls.GetAsync(client, Page);
        }

        return ((await portal.MemoryAsync(collect: false)).Allocated - before) / (double)Requests;
    }
}
