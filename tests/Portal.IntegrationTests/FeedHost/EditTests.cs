using System.Net;
using System.Text;
using System.Xml.Linq;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Replacing and deleting entries (RFC 5023 sections 9.3 and 9.4, RFC 6721).</summary>
public sealed class EditTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";

    [Fact]
    public async Task Put_CurrentTag_ReplacesAndKeepsWhatItWas()
    {
        var (feed, client) = await EditableAsync("replaced");
        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1", "Before"));
        var address = posted.Headers.Location!.OriginalString;

        using var put = await PutAsync(client, address, AtomCalls.Entry("urn:x:1", "After"), posted.Headers.ETag!.Tag);
        using var now = await client.GetAsync(address);
        var before = await client.GetXmlAsync($"{address}?revision=1");
        var entry = await now.XmlAsync();

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(("After", "Before"), (entry.Value("title"), before.Value("title")));
        Assert.Equal((put.Headers.ETag, address, $"{address}?revision=1"), (now.Headers.ETag, entry.Link("edit"), entry.Link("predecessor-version")));
        Assert.Equal(["urn:x:1"], (await client.GetXmlAsync($"/feeds/{feed}")).Ids());
    }

    [Fact]
    public async Task Put_StaleTag_IsRefusedAndChangesNothing()
    {
        var (feed, client) = await EditableAsync("stale");
        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1", "First"));
        var address = posted.Headers.Location!.OriginalString;
        using var second = await PutAsync(client, address, AtomCalls.Entry("urn:x:1", "Second"), posted.Headers.ETag!.Tag);

        using var late = await PutAsync(client, address, AtomCalls.Entry("urn:x:1", "Late"), posted.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Contains("urn:x:1", await late.DetailAsync(), StringComparison.Ordinal);
        Assert.Equal("Second", (await client.GetXmlAsync(address)).Value("title"));
    }

    [Fact]
    public async Task Put_ManyAtOnceWithOneTag_OneWins()
    {
        var (feed, client) = await EditableAsync("contended");
        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1"));
        var address = posted.Headers.Location!.OriginalString;

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => PutAsync(client, address, AtomCalls.Entry("urn:x:1", $"Writer {i}"), posted.Headers.ETag!.Tag)));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(11, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task Put_OnlyDatesChanged_IsStored()
    {
        var (feed, client) = await EditableAsync("restamped");
        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1", more: "<updated>2020-01-01T00:00:00Z</updated>"));
        var address = posted.Headers.Location!.OriginalString;

        using var put = await PutAsync(client, address, AtomCalls.Entry("urn:x:1", more: "<updated>2021-01-01T00:00:00Z</updated>"), "*");

        Assert.Equal("2021-01-01T00:00:00Z", (await client.GetXmlAsync(address)).Value("updated"));
    }

    [Theory]
    [InlineData("<entry xmlns='http://www.w3.org/2005/Atom'><id>urn:x:other</id><title>t</title></entry>", 422, "urn:x:other")]
    [InlineData("<entry xmlns='http://www.w3.org/2005/Atom'><title>", 422, "")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'/>", 422, "feed")]
    public async Task Put_UnusableBody_NamesWhatIsWrongAndChangesNothing(string body, int status, string names)
    {
        var (feed, client) = await EditableAsync("unusable");
        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1", "As it was"));

        using var put = await PutAsync(client, posted.Headers.Location!.OriginalString, body, "*");

        Assert.Equal(status, (int)put.StatusCode);
        Assert.Contains(names, await put.DetailAsync(), StringComparison.Ordinal);
        Assert.Equal("As it was", (await client.GetXmlAsync(posted.Headers.Location!.OriginalString)).Value("title"));
    }

    [Fact]
    public async Task Delete_Entry_LeavesATombstoneThatReadersSee()
    {
        var (feed, client) = await EditableAsync("deleted");
        await client.FillAsync(feed, 1, 2);
        var address = $"/feeds/{feed}/entries/urn:x:1";

        using var deleted = await client.AskAsync(HttpMethod.Delete, address);
        using var gone = await client.GetAsync(address);
        using var again = await client.AskAsync(HttpMethod.Delete, address);
        using var taken = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1"));
        var page = await client.GetXmlAsync($"/feeds/{feed}");
        var tombstone = page.Element(Tombstones + "deleted-entry");

        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.Gone, HttpStatusCode.Gone, HttpStatusCode.Conflict),
            (deleted.StatusCode, gone.StatusCode, again.StatusCode, taken.StatusCode));
        Assert.Equal(["urn:x:2"], page.Ids());
        Assert.Equal("urn:x:1", tombstone?.Attribute("ref")?.Value);
        Assert.NotNull(tombstone?.Attribute("when"));
        Assert.Equal("Entry 1", (await client.GetXmlAsync($"{address}?revision=1")).Value("title"));
    }

    [Fact]
    public async Task Edit_FeedThatAllowsNone_SaysWhatIsAllowed()
    {
        var feed = await portal.HostedFeedAsync("final");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 1);

        using var put = await PutAsync(client, $"/feeds/{feed}/entries/urn:x:1", AtomCalls.Entry("urn:x:1"), "*");
        using var deleted = await client.AskAsync(HttpMethod.Delete, $"/feeds/{feed}/entries/urn:x:1");

        Assert.Equal((HttpStatusCode.MethodNotAllowed, HttpStatusCode.MethodNotAllowed), (put.StatusCode, deleted.StatusCode));
        Assert.Equal(["GET", "HEAD"], put.Content.Headers.Allow);
    }

    [Fact]
    public async Task Edit_UnknownEntry_IsNotFound()
    {
        var (feed, client) = await EditableAsync("unknown");

        using var put = await PutAsync(client, $"/feeds/{feed}/entries/urn:x:9", AtomCalls.Entry("urn:x:9"), "*");
        using var revision = await client.GetAsync($"/feeds/{feed}/entries/urn:x:9?revision=1");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (put.StatusCode, revision.StatusCode));
    }

    [Fact]
    public async Task Edit_ByWhoMayOnlyRead_IsForbidden()
    {
        var (feed, client) = await EditableAsync("foreign");
        await client.FillAsync(feed, 1, 1);
        using var reader = await portal.ClientWithRolesAsync("viewer");

        using var deleted = await reader.AskAsync(HttpMethod.Delete, $"/feeds/{feed}/entries/urn:x:1");

        Assert.Equal(HttpStatusCode.Forbidden, deleted.StatusCode);
    }

    private async Task<(string Feed, HttpClient Client)> EditableAsync(string stem)
    {
        var feed = await portal.HostedFeedAsync(stem, new { channel = new { type = "hosted", allowEdits = true } });
        return (feed, portal.Host.Client());
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string address, string xml, string ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StringContent(xml, Encoding.UTF8, "application/atom+xml") };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
