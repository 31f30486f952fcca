using System.Xml.Linq;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Readers that follow the links from page to page.</summary>
public sealed class WalkTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const int Pages = 100;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(11)]
    public async Task Walk_ToTheOldestAndBack_MeetsEachEntryOnceEachWay(int limit)
    {
        var feed = await portal.HostedFeedAsync("walked");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 10);

        var down = await WalkAsync(client, $"/feeds/{feed}?limit={limit}", "next");
        var up = await WalkAsync(client, down[^1].Link("self")!, "previous");

        Assert.Equal(Numbers(10, 1), Visited(down));
        Assert.Equal(Numbers(10, 1), Visited(up.AsEnumerable().Reverse()));
    }

    [Fact]
    public async Task Walk_FromTheLastPage_MeetsEachEntryOnce()
    {
        var feed = await portal.HostedFeedAsync("lasted");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 10);
        var last = (await client.GetXmlAsync($"/feeds/{feed}?limit=3")).Link("last")!;

        var up = await WalkAsync(client, last, "previous");

        Assert.Equal(Numbers(10, 1), Visited(up.AsEnumerable().Reverse()));
    }

    [Fact]
    public async Task Walk_WhileEntriesCome_MeetsEachOldEntryOnceThenEachNewOne()
    {
        var feed = await portal.HostedFeedAsync("growing");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 10);
        var next = 11;

        var down = await WalkAsync(client, $"/feeds/{feed}?limit=3", "next", async () =>
        {
            await client.FillAsync(feed, next, next + 1);
            next += 2;
        });
        var latest = next - 1;
        var up = await WalkAsync(client, down[0].Link("previous")!, "previous");

        Assert.Equal(Numbers(10, 1), Visited(down));
        Assert.True(latest > 10);
        Assert.Equal(Numbers(latest, 11), Visited(up.AsEnumerable().Reverse()));
    }

    [Fact]
    public async Task Walk_WhileManyPublish_MissesNothingAndMeetsNothingTwice()
    {
        const int Publishers = 4;
        const int Each = 25;
        var feed = await portal.HostedFeedAsync("busy");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 1);
        var publishing = Task.WhenAll(Enumerable.Range(0, Publishers).Select(p => client.FillAsync(feed, 1000 * (p + 1), (1000 * (p + 1)) + Each - 1)));

        List<string> met = [];
        var at = $"/feeds/{feed}?marker=urn:x:1&direction=forward&limit=7";
        while (true)
        {
            var ended = publishing.IsCompleted;
            var page = await client.GetXmlAsync(at);
            met.AddRange(page.Ids().AsEnumerable().Reverse());
            at = page.Link("previous") ?? at;
            if (ended && page.Link("previous") is null)
            {
                break;
            }
        }

        await publishing;
        Assert.Equal((await portal.Host.EntriesAsync(feed)).Skip(1).Select(e => e.Entry.Id), met);
        Assert.Equal(Publishers * Each, met.Count);
    }

    [Fact]
    public async Task EachPage_ThatNamesANewerOne_IsReachedBackFromIt()
    {
        var feed = await portal.HostedFeedAsync("consistent");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 10);

        // The head page's newer one is still empty.
        foreach (var page in (await WalkAsync(client, $"/feeds/{feed}?limit=3", "next")).Skip(1))
        {
            var newer = await client.GetXmlAsync(page.Link("previous")!);
            var back = await client.GetXmlAsync(newer.Link("next")!);
            Assert.Equal(page.Ids(), back.Ids());
        }
    }

    [Fact]
    public async Task Walk_OfASearch_MeetsEachMatchOnce()
    {
        var feed = await portal.HostedFeedAsync("searched");
        using var client = portal.Host.Client();
        for (var i = 1; i <= 12; i++)
        {
            using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry($"urn:x:{i}", more: $"<category term=\"{(i % 3 == 0 ? "a b" : "c")}\"/>"));
            posted.EnsureSuccessStatusCode();
        }

        var down = await WalkAsync(client, $"/feeds/{feed}?limit=1&search=%2Ba%20b%2Bd", "next");
        var up = await WalkAsync(client, down[^1].Link("self")!, "previous");

        Assert.Equal(["urn:x:12", "urn:x:9", "urn:x:6", "urn:x:3"], Visited(down));
        Assert.Equal(["urn:x:3", "urn:x:6", "urn:x:9", "urn:x:12"], Visited(up));
    }

    private static List<string> Visited(IEnumerable<XElement> pages) => [.. pages.SelectMany(p => p.Ids())];

    private static IEnumerable<string> Numbers(int from, int to) => Enumerable.Range(to, from - to + 1).Reverse().Select(i => $"urn:x:{i}");

    private static async Task<List<XElement>> WalkAsync(HttpClient client, string from, string relation, Func<Task>? between = null)
    {
        List<XElement> pages = [];
        for (string? at = from; at is not null; at = pages[^1].Link(relation))
        {
            Assert.True(pages.Count < Pages, "The links lead in a circle.");
            pages.Add(await client.GetXmlAsync(at));
            if (between is not null)
            {
                await between();
            }
        }

        return pages;
    }
}
