using System.ServiceModel.Syndication;
using System.Xml;
using Portal.IntegrationTests.FeedHost.Grammar;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>
/// Documents are held against RELAX NG grammars of Atom and AtomPub by a validator that is not ours, and read by a library
/// that did not write them.
/// </summary>
public sealed class GrammarTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Of = "xmlns='http://www.w3.org/2005/Atom'";
    private const string Needed = "<id>urn:x:1</id><title>t</title><updated>2026-01-31T18:30:02Z</updated>";

    /// <summary>What the grammars must refuse; a grammar that takes everything would prove nothing.</summary>
    private static readonly string[] WrongAtom =
    [
        $"<entry {Of}><title>t</title><updated>2026-01-31T18:30:02Z</updated></entry>",
        $"<entry {Of}>{Needed}<id>urn:x:2</id></entry>",
        $"<entry {Of}>{Needed}<content/><content/></entry>",
        $"<entry {Of}>{Needed}<content type='text' src='http://example.org/'/></entry>",
        $"<entry {Of}>{Needed}<content type='xhtml'>text</content></entry>",
        $"<entry {Of}>{Needed}<content type='word'>text</content></entry>",
        $"<entry {Of}>{Needed}<published>2026-01-31 18:30:02Z</published></entry>",
        $"<entry {Of}>{Needed}<published>2026-01-31T18:30:02</published></entry>",
        $"<entry {Of}>{Needed}<published>2026-02-30T18:30:02Z</published></entry>",
        $"<entry {Of}>{Needed}<author><email>a@example.org</email></author></entry>",
        $"<entry {Of}>{Needed}<author><name>n</name><email>nobody</email></author></entry>",
        $"<entry {Of}>{Needed}<link rel='self'/></entry>",
        $"<entry {Of}>{Needed}<category label='l'/></entry>",
        $"<entry {Of}>{Needed}<unheard-of/></entry>",
        $"<entry {Of} xml:lang='not a language'>{Needed}</entry>",
        $"<feed {Of}>{Needed}</feed>",
        $"<feed {Of}>{Needed}<author><name>n</name></author><entry>{Needed}</entry><subtitle>s</subtitle></feed>",
        $"<feed {Of} xmlns:t='http://purl.org/atompub/tombstones/1.0'>{Needed}<author><name>n</name></author><t:deleted-entry ref='urn:x:2'/></feed>",
    ];

    private static readonly string[] WrongAtomPub =
    [
        "<service xmlns='http://www.w3.org/2007/app'/>",
        "<service xmlns='http://www.w3.org/2007/app'><workspace/></service>",
        $"<service xmlns='http://www.w3.org/2007/app'><workspace><title {Of}>t</title><collection><title {Of}>t</title></collection></workspace></service>",
        $"<service xmlns='http://www.w3.org/2007/app'><workspace><title {Of}>t</title><collection href='/a'><title {Of}>t</title><accept>entry</accept></collection></workspace></service>",
        "<categories xmlns='http://www.w3.org/2007/app' fixed='maybe'/>",
        $"<categories xmlns='http://www.w3.org/2007/app'><category {Of} label='l'/></categories>",
    ];

    private const string Everything =
        """
        <entry xmlns="http://www.w3.org/2005/Atom" xmlns:x="urn:x" xml:lang="de">
          <id>urn:x:everything</id><title type="html">&lt;b&gt;Grüße&lt;/b&gt;</title><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>p</p></div></summary>
          <updated>2026-01-01T00:00:00.5+02:00</updated><published>2025-12-31T23:00:00Z</published>
          <author><name>Ann</name><email>ann@example.org</email><uri>https://example.org/ann</uri></author><contributor><name>Bob</name></contributor>
          <category term="a" scheme="urn:s" label="A"/><category term="b"/>
          <link rel="enclosure" href="https://example.org/a.mp3" type="audio/mpeg" hreflang="de" title="T" length="5"/><rights>none</rights>
          <content type="application/xml"><order xmlns="urn:o" x:a="1"><none xmlns=""/></order></content><x:own>1</x:own>
        </entry>
        """;

    [Theory]
    [InlineData("/feeds/{0}")]
    [InlineData("/feeds/{0}?limit=2")]
    [InlineData("/feeds/{0}?marker=urn:x:1")]
    [InlineData("/feeds/{0}?marker=last")]
    [InlineData("/feeds/{0}?search=%2Bnone")]
    [InlineData("/feeds/{0}-empty")]
    [InlineData("/feeds/{0}/entries/urn:x:everything")]
    [InlineData("/feeds/{0}/entries/urn:x:1?revision=1")]
    [InlineData("/feeds/{0}/archives/1")]
    [InlineData("/feeds/{0}/archives/1?before={1}")]
    public async Task AtomDocument_IsValid(string address)
    {
        using var client = portal.Host.Client();
        var (feed, last) = await FeedAsync(client);
        var document = await client.GetStringAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, feed, last), TestContext.Current.CancellationToken);

        await Jing.AssertValidAsync(Jing.Atom, new Dictionary<string, string> { [address] = document });
    }

    [Theory]
    [InlineData("/feeds")]
    [InlineData("/feeds/{0}/categories")]
    [InlineData("/feeds/{0}-empty/categories")]
    public async Task AtomPubDocument_IsValid(string address)
    {
        using var client = portal.Host.Client();
        var (feed, _) = await FeedAsync(client);
        var document = await client.GetStringAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, feed), TestContext.Current.CancellationToken);

        await Jing.AssertValidAsync(Jing.AtomPub, new Dictionary<string, string> { [address] = document });
    }

    [Theory]
    [InlineData(Jing.Atom)]
    [InlineData(Jing.AtomPub)]
    public async Task Grammar_WhatTheRfcForbids_IsRefused(string grammar)
    {
        var wrong = (grammar == Jing.Atom ? WrongAtom : WrongAtomPub).Select((text, i) => KeyValuePair.Create($"document {i}", text)).ToDictionary();

        var complaints = await Jing.ComplaintsAsync(grammar, wrong);

        Assert.Equal([], wrong.Keys.Where(document => !complaints.Contains($"[{document}]", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AnotherLibrary_ReadsWhatWasPosted()
    {
        using var client = portal.Host.Client();
        var (feed, _) = await FeedAsync(client);
        await using var stream = await client.GetStreamAsync($"/feeds/{feed}?limit=1000", TestContext.Current.CancellationToken);
        using var reader = XmlReader.Create(stream);

        var read = SyndicationFeed.Load(reader);

        var item = read.Items.Single(i => i.Id == "urn:x:everything");
        Assert.Equal(
            ("<b>Grüße</b>", "html", new DateTimeOffset(2025, 12, 31, 22, 0, 0, TimeSpan.Zero), "ann@example.org", "Bob"),
            (item.Title.Text, item.Title.Type, item.LastUpdatedTime.ToUniversalTime(), item.Authors.Single().Email, item.Contributors.Single().Name));
        Assert.Equal([("a", "urn:s", "A"), ("b", "", "")], item.Categories.Select(c => (c.Name, c.Scheme ?? "", c.Label ?? "")));
        Assert.Equal(5, item.Links.Single(l => l.RelationshipType == "enclosure").Length);
        Assert.Equal("urn:o", ((XmlSyndicationContent)item.Content).GetReaderAtContent() is var content && content.Read() ? content.NamespaceURI : null);
        Assert.Equal(new[] { "urn:x:everything" }.Concat(Enumerable.Range(1, 520).Select(i => $"urn:x:{i}")).Except(["urn:x:2"]).Order(), read.Items.Select(i => i.Id).Order());
    }

    // A feed with all that there can be: every element, a revision, a tombstone, a complete archive.
    private async Task<(string Feed, long Last)> FeedAsync(HttpClient client)
    {
        var feed = await portal.HostedFeedAsync("grammar", new { channel = new { type = "hosted", allowEdits = true } });
        using var empty = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            client, "/api/v1/feeds", new { id = feed + "-empty", title = "Empty & <b>", owner = "T", domain = "T", channel = new { type = "hosted" } });
        var batch = string.Concat(Enumerable.Range(1, 520).Select(i => AtomCalls.Entry($"urn:x:{i}", $"Entry {i}", "<category term='red'/>")));
        using var filled = await client.PostEntryAsync(feed, $"<feed xmlns='http://www.w3.org/2005/Atom'>{batch}</feed>", "application/atom+xml;type=feed");
        using var posted = await client.PostEntryAsync(feed, Everything);
        using var edited = await client.PutAsync(
            $"/feeds/{feed}/entries/urn:x:1", new StringContent(AtomCalls.Entry("urn:x:1", "Edited"), System.Text.Encoding.UTF8, "application/atom+xml"), TestContext.Current.CancellationToken);
        using var deleted = await client.DeleteAsync($"/feeds/{feed}/entries/urn:x:2", TestContext.Current.CancellationToken);
        Assert.All([empty, filled, posted, edited, deleted], answer => Assert.True(answer.IsSuccessStatusCode));
        await Hub.Eventually.IsTrueAsync(
            async () => (await client.GetAsync($"/feeds/{feed}/archives/1")).IsSuccessStatusCode, "the archive is made");
        return (feed, (await portal.Host.EntriesAsync(feed))[^1].Position.Value);
    }
}
