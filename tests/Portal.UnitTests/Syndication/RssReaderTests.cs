using Portal.Events.Entries;
using Portal.Syndication.Reading;

namespace Portal.UnitTests.Syndication;

public sealed class RssReaderTests
{
    [Fact]
    public void Read_ChannelDefinitionFormat_InAnyCase()
    {
        var feed = Entries.Read("""
            <?xml version="1.0"?><CHANNEL HREF="http://example.com/" LASTMOD="2003-12-31T10:14:55Z" BASE="http://example.com/docs/">
            <TITLE>Example</TITLE><ABSTRACT>All of it</ABSTRACT>
            <ITEM HREF="one.html" LASTMOD="2003-12-30"><TITLE>One</TITLE><ABSTRACT>The &lt;b&gt;first&lt;/b&gt;</ABSTRACT></ITEM>
            <Item><A Href="two.html"/><Title>Two</Title></Item></CHANNEL>
            """);

        Assert.Equal((FeedFormat.Cdf, "Example", "All of it", "http://example.com/"), (feed.Format, feed.Title.Value, feed.Subtitle?.Value, feed.Links[0].Href));
        Assert.Equal(["http://example.com/docs/one.html", "http://example.com/docs/two.html"], feed.Entries.Select(entry => entry.Id));
        Assert.Equal("The <b>first</b>", feed.Entries[0].Summary?.Value);
        Assert.Equal(new DateTimeOffset(2003, 12, 30, 0, 0, 0, TimeSpan.Zero), feed.Entries[0].Updated);
    }

    [Fact]
    public void Read_ChannelWithoutRssAroundIt_IsRead() =>
        Assert.Equal("1", Assert.Single(Entries.Read("<channel><title>T</title><item><guid>1</guid></item></channel>").Entries).Id);

