using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Events;
using Portal.Events.Log;
using Portal.IntegrationTests.FeedHost.Grammar;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Documents of feeds to which publishers sent what nobody would think of, held against the grammars of Atom and AtomPub.</summary>
public sealed class StrangeDocumentTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Of = "xmlns='http://www.w3.org/2005/Atom'";

    [Fact]
    public async Task EveryPage_OfAFeedWithStrangeEntries_IsAtom()
    {
        using var client = portal.Host.Client();
        var feed = await StrangeFeedAsync(client);
        var empty = await portal.HostedFeedAsync("empty");
        var paths = new List<string> { $"/feeds/{empty}", $"/feeds/{empty}?marker=last", "/feeds/portal-activity", $"/feeds/{feed}?limit=1000" };
        paths.AddRange(new[]
        {
            "", "?limit=1", "?limit=5", "?marker=last", "?marker=urn:x:nothing", "?marker=urn:x:text&direction=backward&limit=3", "?search=%2Bred",
            "?search=%2Bnone", "?search=(NOT(cat=red))", "?startingAt=2001-01-01T00:00:00Z", "?startingAt=2999-01-01T00:00:00Z", "?unknown=%3C%26%22",
        }.Select(query => $"/feeds/{feed}{query}"));

        var documents = new Dictionary<string, string>();
        foreach (var path in paths)
        {
            documents[path] = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
        }

        using var delta = await client.GetAsync($"/feeds/{feed}?limit=3", ("A-IM", "feed"), ("If-None-Match", "\"unknown\""));
        documents["delta"] = await delta.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        documents["before the archive"] = await client.GetStringAsync(
            (await client.GetXmlAsync($"/feeds/{feed}?limit=3")).Link("prev-archive"), TestContext.Current.CancellationToken);

        Assert.Contains("deleted-entry", documents[$"/feeds/{feed}"], StringComparison.Ordinal);
        await Jing.AssertValidAsync(Jing.Atom, documents);
    }

    [Fact]
    public async Task EveryEntry_Alone_IsAtom()
    {
        using var client = portal.Host.Client();
        var feed = await StrangeFeedAsync(client);
        var documents = new Dictionary<string, string>();
        foreach (var entry in (await client.GetXmlAsync($"/feeds/{feed}?limit=1000")).Elements(AtomCalls.Atom + "entry"))
        {
            documents[entry.Value("id")!] = await client.GetStringAsync(entry.Link("self"), TestContext.Current.CancellationToken);
        }

        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry());
        documents["answer to POST"] = await posted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var put = await client.PutAsync(
            posted.Headers.Location, new StringContent(AtomCalls.Entry(title: "Edited"), Encoding.UTF8, "application/atom+xml"), TestContext.Current.CancellationToken);
        documents["answer to PUT"] = await put.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        documents["revision"] = await client.GetStringAsync($"{posted.Headers.Location}?revision=1", TestContext.Current.CancellationToken);

        await Jing.AssertValidAsync(Jing.Atom, documents);
    }

    [Fact]
    public async Task ServiceAndCategories_ForWhoeverAsks_AreAtomPub()
    {
        using var client = portal.Host.Client();
        using var viewer = await portal.ClientWithRolesAsync("viewer");
        var feed = await StrangeFeedAsync(client);
        var empty = await portal.HostedFeedAsync("empty", new { domain = "Zoo & <sons>", title = "Animals \u0085 <b>" });
        await IndexedAsync();

        var documents = new Dictionary<string, string>
        {
            ["service"] = await client.GetStringAsync("/feeds", TestContext.Current.CancellationToken),
            ["service for a viewer"] = await viewer.GetStringAsync("/feeds", TestContext.Current.CancellationToken),
            ["categories"] = await client.GetStringAsync($"/feeds/{feed}/categories", TestContext.Current.CancellationToken),
            ["no categories"] = await client.GetStringAsync($"/feeds/{empty}/categories", TestContext.Current.CancellationToken),
        };

        Assert.Contains("\"a b\"", documents["categories"], StringComparison.Ordinal);
        await Jing.AssertValidAsync(Jing.AtomPub, documents);
    }

    /// <summary>A feed with everything that publishers have been seen to send, something deleted and something edited.</summary>
    private async Task<string> StrangeFeedAsync(HttpClient client)
    {
        var feed = await portal.HostedFeedAsync("strange", new { summary = "What \"publishers\" <send> & more", channel = new { type = "hosted", allowEdits = true } });
        foreach (var (id, children) in HostileEntryTests.Entries.Select(row => row.Data).Concat(More))
        {
            using var posted = await client.PostEntryAsync(feed, $"<entry {Of} xml:lang=\"en\"><id>urn:x:{id.Replace(' ', '-')}</id>{children}</entry>");
            Assert.True(posted.IsSuccessStatusCode, $"{id}: {await posted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        using var deleted = await client.AskAsync(HttpMethod.Delete, $"/feeds/{feed}/entries/urn:x:deleted");
        using var edited = await client.PutAsync(
            $"/feeds/{feed}/entries/urn:x:edited", new StringContent($"<entry {Of}><title>Edited</title></entry>", Encoding.UTF8, "application/atom+xml"), TestContext.Current.CancellationToken);
        Assert.True(deleted.IsSuccessStatusCode && edited.IsSuccessStatusCode);
        return feed;
    }

    private static IEnumerable<(string Id, string Children)> More =>
    [
        ("deleted", "<title>t</title>"),
        ("edited", "<title>t</title>"),
        ("red", "<title>t</title><category term='red' scheme='urn:s' label='Red'/>"),
        ("src without type", "<content src='http://example.org/a'/>"),
        ("src of text", "<content type='text' src='http://example.org/a'/>"),
        ("src of html", "<content type='html' src='http://example.org/a'/>"),
        ("type in capitals", "<title type='HTML'>a &lt;b></title><content type='XHTML'><div xmlns='http://www.w3.org/1999/xhtml'/></content>"),
        ("media type with parameters", "<content type='text/plain; charset=utf-8'>text</content>"),
        ("media type of the text", "<title type='text/html'>a &lt;b></title><summary type='text/plain'>s</summary>"),
        ("xml of text", "<content type='application/xml'>no element</content>"),
        ("two elements", "<content type='application/xml'><a/><b/></content>"),
        ("xhtml without div", "<content type='xhtml'><p xmlns='http://www.w3.org/1999/xhtml'>p</p> text</content>"),
        ("markup in text", "<title>a <b xmlns='http://www.w3.org/1999/xhtml'>b</b></title><content>c <d/></content>"),
        ("nobody", "<author/><contributor><name/></contributor>"),
        ("email only", "<author><email>a@example.org</email></author>"),
        ("person with more", "<author><name>n</name><uri>not an address</uri><x:y xmlns:x='urn:x'/></author>"),
        ("own language", "<title xml:lang='de_DE'>t</title>"),
        ("relation", "<link href='a' rel=''/><link href='b' rel='with space'/>"),
        ("category of spaces", "<category term=' a ' scheme='not an address' label=' '/>"),
        ("control and draft", "<app:control xmlns:app='http://www.w3.org/2007/app'><app:draft>yes</app:draft></app:control><app:edited xmlns:app='http://www.w3.org/2007/app'>2020-01-01T00:00:00Z</app:edited>"),
        ("tombstone inside", "<t:deleted-entry xmlns:t='http://purl.org/atompub/tombstones/1.0' ref='x' when='y'/>"),
        ("archive inside", "<h:archive xmlns:h='http://purl.org/syndication/history/1.0'/>"),
        ("comments", "<title>a<!-- c -->b<?p i?></title><!-- c --><?p i?>text between<content type='application/xml'><!-- c --><a/><?p i?></content>"),
        ("leap second", "<published>2016-12-31T23:59:60Z</published><updated>2016-12-31T23:59:60Z</updated>"),
        ("fractions", "<updated>2016-12-31T23:59:59.123456789123Z</updated>"),
        ("last date", "<published>9998-12-31T23:59:59.9999999+00:00</published><updated>0001-01-01T00:00:00Z</updated>"),
    ];

    private async Task IndexedAsync()
    {
        var log = portal.Host.Services.GetRequiredService<IEventLog>();
        await Hub.Eventually.IsTrueAsync(
            async () => long.Parse(((await log.FindCheckpointAsync("index"))?.State ?? "0:0").Split(':')[0]) >= (await log.HeadAsync()).Value, "the log is indexed");
    }
}
