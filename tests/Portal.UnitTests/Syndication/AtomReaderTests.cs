using Portal.Events.Entries;
using Portal.Syndication.Reading;

namespace Portal.UnitTests.Syndication;

public sealed class AtomReaderTests
{
    private static readonly FeedReadOptions At = new() { BaseAddress = new Uri("http://example.org/feeds/atom") };

    [Fact]
    public void Read_WholeFeed_GivesEverythingOfIt()
    {
        var feed = Entries.Read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="en">
              <id>urn:feed</id><title>T</title><subtitle type="html">&lt;b>S&lt;/b></subtitle><updated>2026-03-01T12:00:00.5Z</updated>
              <author><name>A</name></author><link rel="self" href="self"/><link rel="next" href="?2"/><fh:archive/><fh:complete/>
              <at:deleted-entry ref="urn:gone" when="2026-03-01T11:00:00Z"/>
              <entry><id>urn:1</id></entry>
            </feed>
            """,
            At);

        Assert.Equal(
            (FeedFormat.Atom10, "urn:feed", EntryText.Plain("T"), new EntryText(TextKind.Html, "<b>S</b>"), "en", true, true, false),
            (feed.Format, feed.Id, feed.Title, feed.Subtitle, feed.Language, feed.IsArchive, feed.IsComplete, feed.Truncated));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 500, TimeSpan.Zero), feed.Updated);
        Assert.Equal([new Person("A")], feed.Authors);
        Assert.Equal(
            [new EntryLink("http://example.org/feeds/self", "self"), new EntryLink("http://example.org/feeds/atom?2", "next")], feed.Links);
        Assert.Equal([new Tombstone("urn:gone", new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.Zero))], feed.Tombstones);
        Assert.Equal(["urn:1"], feed.Entries.Select(entry => entry.Id));
    }

    [Theory]
    [InlineData("<title>a &lt;b></title>", TextKind.Text, "a <b>")]
    [InlineData("<title type='text'><![CDATA[a <b> ]]>c</title>", TextKind.Text, "a <b> c")]
    [InlineData("<title type='html'>a &amp;lt; &lt;b>c&lt;/b></title>", TextKind.Html, "a &lt; <b>c</b>")]
    [InlineData("<title type='html'>&lt;a href='x'>c&lt;/a></title>", TextKind.Html, "<a href='http://example.org/feeds/x'>c</a>")]
    [InlineData("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <b>c</b></div></title>", TextKind.Xhtml, "a <b>c</b>")]
    [InlineData("<title type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'>a <h:b>c</h:b></h:div></title>", TextKind.Xhtml, "a <b>c</b>")]
    [InlineData("<title/>", TextKind.Text, "")]
    public void Read_Text_IsOfTheKindItSays(string title, TextKind kind, string value) =>
        Assert.Equal(new EntryText(kind, value), One(title).Title);

    [Theory]
    [InlineData("<content>a &lt; b</content>", "text", "a < b", null)]
    [InlineData("<content type='html'>&lt;p>a&lt;/p></content>", "html", "<p>a</p>", null)]
    [InlineData("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><img src='a.png'/></div></content>", "xhtml", "<img src=\"http://example.org/feeds/a.png\" />", null)]
    [InlineData("<content type='application/xml'><o xmlns=''><i/></o></content>", "application/xml", "<o><i /></o>", null)]
    [InlineData("<content type='application/vnd.x+xml'><x:o xmlns:x='urn:x' a='1'/></content>", "application/vnd.x+xml", "<x:o xmlns:x=\"urn:x\" a=\"1\" />", null)]
    [InlineData("<content type='application/json'>{ \"a\": \"&lt;\" }</content>", "application/json", "{ \"a\": \"<\" }", null)]
    [InlineData("<content type='text/csv'>a,b</content>", "text/csv", "a,b", null)]
    [InlineData("<content type='image/png'>\n  aGVs\n  bG8=\n</content>", "image/png", "aGVsbG8=", null)]
    [InlineData("<content type='video/mp4' src='v.mp4'/>", "video/mp4", null, "http://example.org/feeds/v.mp4")]
    public void Read_Content_IsOfTheTypeItSays(string content, string type, string? value, string? src) =>
        Assert.Equal(new EntryContent(type, value, src), One(content).Content);

    [Fact]
    public void Read_XmlBase_HoldsInsideAndNests()
    {
        var entry = One(
            """
            <link href="a"/><link xml:base="/b/" href="c"/><link href="http://absolute.example"/><link href="//host/p"/><link href="#f"/>
            <content xml:base="d/" type="html">&lt;a href="e">x&lt;/a></content>
            """,
            "xml:base='http://base.example/x/'");

        Assert.Equal(
            ["http://base.example/x/a", "http://base.example/b/c", "http://absolute.example", "http://host/p", "http://base.example/x/#f"],
            entry.Links.Select(link => link.Href));
        Assert.Equal("<a href=\"http://base.example/x/d/e\">x</a>", entry.Content?.Value);
    }

    [Fact]
    public void Read_NoBaseKnown_LeavesReferencesAsWritten() =>
        Assert.Equal("../a b", Entries.Read(Feed("<link href='../a b'/>")).Entries[0].Links[0].Href);

    [Fact]
    public void Read_Link_HasAllItsParts() =>
        Assert.Equal(
            [
                new EntryLink("http://example.org/1", "enclosure", "audio/mpeg", "One", 123, "de"),
                new EntryLink("http://example.org/2"),
                new EntryLink("http://example.org/3", "related"),
            ],
            One(
                """
                <link rel="enclosure" type="audio/mpeg" title="One" length=" 123 " hreflang="de" href=" http://example.org/1 "/>
                <link href="http://example.org/2" length="many"/><link rel="http://www.iana.org/assignments/relation/related" href="http://example.org/3"/>
                <link rel="nowhere"/>
                """).Links);

    [Fact]
    public void Read_PeopleAndCategories_HaveAllTheirParts()
    {
        var entry = One(
            """
            <author><name> A </name><email>a@example.org</email><uri>/a</uri></author><author/><contributor><name>C</name></contributor>
            <category term="t" scheme="s" label="l"/><category label="only"/><category/>
            """);

        Assert.Equal([new Person("A", "a@example.org", "http://example.org/a")], entry.Authors);
        Assert.Equal([new Person("C")], entry.Contributors);
        Assert.Equal([new Category("t", "s", "l"), new Category("only", null, "only")], entry.Categories);
    }

    [Fact]
    public void Read_ForeignElements_AreKeptAndStandAlone() =>
        Assert.Equal(
            ["<x:e xmlns:x=\"urn:x\" a=\"1\">t</x:e>", "<bare>t</bare>", "<unknown xmlns=\"http://www.w3.org/2005/Atom\">t</unknown>", "<v xmlns=\"urn:v\" xmlns:x=\"urn:x\" t=\"x:T\" />"],
            One("<x:e a='1'>t</x:e><bare xmlns=''>t</bare><unknown>t</unknown><v xmlns='urn:v' t='x:T'/>", "xmlns:x='urn:x'").Extensions);

    [Fact]
    public void Read_EntryDocument_IsAFeedOfOne()
    {
        var feed = Entries.Read("<entry xmlns='http://www.w3.org/2005/Atom'><id>1</id><title>T</title></entry>");

        Assert.Equal(("1", "T"), (feed.Entries[0].Id, feed.Entries[0].Title.Value));
    }

    [Fact]
    public void Read_FeedOfNoNamespace_IsTakenForAtom() =>
        Assert.Equal("1", Entries.Read("<feed><entry><id>1</id></entry></feed>").Entries[0].Id);

    [Fact]
    public void Read_Atom03_HasItsOwnNamesAndModes()
    {
        var feed = Entries.Read(
            """
            <feed version="0.3" xmlns="http://purl.org/atom/ns#"><tagline>S</tagline><modified>2026-03-01</modified><entry>
              <id>1</id><title mode="escaped" type="text/html">&lt;i>T&lt;/i></title><issued>2026-03-01T10:00:00Z</issued><modified>2026-03-01T11:00:00Z</modified>
              <summary mode="base64" type="text/html">PGI+UzwvYj4=</summary><author><name>A</name><url>http://a.example</url></author>
            </entry></feed>
            """);
        var entry = feed.Entries[0];

        Assert.Equal((FeedFormat.Atom03, "S"), (feed.Format, feed.Subtitle?.Value));
        Assert.Equal((new EntryText(TextKind.Html, "<i>T</i>"), new EntryText(TextKind.Html, "<b>S</b>")), (entry.Title, entry.Summary));
        Assert.Equal((10, 11), (entry.Published?.Hour, entry.Updated?.Hour));
        Assert.Equal([new Person("A", null, "http://a.example")], entry.Authors);
    }

    [Fact]
    public void Read_NoId_TakesTheLinkAndElseADigestThatDatesDoNotChange()
    {
        Assert.Equal("http://example.org/1", One("<link href='http://example.org/1'/>").Id);

        var (first, later, other) = (
            One("<title>T</title><updated>2026-03-01T10:00:00Z</updated>").Id, One("<title>T</title><updated>2026-03-02T10:00:00Z</updated>").Id, One("<title>U</title>").Id);
        Assert.StartsWith("ni:///sha-256;", first, StringComparison.Ordinal);
        Assert.Equal(first, later);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Read_RelativeId_IsResolvedOnlyAgainstABaseOfTheDocument()
    {
        Assert.Equal("a/1", One("<id>a/1</id>").Id);
        Assert.Equal("http://base.example/a/1", One("<id>a/1</id>", "xml:base='http://base.example/'").Id);
    }

    private static string Feed(string inside, string attributes = "") =>
        $"<feed xmlns='http://www.w3.org/2005/Atom' {attributes}><entry>{inside}</entry></feed>";

    private static Entry One(string inside, string attributes = "") => Assert.Single(Entries.Read(Feed(inside, attributes), At).Entries);
}
