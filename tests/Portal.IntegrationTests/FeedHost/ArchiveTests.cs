using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Portal.Events;
using Portal.Events.Log;
using Portal.Monitoring.Live;
using Portal.Web.Operations;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Archives (RFC 5005), retention, and what readers are told of entries that are kept no longer.</summary>
public sealed class ArchiveTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly XName FeedArchive = XName.Get("archive", "http://purl.org/syndication/history/1.0");

    [Theory]
    [InlineData(10)]
    [InlineData(700)]
    [InlineData(1300)]
    public async Task Walk_FromTheFeedThroughItsArchives_MeetsEveryEntry(int entries)
    {
        var feed = await portal.HostedFeedAsync("walked");
        using var client = portal.Host.Client();
        await FillAsync(client, feed, 1, entries);
        await IndexedAsync(feed, entries / IEventArchive.ArchiveEntries);

        var seen = await WalkAsync(client, $"/feeds/{feed}");

        Assert.Equal(Enumerable.Range(1, entries).Select(i => $"urn:x:{i}"), seen.Order(ById));
    }

    [Fact]
    public async Task Archive_NeverChanges_AndIsCachedForEver()
    {
        var feed = await portal.HostedFeedAsync("archived", new { channel = new { type = "hosted", allowEdits = true } });
        using var client = portal.Host.Client();
        await FillAsync(client, feed, 1, 1000);
        await IndexedAsync(feed, 2);
        var before = await (await client.GetAsync($"/feeds/{feed}/archives/1")).Content.ReadAsStringAsync();
        using var edited = await client.PutAsync(
            $"/feeds/{feed}/entries/urn:x:3", new StringContent(AtomCalls.Entry("urn:x:3", "Edited"), System.Text.Encoding.UTF8, "application/atom+xml"));
        using var deleted = await client.DeleteAsync($"/feeds/{feed}/entries/urn:x:4");

        using var answer = await client.GetAsync($"/feeds/{feed}/archives/1");
        using var again = await client.GetAsync($"/feeds/{feed}/archives/1", ("If-None-Match", answer.Headers.ETag!.ToString()));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotModified), (edited.StatusCode, deleted.StatusCode, again.StatusCode));
        Assert.Equal(before, await answer.Content.ReadAsStringAsync());
        Assert.Equal("max-age=31536000, private, immutable", answer.Headers.CacheControl!.ToString());
        var document = await answer.XmlAsync();
        Assert.NotNull(document.Element(FeedArchive));
        Assert.Equal((null, $"/feeds/{feed}/archives/2", $"/feeds/{feed}"), (document.Link("prev-archive"), PathOf(document.Link("next-archive")), PathOf(document.Link("current"))));
        Assert.Equal((500, "urn:x:500", "urn:x:1"), (document.Ids().Count, document.Ids()[0], document.Ids()[^1]));
    }

    [Theory]
    [InlineData("/archives/0", 404)]
    [InlineData("/archives/99", 404)]
    [InlineData("/archives/one", 404)]
    [InlineData("/archives/1?before=soon", 400)]
    [InlineData("/archives/1?before=999999999", 404)]
    [InlineData("/archives/7?before=5", 404)]
    public async Task Archive_ThatIsNotThere_SaysSo(string path, int status)
    {
        var feed = await portal.HostedFeedAsync("nothere");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 2);

        using var answer = await client.GetAsync($"/feeds/{feed}{path}");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.NotEmpty(await answer.DetailAsync());
    }

    [Fact]
    public async Task Retention_RemovesWhatIsTooMuch_AndReadersAreTold()
    {
        var feed = await portal.HostedFeedAsync("kept", new { retention = new { maxEntries = 20 } });
        using var client = portal.Host.Client();
        await FillAsync(client, feed, 1, 60);
        await IndexedAsync(feed, 0);
        var preview = await (await client.GetAsync($"/api/v1/feeds/{feed}/retention")).JsonAsync();
        await SweepAsync(feed);

        using var marker = await client.GetAsync($"/feeds/{feed}?marker=urn:x:5");
        using var entry = await client.GetAsync($"/feeds/{feed}/entries/urn:x:5");
        using var stream = await client.GetAsync($"/feeds/{feed}?marker=urn:x:5", ("Accept", "text/event-stream"));
        using var xml = await client.GetAsync($"/feeds/{feed}?marker=urn:x:5", ("Accept", "application/atom+xml"));
        using var unknown = await client.GetAsync($"/feeds/{feed}?marker=urn:x:never");
        using var again = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:5"));

        Assert.Equal((40, 20), (preview.GetProperty("wouldRemove").GetInt32(), preview.GetProperty("kept").GetInt32()));
        Assert.Equal(
            (410, 410, 410, 410, 404, 409),
            ((int)marker.StatusCode, (int)entry.StatusCode, (int)stream.StatusCode, (int)xml.StatusCode, (int)unknown.StatusCode, (int)again.StatusCode));
        var oldest = (await marker.JsonAsync()).GetProperty("oldest");
        Assert.Equal(
            ("urn:x:41", $"/feeds/{feed}/entries/urn:x:41"),
            (oldest.GetProperty("id").GetString(), PathOf(oldest.GetProperty("address").GetString())));
        Assert.EndsWith($"/feeds/{feed}/entries/urn:x:41", (await xml.XmlAsync()).Element("oldest")!.Value, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 60).Select(i => $"urn:x:{i}"), (await WalkAsync(client, $"/feeds/{feed}")).Order(ById));
    }

    [Fact]
    public async Task Stream_ThatComesBackTooLate_IsToldWhatItMissed()
    {
        var feed = await portal.HostedFeedAsync("late", new { retention = new { maxEntries = 20 } });
        using var client = portal.Host.Client();
        await FillAsync(client, feed, 1, 60);
        await IndexedAsync(feed, 0);
        var first = (await portal.Host.EntriesAsync(feed))[0].Position;
        await SweepAsync(feed);
        var purged = (await portal.Host.EntriesAsync(feed))[0].Position.Value - 1;

        // What is in memory is still given: other entries push it out.
        var other = await portal.HostedFeedAsync("other");
        await FillAsync(client, other, 1, 10_000);
        await Hub.Eventually.IsTrueAsync(() => portal.Host.Services.GetRequiredService<ILiveEntries>().Base > first, "memory no longer reaches back");

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/feeds/{feed}");
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", first.ToString());
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        List<string> lines = [];
        while (lines.Count < 8)
        {
            lines.Add((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!);
        }

        Assert.Equal(
            ["retry: 3000", "", $"id: {purged}", "event: missed"],
            lines.Take(4));
        Assert.StartsWith($"data: {{\"after\":{first},\"upTo\":{purged},\"reason\":\"purged\"", lines[4], StringComparison.Ordinal);
        Assert.Equal($"id: {purged + 1}", lines[6]);
    }

    [Fact]
    public async Task Retention_IsSetChangedAndLifted()
    {
        var feed = await portal.HostedFeedAsync("limits", new { retention = new { maxAge = "P30D", keepArchives = false } });
        using var client = portal.Host.Client();

        var made = (await (await client.GetAsync($"/api/v1/feeds/{feed}")).JsonAsync()).GetProperty("retention");
        using var wrong = await client.PatchAsJsonAsync($"/api/v1/feeds/{feed}", new { retention = new { maxEntries = 0, maxBytes = 1 } });
        using var lifted = await client.PatchAsJsonAsync($"/api/v1/feeds/{feed}", new { retention = new { } });
        using var preview = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/retention/preview", new { maxAge = "PT1S" });

        Assert.Equal(("P30D", false), (made.GetProperty("maxAge").GetString(), made.GetProperty("keepArchives").GetBoolean()));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (wrong.StatusCode, preview.StatusCode));
        Assert.Equal(
            ["retention.maxBytes", "retention.maxEntries"],
            (await wrong.JsonAsync()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await lifted.JsonAsync()).GetProperty("retention").ValueKind);
    }

    [Fact]
    public async Task Categories_AreADocument_ThatTheServiceNames()
    {
        var feed = await portal.HostedFeedAsync("categorised");
        using var client = portal.Host.Client();
        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1", more: "<category term='red' scheme='urn:s' label='Red'/><category term='blue'/>"));
        await IndexedAsync(feed, 0);

        using var answer = await client.GetAsync($"/feeds/{feed}/categories");
        using var refused = await client.GetAsync($"/feeds/{feed}/categories", ("Accept", "application/json"));
        var service = await client.GetXmlAsync("/feeds");

        Assert.Equal("application/atomcat+xml", answer.Content.Headers.ContentType!.MediaType);
        var document = System.ServiceModel.Syndication.CategoriesDocument.Load(System.Xml.XmlReader.Create(await answer.Content.ReadAsStreamAsync()));
        var inline = Assert.IsType<System.ServiceModel.Syndication.InlineCategoriesDocument>(document);
        Assert.False(inline.IsFixed);
        Assert.Equal([("blue", null, null), ("red", "urn:s", "Red")], inline.Categories.Select(c => (c.Name, (string?)c.Scheme, (string?)c.Label)));
        Assert.Equal(HttpStatusCode.NotAcceptable, refused.StatusCode);
        Assert.Contains(
            service.Descendants(XName.Get("categories", "http://www.w3.org/2007/app")),
            c => PathOf((string?)c.Attribute("href")) == $"/feeds/{feed}/categories");
    }

    private static IComparer<string> ById => Comparer<string>.Create((a, b) => int.Parse(a[6..]).CompareTo(int.Parse(b[6..])));

    private static string? PathOf(string? address) => address is null ? null : new Uri(address).PathAndQuery;

    private static async Task FillAsync(HttpClient client, string feed, int from, int to)
    {
        foreach (var chunk in Enumerable.Range(from, to - from + 1).Chunk(500))
        {
            var batch = $"<feed xmlns='http://www.w3.org/2005/Atom'>{string.Concat(chunk.Select(i => AtomCalls.Entry($"urn:x:{i}", $"Entry {i}")))}</feed>";
            using var answer = await client.PostEntryAsync(feed, batch, "application/atom+xml;type=feed");
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    // Follows prev-archive as RFC 5005 section 4 has it; no entry may come twice from one document.
    private static async Task<ISet<string>> WalkAsync(HttpClient client, string? address)
    {
        var seen = new HashSet<string>();
        for (var documents = 0; address is not null; documents++)
        {
            Assert.True(documents < 20, "The archives go round in circles.");
            var document = await client.GetXmlAsync(address);
            Assert.Equal(document.Ids().Distinct(), document.Ids());
            seen.UnionWith(document.Ids());
            address = PathOf(document.Link("prev-archive"));
        }

        return seen;
    }

    // The index follows the log a moment later.
    private async Task IndexedAsync(string feed, int archives)
    {
        var services = portal.Host.Services;
        var archive = services.GetRequiredService<IEventArchive>();
        await Hub.Eventually.IsTrueAsync(
            async () => ((await archive.NewestAsync(FeedId.Parse(feed)))?.Number ?? 0) == archives && await IsIndexedAsync(services), "the archives are made");
    }

    private static async Task<bool> IsIndexedAsync(IServiceProvider services)
    {
        var log = services.GetRequiredService<IEventLog>();
        var state = (await log.FindCheckpointAsync("index"))?.State ?? "0:0";
        return long.Parse(state.Split(':')[0]) >= (await log.HeadAsync()).Value;
    }

    private async Task SweepAsync(string feed)
    {
        await portal.Host.Services.GetRequiredService<RetentionSweep>().SweepAsync(TestContext.Current.CancellationToken);
        Assert.Equal(20, (await portal.Host.EntriesAsync(feed)).Count);
    }
}
