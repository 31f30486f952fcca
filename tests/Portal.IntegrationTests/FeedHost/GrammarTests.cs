using System.Diagnostics;
using System.ServiceModel.Syndication;
using System.Xml;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>
/// Documents are held against RELAX NG grammars of Atom and AtomPub by a validator that is not ours, and read by a library
/// that did not write them.
/// </summary>
public sealed class GrammarTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
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

        Assert.Equal("", await JingAsync("atom.rnc", document));
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

        Assert.Equal("", await JingAsync("atompub.rnc", document));
    }

    [Theory]
    [InlineData("atom.rnc", "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:x</id><title>t</title></feed>")]
    [InlineData("atom.rnc", "<entry xmlns='http://www.w3.org/2005/Atom'><id>urn:x</id><title>t</title><updated>yesterday</updated></entry>")]
    [InlineData("atompub.rnc", "<service xmlns='http://www.w3.org/2007/app'><workspace/></service>")]
    public async Task Grammar_RefusesWhatIsNoSuchDocument(string grammar, string document) => Assert.NotEqual("", await JingAsync(grammar, document));

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

    private static async Task<string> JingAsync(string grammar, string document)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("portal-jing-").FullName, "document.xml");
        await File.WriteAllTextAsync(file, document, TestContext.Current.CancellationToken);
        using var jing = Process.Start(new ProcessStartInfo("jing", ["-c", Path.Combine(AppContext.BaseDirectory, "FeedHost", "Grammar", grammar), file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("jing does not start.");
        var output = await jing.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        output += await jing.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await jing.WaitForExitAsync(TestContext.Current.CancellationToken);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return jing.ExitCode == 0 ? "" : output.Replace(file, "", StringComparison.Ordinal);
    }
}
