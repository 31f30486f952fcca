using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Portal.Events.Entries;
using Portal.Syndication.Reading;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>What an entry may hold that nobody would think of: it comes back as it was sent, on its own and in its feed.</summary>
public sealed class HostileEntryTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    /// <summary>Children of an entry, beside its id.</summary>
    public static TheoryData<string, string> Entries { get; } = new()
    {
        { "script", "<title type=\"html\">&lt;script&gt;alert(1)&lt;/script&gt;</title><summary>&lt;b&gt; is no markup</summary><content type=\"html\"><![CDATA[<img src=x onerror=\"alert(1)\">]]></content>" },
        { "xhtml", $"<title type=\"xhtml\"><div xmlns=\"{Xhtml}\">a <b>b</b> &amp; c</div></title><content type=\"xhtml\"><h:div xmlns:h=\"{Xhtml}\"><h:script>1 &lt; 2</h:script></h:div></content>" },
        { "controls", "<title>t</title><content>a&#x9;b&#xA;c&#xD;d&#xD;&#xA;e\u0085\u2028\u0080\u009F\uFFFD</content>" },
        { "long", $"<title>{new string('é', 100_000)}</title>" },
        { "text", "<title>日本語 \U0001F600 \u202Egnirts\u202C a\u0301</title><rights>© ∞</rights>" },
        { "nothing", "" },
        { "white space", "<title>  a  b\n </title><content xml:space=\"preserve\">  \n  </content>" },
        { "lang", "<title xml:lang=\"de\">t</title><content xml:lang=\"fr\">c</content>" },
        { "foreign", "<title>t</title><x:a xmlns:x=\"urn:x\" x:b=\"1\" c=\"&lt;2&gt;\"><x:d/><e xmlns=\"urn:e\">f</e><g xmlns=\"\">h</g><![CDATA[<i>]]></x:a><j xmlns=\"\"><k/></j>" },
        { "source", "<title>t</title><source><id>urn:other</id><title>Other</title><updated>2020-01-01T00:00:00Z</updated></source>" },
        { "xml payload", "<title>t</title><content type=\"application/xml\"><order xmlns=\"\"><line no=\"1\"> a </line><line no=\"2\"/></order></content>" },
        { "xml with names", "<title>t</title><content type=\"application/vnd.x+xml\"><o:order xmlns:o=\"urn:o\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:type=\"o:Big\"><o:a>1</o:a><b xmlns=\"\">2</b></o:order></content>" },
        { "atom in content", "<title>t</title><content type=\"application/atom+xml\"><feed><id>urn:inner</id><entry><title>i</title></entry></feed></content>" },
        { "json", "<title>t</title><content type=\"application/json\">{\"a\":\"]]&gt; \\u0000 &lt;/content>\", \"b\": [1, null]}</content>" },
        { "bytes", "<title>t</title><summary>s</summary><content type=\"image/png\">iVBORw0KGgo=</content>" },
        { "elsewhere", "<title>t</title><summary>s</summary><content type=\"video/mp4\" src=\"http://example.org/a?b=c&amp;d\"/>" },
        { "people", "<title>t</title><author><name>A &amp; &lt;B&gt;</name><email>a@example.org</email><uri>http://example.org/é</uri></author><author><name>C</name></author><contributor><name>D</name></contributor>" },
        { "categories", "<title>t</title><category term=\"a b\" scheme=\"urn:s\" label=\"&lt;L&gt; &#xA;\"/><category term=\"é\"/>" },
        { "links", "<title>t</title><link href=\"http://example.org/a b\" rel=\"enclosure\" type=\"text/plain\" title=\"&lt;t&gt;\" hreflang=\"de\" length=\"12\"/><link href=\"http://EXAMPLE.org/%7Ea?b#c\"/><link href=\"http://example.org/é\" rel=\"http://example.org/rel\"/>" },
        { "odd links", "<title>t</title><link href=\"../up\"/><link href=\"#here\"/><link href=\"\"/><link href=\"mailto:a@example.org\"/><link href=\"javascript:alert(1)\"/><link href=\"//host/path\"/><link href=\"/path\"/>" },
        { "broken links", "<title>t</title><link href=\"http://[\"/><link href=\"http://example.org:99999999/\"/><link href=\"http://\"/><link href=\"http:\"/><link href=\":\"/><link href=\"%\"/><link href=\"http://ex ample/\"/>" },
        { "long link", $"<title>t</title><link href=\"http://example.org/{new string('a', 70_000)}\"/>" },
        { "dates", "<title>t</title><published>2020-01-01T00:00:00-05:30</published><updated>2020-06-01T12:00:00+02:00</updated>" },
        { "far dates", "<title>t</title><published>0001-01-02T00:00:00Z</published><updated>2999-12-31T23:59:59Z</updated>" },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public async Task Post_StrangeEntry_ComesBackEqual(string id, string children)
    {
        var feed = await portal.HostedFeedAsync("strange");
        using var client = portal.Host.Client();
        var xml = $"<entry xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><id>urn:x:{id.Replace(' ', '-')}</id>{children}</entry>";
        var given = Read(xml);

        using var posted = await client.PostEntryAsync(feed, xml);
        Assert.True(posted.StatusCode == HttpStatusCode.Created, await posted.Content.ReadAsStringAsync());
        var alone = await client.GetStringAsync(posted.Headers.Location);
        var page = XElement.Parse(await client.GetStringAsync($"/feeds/{feed}"), LoadOptions.PreserveWhitespace);

        AssertEqual(given, Read(alone));
        AssertEqual(given, Read(Text(page.Element(AtomCalls.Atom + "entry")!)));
    }

    [Fact]
    public async Task Post_RelativeReferences_AreResolvedAgainstTheBaseThatTheEntryNames()
    {
        var feed = await portal.HostedFeedAsync("based");
        using var client = portal.Host.Client();

        using var posted = await client.PostEntryAsync(
            feed,
            $"""
            <entry xmlns="http://www.w3.org/2005/Atom" xml:base="http://example.org/a/b"><id>urn:x:1</id><title>t</title>
            <link href="c" xml:base="d/"/><content type="xhtml"><div xmlns="{Xhtml}"><a href="e">f</a></div></content></entry>
            """);
        var entry = await client.GetXmlAsync(posted.Headers.Location!.OriginalString);

        Assert.Equal("http://example.org/a/d/c", entry.Link("alternate"));
        Assert.Equal("http://example.org/a/e", entry.Descendants(XName.Get("a", Xhtml)).Single().Attribute("href")?.Value);
        Assert.Equal("urn:x:1", entry.Value("id"));
    }

    [Fact]
    public async Task Post_LinksOfThePublishersOwnServer_AreReplacedByOurs()
    {
        var feed = await portal.HostedFeedAsync("selfish");
        using var client = portal.Host.Client();

        using var posted = await client.PostEntryAsync(
            feed, AtomCalls.Entry("urn:x:1", more: "<link rel=\"self\" href=\"http://elsewhere.example/1\"/><link rel=\"related\" href=\"http://elsewhere.example/2\"/>"));
        var entry = await posted.XmlAsync();

        Assert.Equal((posted.Headers.Location!.OriginalString, "http://elsewhere.example/2"), (entry.Link("self"), entry.Link("related")));
    }

    private static Entry Read(string xml)
    {
        var read = AtomEntryReader.Read(Encoding.UTF8.GetBytes(xml));
        Assert.True(read.IsEntry, read.Problem);
        return read.Entry;
    }

    // ToString would make line feeds of carriage returns.
    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.Entitize }))
        {
            element.Save(writer);
        }

        return text.ToString();
    }

    // What the portal adds: dates that were not said, the owner as author, the address.
    private static void AssertEqual(Entry expected, Entry actual)
    {
        var served = actual with
        {
            Published = expected.Published is null ? null : actual.Published,
            Updated = expected.Updated is null ? null : actual.Updated,
            Authors = expected.Authors.Count == 0 ? [] : actual.Authors,
            Links = [.. actual.Links.Where(l => l.Rel != "self")],
        };
        Assert.Equivalent(expected with { Extensions = [] }, served with { Extensions = [] }, strict: true);
        Assert.Equal(expected.Extensions.Count, actual.Extensions.Count);
        Assert.All(expected.Extensions.Zip(actual.Extensions), pair => Assert.True(SameElement(pair.First, pair.Second), $"{pair.First}\n{pair.Second}"));
    }

    // Which prefixes stand for the namespaces, where they are declared, and how an empty element is written does not matter.
    private static bool SameElement(string first, string second) => XNode.DeepEquals(WithoutPrefixes(first), WithoutPrefixes(second));

    private static XElement WithoutPrefixes(string xml)
    {
        var element = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        element.DescendantsAndSelf().Attributes().Where(a => a.IsNamespaceDeclaration).Remove();
        element.DescendantsAndSelf().Where(e => !e.Nodes().Any()).ToList().ForEach(e => e.RemoveNodes());
        return element;
    }
}
