using System.Text;
using System.Text.Json;
using Portal.Syndication.Reading;
using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Source;
using Portal.TestKit;

namespace Portal.UnitTests.Syndication;

/// <summary>Pages of the plain form are read as any reader reads them; everything else is left to that.</summary>
public sealed class PlainReaderTests
{
    private const string Page =
        """
        <?xml version='1.0' encoding='utf-8'?>
        <!-- of the shop -->
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' xmlns:t="urn:t" xml:lang="en">
        <id>urn:f</id><title>Shop &#8211; news</title><subtitle type="html">&lt;a href="/about"&gt;About&lt;/a&gt;</subtitle><updated>2026-11-24T12:00:00Z</updated>
        <generator uri="https://b.example/" version="2">Shop</generator><author><name>Shop</name></author><icon>/icon.png</icon>
        <link rel="self" href="/feed"/><link rel="next" href="?page=2"/><fh:archive/><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
        <t:other t:kind="a"><t:inner/></t:other>
        <entry><id>urn:1</id><title><![CDATA[One & only]]></title><updated>2026-11-24T12:00:00Z</updated><author><name>A</name><uri>/a</uri></author>
        <link href="/1"/><content type="html">&lt;p&gt;&lt;img src="1.png"&gt;&lt;/p&gt;</content><!-- - --><t:count>3</t:count></entry>
        <entry><id>urn:2</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Two <b>bold</b><br/></div></title><updated>2026-11-23T12:00:00+01:00</updated>
        <content type='application/xml'><order xmlns='urn:o'><line number='1'/></order></content></entry>
        <entry><id>urn:3</id><title/><published>2026-11-22T12:00:00Z</published><content type="application/json">{"a":1}</content><category term="c"/></entry>
        </feed>
        """;

