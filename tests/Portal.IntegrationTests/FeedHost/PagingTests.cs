using System.Net;
using System.Xml.Linq;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Pages of a feed by marker (RFC 5005 section 3), newest first.</summary>
public sealed class PagingTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Get_EmptyFeed_IsAValidFeedWithoutEntries()
    {
        var feed = await portal.HostedFeedAsync("empty", new { summary = "Nothing yet" });
        using var client = portal.Host.Client();

        using var answer = await client.GetAsync($"/feeds/{feed}");
        var page = await answer.XmlAsync();

        Assert.Equal((HttpStatusCode.OK, "application/atom+xml"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(
            (AtomCalls.Atom + "feed", $"urn:portal:feed:{feed}", "empty", "Nothing yet", "Tests"),
            (page.Name, page.Value("id"), page.Value("title"), page.Value("subtitle"), page.Element(AtomCalls.Atom + "author")?.Value("name")));
        Assert.True(DateTimeOffset.TryParse(page.Value("updated"), null, out _));
        Assert.Empty(page.Ids());
        Assert.Equal(["self", "current", "hub", "last"], Relations(page));
    }

    [Theory]
    [InlineData("", "5 4 3 2 1", "self current hub previous last")]
    [InlineData("?limit=2", "5 4", "self current hub previous next last prev-archive")]
    [InlineData("?limit=5", "5 4 3 2 1", "self current hub previous last")]
    [InlineData("?marker=last&limit=2", "2 1", "self current hub previous")]
    [InlineData("?marker=last", "5 4 3 2 1", "self current hub previous")]
    [InlineData("?marker=urn:x:3&direction=backward&limit=2", "3 2", "self current hub previous next")]
    [InlineData("?marker=urn:x:2&direction=backward&limit=2", "2 1", "self current hub previous")]
    [InlineData("?marker=urn:x:1&direction=backward", "1", "self current hub previous")]
    [InlineData("?marker=urn:x:2&direction=forward&limit=2", "4 3", "self current hub previous next")]
    [InlineData("?marker=urn:x:2&limit=2", "4 3", "self current hub previous next")]
    [InlineData("?marker=urn:x:4&direction=forward&limit=2", "5", "self current hub previous next")]
    [InlineData("?marker=urn:x:5&direction=forward&limit=2", "", "self current hub")]
    [InlineData("?startingAt=2001-01-01T00:00:00Z&limit=2", "2 1", "self current hub previous")]
    [InlineData("?startingAt=2001-01-01T00:00:00Z&limit=2&direction=backward", "", "self current hub")]
    [InlineData("?startingAt=2999-01-01T00:00:00Z&limit=2", "", "self current hub")]
    [InlineData("?startingAt=2999-01-01T00:00:00Z&limit=2&direction=backward", "5 4", "self current hub previous next")]
    [InlineData("?search=%2Beven", "4 2", "self current hub previous last")]
    [InlineData("?search=+even", "4 2", "self current hub previous last")]
    [InlineData("?search=+even+none", "4 2", "self current hub previous last")]
    [InlineData("?search=(NOT(cat=EVEN))&limit=2", "5 3", "self current hub previous next last")]
    [InlineData("?search=%2Beven&marker=last&limit=1", "2", "self current hub previous")]
    [InlineData("?search=%2Beven&marker=urn:x:3&direction=forward", "4", "self current hub previous next")]
    [InlineData("?search=%2Beven&marker=urn:x:3&direction=backward", "2", "self current hub previous")]
    [InlineData("?search=%2Bnone", "", "self current hub last")]
    public async Task Get_Page_HasTheEntriesAndLinksOfItsPlace(string query, string numbers, string relations)
    {
        var feed = await FiveAsync();
        using var client = portal.Host.Client();

        var page = await client.GetXmlAsync($"/feeds/{feed}{query}");

        Assert.Equal(numbers, string.Join(' ', page.Ids().Select(id => id["urn:x:".Length..])));
        Assert.Equal(relations, string.Join(' ', Relations(page)));
    }

    [Fact]
    public async Task Get_EachPage_RepeatsItsLinksInTheHeader()
    {
        var feed = await FiveAsync();
        using var client = portal.Host.Client();

        foreach (var query in new[] { "", "?limit=2", "?marker=urn:x:3&limit=1&direction=backward", "?marker=urn:x:5" })
        {
            using var answer = await client.GetAsync($"/feeds/{feed}{query}");
            var links = (await answer.XmlAsync()).Elements(AtomCalls.Atom + "link").Select(l => $"<{l.Attribute("href")!.Value}>; rel=\"{l.Attribute("rel")!.Value}\"");
            Assert.Equal(string.Join(", ", links), string.Join(", ", answer.Headers.GetValues("Link")));
        }
    }

    [Fact]
    public async Task Get_EachPage_NamesItselfAndTheCurrentPage()
    {
        var feed = await FiveAsync();
        using var client = portal.Host.Client();
        var address = $"{portal.Host.Address}feeds/{feed}?marker=urn:x:3&limit=1&direction=backward";

        var page = await client.GetXmlAsync(address);

        Assert.Equal((address, $"{portal.Host.Address}feeds/{feed}"), (page.Link("self"), page.Link("current")));
    }

    [Fact]
    public async Task Get_AnyPage_HasTheIdOfItsFeed()
    {
        var feed = await FiveAsync();
        using var client = portal.Host.Client();

        Assert.Equal(
            (await client.GetXmlAsync($"/feeds/{feed}")).Value("id"), (await client.GetXmlAsync($"/feeds/{feed}?marker=last&limit=1")).Value("id"));
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=1001", "limit")]
    [InlineData("?limit=-1", "limit")]
    [InlineData("?limit=many", "limit")]
    [InlineData("?direction=up", "direction")]
    [InlineData("?startingAt=soon", "startingAt")]
    [InlineData("?startingAt=2026-01-01&marker=last", "startingAt")]
    [InlineData("?search=a", "search")]
    [InlineData("?search=(AND", "search")]
    public async Task Get_QueryThatDoesNotFit_Answers400NamingIt(string query, string named)
    {
        var feed = await portal.HostedFeedAsync("queried");
        using var client = portal.Host.Client();

        using var answer = await client.GetAsync($"/feeds/{feed}{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(named, await answer.DetailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urn:x:none")]
    [InlineData("%00%01")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("LAST")]
    public async Task Get_UnknownMarker_Answers404(string marker)
    {
        var feed = await portal.HostedFeedAsync("unmarked");
        using var client = portal.Host.Client();

        using var answer = await client.GetAsync($"/feeds/{feed}?marker={marker}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(feed, await answer.DetailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_MarkerOfAnotherFeed_Answers404()
    {
        var (feed, other) = (await portal.HostedFeedAsync("mine"), await portal.HostedFeedAsync("other"));
        using var client = portal.Host.Client();
        using var posted = await client.PostEntryAsync(other, AtomCalls.Entry("urn:other:1"));

        using var answer = await client.GetAsync($"/feeds/{feed}?marker=urn:other:1");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Get_StartingAt_SplitsTheFeedAtTheTimeOfReceipt()
    {
        var feed = await portal.HostedFeedAsync("timed");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 3);
        var second = (await portal.Host.EntriesAsync(feed))[1].Received;
        var at = Uri.EscapeDataString(second.ToString("O"));

        var forward = await client.GetXmlAsync($"/feeds/{feed}?startingAt={at}");
        var backward = await client.GetXmlAsync($"/feeds/{feed}?startingAt={at}&direction=backward");

        var stored = await portal.Host.EntriesAsync(feed);
        Assert.Equal(stored.Where(e => e.Received >= second).Select(e => e.Entry.Id).Reverse(), forward.Ids());
        Assert.Equal(stored.Where(e => e.Received <= second).Select(e => e.Entry.Id).Reverse(), backward.Ids());
    }

    [Fact]
    public async Task Get_StartingAtTheDateThatAnEntryWasGiven_BeginsWithIt()
    {
        var feed = await portal.HostedFeedAsync("dated");
        using var client = portal.Host.Client();
        for (var i = 1; i <= 3; i++)
        {
            using var posted = await client.PostEntryAsync(feed, $"<entry xmlns=\"{AtomCalls.Atom}\"><id>urn:x:{i}</id><title>{i}</title></entry>");
            posted.EnsureSuccessStatusCode();
        }

        var dated = (await portal.Host.EntriesAsync(feed))[1].Entry.Updated!.Value;
        var at = Uri.EscapeDataString(dated.ToString("O"));

        Assert.Equal(["urn:x:3", "urn:x:2"], (await client.GetXmlAsync($"/feeds/{feed}?startingAt={at}&direction=forward")).Ids());
        Assert.Equal(["urn:x:2", "urn:x:1"], (await client.GetXmlAsync($"/feeds/{feed}?startingAt={at}&direction=backward")).Ids());
    }

    private static List<string> Relations(XElement page) => [.. page.Elements(AtomCalls.Atom + "link").Select(l => l.Attribute("rel")!.Value)];

    private async Task<string> FiveAsync()
    {
        var feed = await portal.HostedFeedAsync("five");
        using var client = portal.Host.Client();
        for (var i = 1; i <= 5; i++)
        {
            using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry($"urn:x:{i}", more: i % 2 == 0 ? "<category term=\"Even\"/>" : ""));
            answer.EnsureSuccessStatusCode();
        }

        return feed;
    }
}
