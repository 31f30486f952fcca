using System.Text;
using System.Xml.Linq;
using FsCheck.Xunit;
using Portal.Events.Entries;
using Portal.Syndication.Reading;

namespace Portal.UnitTests.Syndication;

public sealed class AtomWriterTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Write_EntryWithEverything_ComesBackTheSame()
    {
        var entry = new Entry
        {
            Id = "urn:a b/ä?",
            Title = new EntryText(TextKind.Html, "a <b>bold</b> &amp; title"),
            Summary = new EntryText(TextKind.Xhtml, "<p>one<br /></p> <p class=\"x\">two</p>"),
            Content = new EntryContent("application/json", "{ \"a\": \"<&>\" }"),
            Rights = EntryText.Plain("© nobody"),
            Published = Noon.AddTicks(1),
            Updated = Noon.AddMilliseconds(250),
            Authors = [new Person("A", "a@example.com", "http://example.com/a"), new Person("B")],
            Contributors = [new Person("C")],
            Links = [new EntryLink("http://example.com/1", "alternate", "text/html", "One", 0, "en"), new EntryLink("/relative", "enclosure", Length: 5)],
            Categories = [new Category("OrderPlaced", "urn:events", "An order"), new Category("b")],
            Language = "de-CH",
            Extensions = ["<x:e xmlns:x=\"urn:x\" a=\"1\">t</x:e>", "<bare>t</bare>"],
        };

        Assert.Equal(Entries.Show(entry), Entries.Show(Assert.Single(Entries.Read(Entries.WriteFeed([entry])).Entries)));
        Assert.Equal(Entries.Show(entry), Entries.Show(Assert.Single(Entries.Read(Entries.WriteEntry(entry)).Entries)));
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00:00.5Z")]
    [InlineData("2026-03-01T12:00:00.123Z")]
    [InlineData("2026-03-01T12:00:00.1234567Z")]
    [InlineData("2026-03-01T12:00:00.25+05:30")]
    [InlineData("2026-03-01T12:00:00-08:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9998-12-31T23:59:59.9999999Z")]
    public void Write_Date_HasItsFractionAndOffsetAsGiven(string date)
    {
        var given = DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture);

        var written = Written(new Entry { Id = "1", Updated = given, Published = given });

        Assert.Equal([date, date], [(string?)written.Element(Atom + "updated"), (string?)written.Element(Atom + "published")]);
    }

    [Fact]
    public void Write_NoDateOfChange_TakesThePublishedOneAndElseTheEpoch()
    {
        Assert.Equal("2026-03-01T12:00:00Z", (string?)Written(new Entry { Id = "1", Published = Noon }).Element(Atom + "updated"));
        Assert.Equal("1970-01-01T00:00:00Z", (string?)Written(new Entry { Id = "1" }).Element(Atom + "updated"));
    }

    [Theory]
    [InlineData("http://EXAMPLE.com")]
    [InlineData("http://example.com/%7Eme/../a b")]
    [InlineData("http://[no-host/")]
    [InlineData("http:///")]
    [InlineData("//example.com/a")]
    [InlineData("tag:example.com,2026:1")]
    [InlineData("")]
    public void Write_AddressOfALink_StaysAsItWasWritten(string href)
    {
        var entry = new Entry { Id = "1", Links = [new EntryLink(href)] };

        Assert.Equal([new EntryLink(href)], Entries.Read(Entries.WriteFeed([entry])).Entries[0].Links);
    }

    [Fact]
    public void Write_XmlOfNoNamespace_StaysInNone()
    {
        var content = Written(new Entry { Id = "1", Content = new EntryContent("application/xml", "<order><line /></order>") }).Element(Atom + "content");

        Assert.Equal(["order", "line"], content!.Descendants().Select(element => element.Name.ToString()));
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><a />", "<a />")]
    [InlineData("<!-- b --><a />", "<!-- b --><a />")]
    [InlineData("<a /><b />", "<a /><b />")]
    [InlineData("<a>", "<a>")]
    [InlineData("</content></entry>", "</content></entry>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")]
    public void Write_OddXmlContent_LeavesTheFeedWellFormed(string value, string expected)
    {
        var entry = new Entry { Id = "1", Content = new EntryContent("application/xml", value) };

        Assert.Equal(expected, Entries.Read(Entries.WriteFeed([entry])).Entries[0].Content?.Value);
    }

    [Theory]
    [InlineData("</div><script>alert(1)</script><div>")]
    [InlineData("a < b & c")]
    [InlineData("<p>")]
    public void Write_XhtmlThatDoesNotParse_BecomesItsText(string markup)
    {
        var entry = new Entry { Id = "1", Content = new EntryContent("xhtml", markup), Title = new EntryText(TextKind.Xhtml, markup) };

        var written = Written(entry);

        Assert.Equal([markup, markup], [(string?)written.Element(Atom + "content"), (string?)written.Element(Atom + "title")]);
    }

    [Fact]
    public void Write_LineEnds_ComeBackAsTheyWere()
    {
        const string Text = "a\r\nb\rc\nd\te";
        var entry = new Entry
        {
            Id = "1",
            Title = EntryText.Plain(Text),
            Content = new EntryContent("text", Text),
            Categories = [new Category("t", Label: Text)],
        };

        var read = Entries.Read(Entries.WriteFeed([entry])).Entries[0];

        Assert.Equal((Text, Text, Text), (read.Title.Value, read.Content?.Value, read.Categories[0].Label));
    }

    [Property]
    public bool Write_AnyText_IsWellFormedXml(string? text)
    {
        var value = text ?? "";
        var entry = new Entry
        {
            Id = value,
            Title = EntryText.Plain(value),
            Summary = new EntryText(TextKind.Html, value),
            Rights = new EntryText(TextKind.Xhtml, value),
            Content = new EntryContent(value, value),
            Language = value,
            Authors = [new Person(value, value, value)],
            Links = [new EntryLink(value, value, value, value, -1, value)],
            Categories = [new Category(value, value, value)],
        };

        return Written(entry).Name == Atom + "entry";
    }

    [Fact]
    public void Write_CharactersThatXmlDoesNotKnow_AreReplaced()
    {
        var entry = new Entry { Id = "1", Title = EntryText.Plain("a\0b\u0001c\uD800d\uFFFE \uD83D\uDE00") };

        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd\uFFFD \uD83D\uDE00", (string?)Written(entry).Element(Atom + "title"));
    }

    [Fact]
    public void Write_LinkOfOurOwn_ReplacesThePublishersSelfAndNoOther()
    {
        var entry = new Entry { Id = "1", Links = [new EntryLink("http://source/1", "self"), new EntryLink("http://source/2")] };

        var read = Entries.Read(Entries.WriteFeed([entry], new EntryLink("http://portal/1", "self"))).Entries[0];

        Assert.Equal([new EntryLink("http://source/2"), new EntryLink("http://portal/1", "self")], read.Links);
    }

    [Fact]
    public void WriteEntry_NoAuthor_NamesTheFeeds()
    {
        Assert.Equal([new Person("Portal")], Entries.Read(Entries.WriteEntry(new Entry { Id = "1" })).Entries[0].Authors);
        Assert.Equal([new Person("A")], Entries.Read(Entries.WriteEntry(new Entry { Id = "1", Authors = [new Person("A")] })).Entries[0].Authors);
    }

    [Fact]
    public void WriteFeed_NoEntries_IsAFeedOfNone()
    {
        var feed = Entries.Read(Entries.WriteFeed([]));

        Assert.Equal(("urn:feed", "Feed", Noon), (feed.Id, feed.Title.Value, feed.Updated));
        Assert.Empty(feed.Entries);
    }

    [Fact]
    public void WriteFeed_Tombstone_IsReadAsOneAndAsNoEntry()
    {
        var when = Noon.AddMilliseconds(5);

        var feed = Entries.Read(Entries.WriteFeed([new Entry { Id = "1" }.ToTombstone(when), new Entry { Id = "2" }]));

        Assert.Equal([new Tombstone("1", when)], feed.Tombstones);
        Assert.Equal(["2"], feed.Entries.Select(entry => entry.Id));
    }

    private static XElement Written(Entry entry) => XElement.Parse(Encoding.UTF8.GetString(Entries.WriteEntry(entry)), LoadOptions.PreserveWhitespace);
}