    private const string Channel =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:slash='http://purl.org/rss/1.0/modules/slash/'>
        <channel><title>Shop</title><atom:link href="/rss" rel="self" type="application/rss+xml" /><link>https://b.example/</link><description>News &lt;b&gt;of&lt;/b&gt; it</description>
        <lastBuildDate>Tue, 24 Nov 2026 12:00:00 +0000</lastBuildDate><pubDate>Mon, 23 Nov 2026 12:00:00 GMT</pubDate><language>en-US</language><ttl>60</ttl>
        <generator>https://b.example/?v=1</generator><image><url>/i.png</url><title>Shop</title><link>/</link></image>
        <item><title>One &amp; &lt;i&gt;only&lt;/i&gt;</title><link>/1</link><comments>/1#c</comments><dc:creator><![CDATA[The shop]]></dc:creator><pubDate>Tue, 24 Nov 2026 12:00:00 +0000</pubDate>
        <category><![CDATA[News]]></category><category domain="urn:d">b</category><guid isPermaLink="false">urn:1</guid><description><![CDATA[<p>A <a href="/b">b</a></p>]]></description>
        <content:encoded><![CDATA[<p>More</p>]]></content:encoded><slash:comments>3</slash:comments><enclosure url="/1.mp3" length="12" type="audio/mpeg"/></item>
        <item><guid>https://b.example/2</guid><title>Two</title><author>a@b.example (A)</author><description>&lt;img src="2.png"&gt;</description><dc:date>2026-11-22T12:00:00Z</dc:date><dc:subject>s</dc:subject></item>
        </channel></rss>
        """;

    private static readonly FeedReadOptions Addressed = new() { BaseAddress = new Uri("https://b.example/news/feed") };

    [Theory]
    [InlineData(Page, 3)]
    [InlineData(Channel, 2)]
    public void Read_PlainPage_IsWhatAnyReaderMakesOfIt(string page, int entries)
    {
        Assert.Equal(entries, Plainly(page, Addressed)?.EntryCount);
        AssertSame(page, Addressed);
        AssertSame(page.Replace("\n", "\r\n", StringComparison.Ordinal), Addressed);
        AssertSame(page, FeedReadOptions.Default);
    }

    [Theory]
    [InlineData(Page)]
    [InlineData(Channel)]
    public void Read_MoreEntriesThanAreWanted_StopsThere(string page)
    {
        var options = FeedReadOptions.Default with { MaxEntries = 1 };
        Assert.Equal(1, Plainly(page, options)?.EntryCount);
        AssertSame(page, options);
    }

    [Theory]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry xml:lang=\"de\"><id>a</id></entry></feed>")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>a</id><source><id>b</id></source></entry></feed>")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><!-- a -- b --><entry><id>a</id></entry></feed>")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>a</id></entry>")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>a</id></feed>")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\"><at:deleted-entry ref=\"a\" when=\"2005-11-29T12:11:12Z\"/></feed>")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><entry><dc:creator>a</dc:creator></entry></feed>")]
    [InlineData("<rss version=\"0.91\"><channel><item><title>a</title></item></channel></rss>")]
    [InlineData("<rss version=\"2.0\" xmlns=\"http://backend.userland.com/rss2\"><channel><item><title>a</title></item></channel></rss>")]
    [InlineData("<rss version=\"2.0\"><channel><item><title>a</title><title>b</title></item></channel></rss>")]
    [InlineData("<rss version=\"2.0\"><channel><item><description>a <b>c</b></description></item></channel></rss>")]
    [InlineData("<rss version=\"2.0\" xmlns:m=\"http://search.yahoo.com/mrss/\"><channel><item><m:content url=\"a\"/></item></channel></rss>")]
    [InlineData("<rss version=\"2.0\"><channel><skipHours><hour>1</hour></skipHours></channel></rss>")]
    [InlineData("<rss version=\"2.0\"><channel></channel><item/></rss>")]
    [InlineData("<feed xmlns=\"http://purl.org/atom/ns#\"/>")]
    public void Read_AnythingElse_IsLeftToTheOther(string document) => Assert.Null(Plainly(document, Addressed));

    [Theory]
    [InlineData(Page)]
    [InlineData(Channel)]
    public void Read_EachMutilationOfAPage_IsWhatAnyReaderMakesOfIt(string page)
    {
        string[] pieces = ["", "<", ">", "&", "\"", "'", "/", "=", ":", " ", "\n", "\r", "x", "xmlns", "<!---->", "&#9;", "\u0001", "é", "]]>", "</", "t:", "<![CDATA[", "&#65;", "&apos;"];
        for (var at = 0; at <= page.Length; at++)
        {
            AssertSame(page[..at] + pieces[at % pieces.Length] + page[at..], Addressed);
            AssertSame(page[..at] + pieces[(at * 7 + 3) % pieces.Length] + page[Math.Min(at + 1, page.Length)..], Addressed);
            AssertSame(page.Remove(at, Math.Min(at % 4, page.Length - at)), FeedReadOptions.Default);
        }
    }

    [Theory]
    [InlineData(Page)]
    [InlineData(Channel)]
    public void Read_PartsInAnyOrder_IsWhatAnyReaderMakesOfIt(string page)
    {
        // Any two tags change places: some are well-formed still.
        var tags = page.Split('<');
        for (var first = 1; first < tags.Length; first++)
        {
            for (var second = first + 1; second < tags.Length; second++)
            {
                var changed = (string[])tags.Clone();
                (changed[first], changed[second]) = (changed[second], changed[first]);
                AssertSame(string.Join('<', changed), Addressed);
            }
        }
    }

    [Theory]
    [InlineData("rome")]
    [InlineData("gofeed")]
    [InlineData("feedparser")]
    [InlineData("feedvalidator")]
    public void Read_EveryFileOfACorpus_IsWhatAnyReaderMakesOfIt(string corpus)
    {
        var folder = Corpora.Find(corpus);
        Assert.SkipWhen(folder is null, Corpora.Absent(corpus));

        var plain = Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Count(file => AssertSame(File.ReadAllBytes(file), Addressed, file));
        Assert.NotEqual(0, plain);
    }

    private static FeedDraft? Plainly(string document, FeedReadOptions options) =>
        PlainReader.TryRead(FeedSource.Of(Encoding.UTF8.GetBytes(document), null), options);

    private static void AssertSame(string document, FeedReadOptions options) => AssertSame(Encoding.UTF8.GetBytes(document), options, document);

    private static bool AssertSame(byte[] document, FeedReadOptions options, string name)
    {
        var source = FeedSource.Of(document, null);
        if (PlainReader.TryRead(source, options) is not { } plain)
        {
            return false;
        }

        var any = XmlFeedReader.ReadAny(source, options);
        Assert.True(any is { IsFeed: true, Recovered: false }, $"{any.Problem ?? any.Note}\n{name}");
        Assert.Equal(JsonSerializer.Serialize(any.Document), JsonSerializer.Serialize(plain.ToDocument()));
        return true;
    }
}
