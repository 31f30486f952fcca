using System.Globalization;
using System.Xml.Linq;

namespace Portal.Benchmarks.FeedHost;

/// <summary>Marker paging and category search in a feed of a million entries, against one of ten thousand.</summary>
internal static class WalkBenchmark
{
    private const double Bound = 2;
    private const int Small = 10_000;
    private const int Large = 1_000_000;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-bench-");
        try
        {
            await using var portal = await ServerProcess.StartAsync("portal", folder.FullName);
            using var client = Calls.Client(portal.Address);
            await Calls.MakeFeedAsync(client, "small", withContract: false);
            await Calls.MakeFeedAsync(client, "large", withContract: false);
            await Calls.FillAsync(client, "large", 0, Large);
            await Calls.FillAsync(client, "small", 0, Small);
            await Calls.ArchivedAsync(client, "small", Small);
            var fine = true;
            foreach (var (name, address) in new[]
            {
                ("page by marker, from the middle", "?limit=25&direction=backward&marker={0}"),
                ("page by marker, forward", "?limit=25&marker={0}"),
                ("search, one term in a hundred", "?limit=25&search=%2Bc42"),
                ("search, from the middle", "?limit=25&search=%2Bc42&direction=backward&marker={0}"),
                ("search, either of two terms", "?limit=25&search=%2Bc42%2Bc43&direction=backward&marker={0}"),
                ("search, both of two terms", "?limit=25&direction=backward&marker={0}&search=(AND(cat=c42)(cat=orders.order.placed))"),
            })
            {
                var (small, large) = (await CostAsync(client, "small", address), await CostAsync(client, "large", address));
                fine &= large <= small * Bound;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {small:F2} ms in {Small:N0} entries, {large:F2} ms in {Large:N0}, {large / small:F2} times (at most {Bound})"));
            }

            return fine ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> CostAsync(HttpClient client, string feed, string address)
    {
        var middle = await MiddleAsync(client, feed);
        var path = $"/feeds/{feed}" + address.Replace("{0}", Uri.EscapeDataString(middle), StringComparison.Ordinal);
        await Load.ClosedAsync(1, Length / 2, () => Calls.GetAsync(client, path));
        return (await Load.ClosedAsync(1, Length, () => Calls.GetAsync(client, path))).P50;
    }

    // An entry in the middle, by way of the archives: half of them back from the newest page.
    private static async Task<string> MiddleAsync(HttpClient client, string feed)
    {
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var number = (feed == "large" ? Large : Small) / 500 / 2;
        var archive = XElement.Parse(await client.GetStringAsync($"/feeds/{feed}/archives/{number}"));
        return archive.Elements(atom + "entry").First().Element(atom + "id")!.Value;
    }
}