    [Fact]
    public void Read_TombstoneInRss_IsKept() =>
        Assert.Equal(
            [new Tombstone("1", new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))],
            Entries.Read("""
                <rss version="2.0" xmlns:at="http://purl.org/atompub/tombstones/1.0"><channel>
                <at:deleted-entry ref="1" when="2026-03-01T12:00:00Z"/></channel></rss>
                """).Tombstones);

    [Fact]
    public void Read_ItemWithNothingButAnEnclosure_IsKnownByIt() =>
        Assert.Equal(
            "http://a.example/1.mp3",
            Entries.Read("<rss version='2.0'><channel><item><title>One</title><enclosure url='http://a.example/1.mp3' type='audio/mpeg'/></item></channel></rss>").Entries[0].Id);

    private static readonly FeedReadOptions At = new() { BaseAddress = new Uri("http://example.org/feeds/rss") };

    [Fact]
    public void Read_WholeChannel_GivesEverythingOfIt()
    {
        var feed = Entries.Read(
            """
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>
              <title>T &amp; more</title><description>S</description><link>/home</link><language>de</language>
              <pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate><lastBuildDate>Sun, 01 Mar 2026 12:00:00 GMT</lastBuildDate>
              <managingEditor>e@example.org (E)</managingEditor><ttl>90</ttl><atom:link rel="hub" href="http://hub.example/"/>
              <skipHours><hour>0</hour><hour>24</hour><hour>25</hour><hour>7</hour></skipHours><skipDays><day>Sunday</day><day>Noday</day><day>1</day></skipDays>
              <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
              <item><guid>1</guid></item>
            </channel></rss>
            """,
            At);

        Assert.Equal(
            (FeedFormat.Rss20, EntryText.Plain("T & more"), new EntryText(TextKind.Html, "S"), "de"),
            (feed.Format, feed.Title, feed.Subtitle, feed.Language));
        Assert.Equal((12, TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(15)), (feed.Updated?.Hour, feed.Ttl, feed.UpdatePeriod));
        Assert.Equal([new EntryLink("http://example.org/home"), new EntryLink("http://hub.example/", "hub")], feed.Links);
        Assert.Equal([new Person("E", "e@example.org")], feed.Authors);
        Assert.Equal([0, 7], feed.SkipHours);
        Assert.Equal([DayOfWeek.Sunday], feed.SkipDays);
        Assert.Single(feed.Entries);
    }

    [Fact]
    public void Read_WholeItem_GivesEverythingOfIt()
    {
        var item = One(
            """
            <title>One</title><link>/1</link><description>&lt;p>S&lt;/p></description><content:encoded><![CDATA[<p>C <a href="x">y</a></p>]]></content:encoded>
            <guid isPermaLink="false">urn:1</guid><pubDate>Sun, 01 Mar 2026 10:00:00 +0100</pubDate><author>a@example.org (A)</author>
            <category domain="d">c</category><category/><enclosure url="/e.mp3" type="audio/mpeg" length="5"/><comments>/1#c</comments>
            <source url="http://other.example/">Other</source><x:e>1</x:e><own>2</own>
            """);

        Assert.Equal(
            Entries.Show(new Entry
            {
                Id = "urn:1",
                Title = EntryText.Plain("One"),
                Summary = new EntryText(TextKind.Html, "<p>S</p>"),
                Content = new EntryContent("html", "<p>C <a href=\"http://example.org/feeds/x\">y</a></p>"),
                Published = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.FromHours(1)),
                Authors = [new Person("A", "a@example.org")],
                Links =
                [
                    new EntryLink("http://example.org/1"),
                    new EntryLink("http://example.org/e.mp3", "enclosure", "audio/mpeg", Length: 5),
                    new EntryLink("http://example.org/1#c", "replies"),
                    new EntryLink("http://other.example/", "via", Title: "Other"),
                ],
                Categories = [new Category("c", "d")],
                Extensions = ["<x:e xmlns:x=\"urn:x\">1</x:e>", "<own>2</own>"],
            }),
            Entries.Show(item));
    }

    [Theory]
    [InlineData("<guid>http://example.org/g</guid><link>http://example.org/l</link>", "http://example.org/g")]
    [InlineData("<guid> </guid><link>http://example.org/l</link>", "http://example.org/l")]
    [InlineData("<link>/l</link><title>T</title>", "http://example.org/l")]
    [InlineData("<link/><guid isPermaLink='false'>x y</guid>", "x y")]
    public void Read_Identity_IsTheGuidAndElseTheLink(string item, string id) => Assert.Equal(id, One(item).Id);

    [Fact]
    public void Read_NoGuidAndNoLink_HasTheSameIdentityUntilItsTextChanges()
    {
        var first = One("<title>T</title><description>D</description><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate>").Id;

        Assert.StartsWith("ni:///sha-256;", first, StringComparison.Ordinal);
        Assert.Equal(first, One("<title>T</title><description>D</description>").Id);
        Assert.NotEqual(first, One("<title>T</title><description>E</description>").Id);
    }

    [Fact]
    public void Read_PermaLink_IsALinkWhereThereIsNone()
    {
        Assert.Equal([new EntryLink("http://example.org/g")], One("<guid>http://example.org/g</guid>").Links);
        Assert.Equal([], One("<guid isPermaLink='false'>http://example.org/g</guid>").Links);
        Assert.Equal([new EntryLink("http://example.org/l")], One("<guid>http://example.org/g</guid><link>http://example.org/l</link>").Links);
    }

    [Theory]
    [InlineData("Fish &amp; Chips", TextKind.Text, "Fish & Chips")]
    [InlineData("1 &lt; 2", TextKind.Text, "1 < 2")]
    [InlineData("&lt;b>bold&lt;/b>", TextKind.Html, "<b>bold</b>")]
    [InlineData("AT&amp;amp;T", TextKind.Html, "AT&amp;T")]
    public void Read_Title_IsHtmlOnlyWhereItShows(string title, TextKind kind, string value) =>
        Assert.Equal(new EntryText(kind, value), One($"<title>{title}</title>").Title);

    [Theory]
    [InlineData("a@example.org", null, "a@example.org")]
    [InlineData("A", "A", null)]
    [InlineData("A (a@example.org)", "A", "a@example.org")]
    [InlineData("A &lt;a@example.org&gt;", "A", "a@example.org")]
    public void Read_Author_IsTakenApart(string text, string? name, string? email) =>
        Assert.Equal([new Person(name, email)], One($"<author>{text}</author>").Authors);

    [Fact]
    public void Read_Modules_FillWhatTheItemLacks()
    {
        var entry = One(
            """
            <dc:title>T</dc:title><dc:description>D</dc:description><dc:creator>C</dc:creator><dc:subject>s</dc:subject><dc:date>2026-03-01T10:00:00Z</dc:date>
            <itunes:keywords>k, s</itunes:keywords><media:content url="/m.mp4" type="video/mp4" fileSize="9"/>
            """);

        Assert.Equal(("T", "D", 10, 10), (entry.Title.Value, entry.Summary?.Value, entry.Published?.Hour, entry.Updated?.Hour));
        Assert.Equal([new Person("C")], entry.Authors);
        Assert.Equal([new Category("s"), new Category("k")], entry.Categories);
        Assert.Equal([new EntryLink("http://example.org/m.mp4", "enclosure", "video/mp4", Length: 9)], entry.Links);
    }

    [Fact]
    public void Read_DublinCoreBesideTheItemsOwn_IsKeptAsAnExtension()
    {
        var entry = One("<title>T</title><description>D</description><dc:title>DT</dc:title><dc:description>DD</dc:description>");

        Assert.Equal(("T", "D"), (entry.Title.Value, entry.Summary?.Value));
        Assert.Equal(["DT", "DD"], entry.Extensions.Select(e => System.Xml.Linq.XElement.Parse(e).Value));
    }

    [Theory]
    [InlineData("<rss version='0.91'><channel><title>T</title><item><title>I</title></item></channel></rss>", FeedFormat.Rss09x)]
    [InlineData("<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' 'http://my.netscape.com/publish/formats/rss-0.91.dtd'><rss version='0.91'><channel><title>T</title><item><title>I</title></item></channel></rss>", FeedFormat.Rss09x)]
    [InlineData("<rss version='2.0' xmlns='http://backend.userland.com/rss2'><channel><title>T</title><item><title>I</title></item></channel></rss>", FeedFormat.Rss20)]
    [InlineData("<rss><channel><title>T</title></channel><item><title>I</title></item></rss>", FeedFormat.Rss20)]
    [InlineData("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>T</title></channel><item><title>I</title></item></rdf:RDF>", FeedFormat.Rss09x)]
    [InlineData("<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel r:about='c'><title>T</title></channel><item r:about='i'><title>I</title></item></r:RDF>", FeedFormat.Rss10)]
    public void Read_EveryVersion_IsToldAndRead(string document, FeedFormat format)
    {
        var feed = Entries.Read(document);

        Assert.Equal((format, "T", "I"), (feed.Format, feed.Title.Value, Assert.Single(feed.Entries).Title.Value));
    }

    [Fact]
    public void Read_Rss10_TakesRdfAboutForIdentity() =>
        Assert.Equal(
            "http://example.org/about",
            Entries.Read(
                "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item r:about='http://example.org/about'><link>http://example.org/link</link></item></r:RDF>")
            .Entries[0].Id);

    private static Entry One(string inside) => Assert.Single(Entries.Read(
        $"""
        <rss version="2.0" xmlns:x="urn:x" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"><channel><item>{inside}</item></channel></rss>
        """,
        At).Entries);
}
