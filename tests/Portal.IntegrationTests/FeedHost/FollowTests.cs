using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Portal.TestKit;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>A followed feed, from its registration to its entries, or to what is said of its failure.</summary>
public sealed class FollowTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Poll_Atom_StoresItsEntriesAndServesThem()
    {
        var ids = new[] { 1, 2 };
        await using var source = Serving("application/atom+xml", () => Atom(ids));
        using var client = portal.Host.Client();
        var feed = await FollowAsync(client, source.Address);

        var first = await PollAsync(client, feed);
        ids = [1, 2, 3];
        var second = await PollAsync(client, feed);

        Assert.Equal(("fetched", "fetched"), (first.Outcome, second.Outcome));
        Assert.Equal(["urn:s:3", "urn:s:2", "urn:s:1"], (await client.GetXmlAsync($"/feeds/{feed}")).Ids());
        Assert.Equal(["Entry 1", "Entry 2", "Entry 3"], (await portal.Host.EntriesAsync(feed)).Select(e => e.Entry.Title.Value));
        await AssertStateAsync(client, feed, "active", "fetched");
    }

    [Fact]
    public async Task Poll_AskedFor_SaysHowManyEntriesWereNew()
    {
        var ids = Array.Empty<int>();
        await using var source = Serving("application/atom+xml", () => Atom(ids));
        using var client = portal.Host.Client();
        var feed = await FollowAsync(client, source.Address);
        using var paused = await client.PostAsync($"/api/v1/feeds/{feed}/subscription/pause", null);
        ids = [1, 2];

        // While it is paused nobody else polls it.
        Assert.Equal(("fetched", 2), await PollAsync(client, feed));
        Assert.Equal(0, (await PollAsync(client, feed)).NewEntries);
        Assert.Equal(2, (await portal.Host.TailAsync(feed))?.Entries);
    }

    [Fact]
    public async Task Poll_Rss_StoresItsItems()
    {
        await using var source = Serving("application/rss+xml", () => """
            <rss version="2.0"><channel><title>News</title><link>http://example.org/</link><description>d</description>
              <item><guid isPermaLink="false">two</guid><title>Second &amp; last</title><link>http://example.org/2</link><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><category>a</category></item>
              <item><guid isPermaLink="false">one</guid><title>First</title><description>&lt;p&gt;text&lt;/p&gt;</description><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item>
            </channel></rss>
            """);
        using var client = portal.Host.Client();
        var feed = await FollowAsync(client, source.Address);

        var polled = await PollAsync(client, feed);
        var page = await client.GetXmlAsync($"/feeds/{feed}");

        Assert.Equal("fetched", polled.Outcome);
        Assert.Equal(["two", "one"], page.Ids());
        Assert.Equal(
            ("Second & last", "2026-03-02T10:00:00Z", "http://example.org/2"),
            (page.Element(AtomCalls.Atom + "entry")!.Value("title"), page.Element(AtomCalls.Atom + "entry")!.Value("published"), page.Element(AtomCalls.Atom + "entry")!.Link("alternate")));
        await AssertStateAsync(client, feed, "active", "fetched");
    }

    [Fact]
    public async Task Poll_WebPage_IsMalformedAndSaysWhatItIs()
    {
        await using var source = Serving("text/html", () => "<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Hello<br></body></html>");
        using var client = portal.Host.Client();
        var feed = await FollowAsync(client, source.Address);

        var polled = await PollAsync(client, feed);

        Assert.Equal(("malformed", 0), polled);
        Assert.Contains("HTML", await AssertStateAsync(client, feed, "backingOff", "malformed"), StringComparison.OrdinalIgnoreCase);
        Assert.Null(await portal.Host.TailAsync(feed));
    }

    [Fact]
    public async Task Poll_NobodyThere_IsUnreachableAndSaysSo()
    {
        using var client = portal.Host.Client();
        var address = Closed();
        var feed = await FollowAsync(client, address);

        var polled = await PollAsync(client, feed);

        Assert.Equal(("unreachable", 0), polled);
        Assert.Contains("refused", await AssertStateAsync(client, feed, "backingOff", "unreachable"), StringComparison.OrdinalIgnoreCase);
        Assert.Empty((await client.GetXmlAsync($"/feeds/{feed}")).Ids());
    }

    [Fact]
    public async Task Poll_SourceThatComesBack_IsActiveAgain()
    {
        var works = false;
        var answers = 0;
        await using var source = new LoopbackServer(_ => works
            ? LoopbackServer.Http(200, $"{Atom([1])}<!-- {answers++} -->", "Content-Type: application/atom+xml")
            : LoopbackServer.Http(503, "no", "Content-Type: text/plain"));
        using var client = portal.Host.Client();
        var feed = await FollowAsync(client, source.Address);
        Assert.Equal("unreachable", (await PollAsync(client, feed)).Outcome);

        works = true;
        var polled = await PollAsync(client, feed);

        Assert.Equal("fetched", polled.Outcome);
        Assert.Equal(1, (await portal.Host.TailAsync(feed))?.Entries);
        await AssertStateAsync(client, feed, "active", "fetched");
    }

    [Fact]
    public async Task Poll_HostedFeed_Answers404()
    {
        var feed = await portal.HostedFeedAsync("hosted");
        using var client = portal.Host.Client();

        using var answer = await client.PostAsync($"/api/v1/feeds/{feed}/subscription/poll", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    // The portal polls a new feed on its own too. No answer is like the one before, so that whoever polls, fetches.
    private static LoopbackServer Serving(string type, Func<string> body)
    {
        var answers = 0;
        return new(_ => LoopbackServer.Http(200, $"{body()}<!-- {answers++} -->", $"Content-Type: {type}"));
    }

    private static string Atom(IEnumerable<int> ids) => $"""
        <feed xmlns="http://www.w3.org/2005/Atom"><id>urn:s</id><title>Source</title><updated>2026-03-01T00:00:00Z</updated>
        {string.Concat(ids.Reverse().Select(i => $"<entry><id>urn:s:{i}</id><title>Entry {i}</title><updated>2026-03-01T00:0{i}:00Z</updated></entry>"))}
        </feed>
        """;

    private static Uri Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/feed");
    }

    private static async Task<string> FollowAsync(HttpClient client, Uri url)
    {
        var id = PortalFixture.NewId("followed");
        using var answer = await client.PostAsJsonAsync("/api/v1/feeds", new
        {
            id,
            title = "Followed",
            owner = "Tests",
            domain = "Tests",
            channel = new { type = "http", url, pollInterval = "P1D" },
        });
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return id;
    }

    private static async Task<(string Outcome, int NewEntries)> PollAsync(HttpClient client, string feed)
    {
        using var answer = await client.PostAsync($"/api/v1/feeds/{feed}/subscription/poll", null, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var poll = await answer.JsonAsync();
        return (poll.GetProperty("outcome").GetString()!, poll.GetProperty("newEntries").GetInt32());
    }

    private static async Task<string?> AssertStateAsync(HttpClient client, string feed, string state, string outcome)
    {
        var subscription = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/subscription");
        Assert.Equal((state, outcome), (subscription.GetProperty("state").GetString(), subscription.GetProperty("lastOutcome").GetString()));
        return subscription.GetProperty("detail").GetString();
    }
}
