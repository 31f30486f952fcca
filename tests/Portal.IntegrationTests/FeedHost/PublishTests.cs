using System.Net;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>What becomes of an entry that is published (RFC 5023 section 9.2).</summary>
public sealed class PublishTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Dates = "<published>2020-01-01T00:00:00Z</published><updated>2020-01-02T00:00:00Z</updated>";

    [Fact]
    public async Task Post_Entry_AnswersWithWhereItIsAndWhatItBecame()
    {
        var feed = await portal.HostedFeedAsync("posted");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1"));
        var entry = await answer.XmlAsync();

        var address = $"{portal.Host.Address}feeds/{feed}/entries/urn:x:1";
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("application/atom+xml;type=entry;charset=utf-8", answer.Content.Headers.ContentType?.ToString().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(
            (address, address, address),
            (answer.Headers.Location?.OriginalString, answer.Content.Headers.ContentLocation?.OriginalString, entry.Link("self")));
        Assert.Equal(("urn:x:1", "A title", "hello"), (entry.Value("id"), entry.Value("title"), entry.Value("content")));
    }

    [Fact]
    public async Task Post_Entry_CanBeReadAtItsLocation()
    {
        var feed = await portal.HostedFeedAsync("located");
        using var client = portal.Host.Client();
        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry());

        using var found = await client.GetAsync(posted.Headers.Location);

        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        Assert.Equal(posted.Headers.ETag, found.Headers.ETag);
        Assert.Equal(await posted.Content.ReadAsStringAsync(), await found.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_Entry_IsTheNewestOfItsFeed()
    {
        var feed = await portal.HostedFeedAsync("newest");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 1);
        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:2"));

        var page = await client.GetXmlAsync($"/feeds/{feed}");

        Assert.Equal(["urn:x:2", "urn:x:1"], page.Ids());
        Assert.Equal(posted.Headers.Location?.OriginalString, page.Element(AtomCalls.Atom + "entry")!.Link("self"));
        Assert.Equal(2, (await portal.Host.TailAsync(feed))?.Entries);
    }

    [Fact]
    public async Task Post_WithoutIdAndDates_GetsThem()
    {
        var feed = await portal.HostedFeedAsync("assigned");
        using var client = portal.Host.Client();
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry());
        var entry = await answer.XmlAsync();

        Assert.StartsWith("urn:uuid:", entry.Value("id"), StringComparison.Ordinal);
        Assert.True(Guid.TryParse(entry.Value("id")!["urn:uuid:".Length..], out _));
        Assert.InRange(DateTimeOffset.Parse(entry.Value("updated")!, null), before, before.AddMinutes(1));
        Assert.InRange(DateTimeOffset.Parse(entry.Value("published")!, null), before, before.AddMinutes(1));
    }

    [Fact]
    public async Task Post_WithIdAndDates_KeepsThem()
    {
        var feed = await portal.HostedFeedAsync("kept");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1", more: Dates));
        var entry = await answer.XmlAsync();

        Assert.Equal(
            ("urn:x:1", "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"), (entry.Value("id"), entry.Value("published"), entry.Value("updated")));
    }

    [Fact]
    public async Task Post_WithIdAndDates_WhereTheFeedSetsThem_ReplacesThem()
    {
        var feed = await portal.HostedFeedAsync("strict", new { channel = new { type = "hosted", allowClientIds = false, allowClientDates = false } });
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1", more: Dates));
        var entry = await answer.XmlAsync();

        Assert.StartsWith("urn:uuid:", entry.Value("id"), StringComparison.Ordinal);
        Assert.DoesNotContain("2020", entry.Value("published") + entry.Value("updated"), StringComparison.Ordinal);
        Assert.EndsWith(entry.Value("id")!, answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithoutAuthor_NamesTheOwner()
    {
        var feed = await portal.HostedFeedAsync("anonymous");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry());

        Assert.Equal("Tests", (await answer.XmlAsync()).Element(AtomCalls.Atom + "author")?.Value("name"));
        Assert.Equal("Tests", (await client.GetXmlAsync($"/feeds/{feed}")).Element(AtomCalls.Atom + "author")?.Value("name"));
    }

    [Theory]
    [InlineData("application/atom+xml")]
    [InlineData("application/atom+xml; type=entry; charset=utf-8")]
    [InlineData("APPLICATION/ATOM+XML;TYPE=\"entry\"")]
    public async Task Post_AnyFormOfTheMediaType_IsTaken(string type)
    {
        var feed = await portal.HostedFeedAsync("typed");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry(), type);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Post_InAnotherCharset_IsReadAsTheHeaderSays()
    {
        var feed = await portal.HostedFeedAsync("latin");
        using var client = portal.Host.Client();
        var body = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(AtomCalls.Entry(title: "Müller")));
        body.Headers.TryAddWithoutValidation("Content-Type", "application/atom+xml;charset=iso-8859-1");

        using var answer = await client.PostAsync($"/feeds/{feed}", body);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("Müller", (await answer.XmlAsync()).Value("title"));
    }

    [Theory]
    [InlineData("http://example.org/a?b=c&amp;d#e")]
    [InlineData("http://example.org/a%2Fb")]
    [InlineData("http://example.org/a%252Fb/../c//d/")]
    [InlineData("tag:example.org,2026:é日本😀")]
    [InlineData("urn:x:%&lt;&gt;\"'+;,")]
    [InlineData("plain")]
    public async Task Post_AnyId_IsFoundAtItsLocation(string id)
    {
        var feed = await portal.HostedFeedAsync("ids");
        using var client = portal.Host.Client();
        using var decoy = await client.PostEntryAsync(feed, AtomCalls.Entry("http://example.org/a/b"));
        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry(id));

        var found = await client.GetXmlAsync(posted.Headers.Location!.OriginalString);

        Assert.Equal(WebUtility.HtmlDecode(id), found.Value("id"));
    }

    [Fact]
    public async Task Post_TwoAtOnceWithTheSameId_StoresOne()
    {
        var feed = await portal.HostedFeedAsync("race");
        using var client = portal.Host.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1"))));

        Assert.Equal([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.Conflict, 11)], answers.Select(a => a.StatusCode).Order());
        Assert.Equal(["urn:x:1"], (await client.GetXmlAsync($"/feeds/{feed}")).Ids());
    }

    [Fact]
    public async Task Slug_IsReadInTheAddress()
    {
        var feed = await portal.HostedFeedAsync("slugged");
        using var client = portal.Host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/feeds/{feed}")
        {
            Content = new StringContent(AtomCalls.Entry(), System.Text.Encoding.UTF8, "application/atom+xml"),
        };
        request.Headers.TryAddWithoutValidation("Slug", "Order of the Day");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        using var read = await client.GetAsync(answer.Headers.Location!.PathAndQuery);

        Assert.Contains("order-of-the-day-", answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(read.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("return=minimal", true)]
    [InlineData("respond-async, return=minimal; x=1", true)]
    [InlineData("return=representation", false)]
    public async Task Post_PreferringLittle_IsAnsweredWithoutTheEntry(string prefer, bool isShort)
    {
        var feed = await portal.HostedFeedAsync("preferred");
        using var client = portal.Host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/feeds/{feed}")
        {
            Content = new StringContent(AtomCalls.Entry("urn:x:1"), System.Text.Encoding.UTF8, "application/atom+xml"),
        };
        request.Headers.TryAddWithoutValidation("Prefer", prefer);

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((201, isShort), ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Length == 0));
        Assert.Equal(isShort, answer.Headers.TryGetValues("Preference-Applied", out _));
        Assert.EndsWith("/entries/urn:x:1", answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
    }
}
