using System.Text;
using Portal.Syndication.Reading;

namespace Portal.UnitTests.Syndication;

/// <summary>Documents that are broken, that are none, or that mean harm: a value comes of them, and it says what and where.</summary>
public sealed class HostileDocumentTests
{
    [Theory]
    [InlineData("", "The document is empty.")]
    [InlineData(" \r\n ", "The document is empty.")]
    [InlineData("hello there", "The document is not a feed: it is neither XML nor JSON, and begins with 'hello there'.")]
    [InlineData("<!DOCTYPE html><html><head><title>T</title></head></html>", "The document is HTML, not a feed.")]
    [InlineData("<!doctype html>\n<html><body><p>one<br>two</body></html>", "The document is HTML, not a feed.")]
    [InlineData("<html xmlns='http://www.w3.org/1999/xhtml'><head/></html>", "The document is HTML, not a feed.")]
    [InlineData("<opml version='2.0'/>", "The document is XML, not a feed: its root element is 'opml'.")]
    [InlineData("<x:feed xmlns:x='urn:x'/>", "The document is XML, not a feed: its root element is 'x:feed' of the namespace 'urn:x'.")]
    [InlineData("<!-- nothing -->", "The XML is not well-formed at line 1, column 1: Root element is missing.")]
    public void Read_NoFeed_SaysWhatItIs(string document, string problem)
    {
        var result = FeedReader.Read(Encoding.UTF8.GetBytes(document));

        Assert.Equal((null, problem), (result.Document, result.Problem));
    }

    [Fact]
    public void Read_BrokenBeforeTheFirstEntry_NamesThePlace()
    {
        var result = FeedReader.Read("<rss version='2.0'>\n<channel>\n  <title>T</titel>\n</channel></rss>"u8.ToArray());

        Assert.Equal((3, 13), (result.Line, result.Column));
        Assert.StartsWith("The XML is not well-formed at line 3, column 13: The 'title' start tag", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TruncatedAnywhere_KeepsTheWholeEntriesBefore()
    {
        var document = "<feed xmlns='http://www.w3.org/2005/Atom'>" + string.Concat(Enumerable.Range(1, 5).Select(i => $"<entry><id>{i}</id><title>T{i}</title></entry>")) + "</feed>";
        var ends = Enumerable.Range(1, 5).Select(i => document.IndexOf($"T{i}</title></entry>", StringComparison.Ordinal) + "T1</title></entry>".Length).ToList();
        for (var length = 1; length < document.Length; length++)
        {
            var result = FeedReader.Read(Encoding.UTF8.GetBytes(document[..length]));

            Assert.Equal(ends.Count(end => end <= length), result.Document?.Entries.Count ?? 0);
            Assert.True(result.Recovered || result.Problem is not null, $"cut at {length}");
            Assert.NotNull(result.Line);
        }
    }

    [Fact]
    public void Read_CutOff_SaysHowManyEntriesWereRead()
    {
        var result = FeedReader.Read("<rss version='2.0'><channel>\n<item><guid>1</guid></item>\n<item><guid>2</guid>"u8.ToArray());

        Assert.Equal(["1"], result.Document!.Entries.Select(entry => entry.Id));
        Assert.StartsWith("The XML is not well-formed at line 3, column", result.Note, StringComparison.Ordinal);
        Assert.EndsWith("1 entry could be read, 1 could not.", result.Note, StringComparison.Ordinal);
        Assert.True(result.IsPartial);
    }

    [Theory]
    [InlineData("Fish & Chips", "Fish & Chips")]
    [InlineData("a&nbsp;b &eacute; &unknown; &amp;", "a\u00A0b é &unknown; &")]
    [InlineData("a\u0001b\u000Bc", "abc")]
    [InlineData("a&#1;b&#xFFFFFF;c", "a\uFFFDb\uFFFDc")]
    public void Read_UsualFaults_AreMendedAndNoted(string title, string expected)
    {
        var result = FeedReader.Read(Encoding.UTF8.GetBytes($"<rss version='2.0'><channel><item><title>{title}</title></item></channel></rss>"));

        Assert.Equal(expected, Assert.Single(result.Document!.Entries).Title.Value);
        Assert.True(result.Recovered);
        Assert.EndsWith("It was mended.", result.Note, StringComparison.Ordinal);
    }

    // Each of these took time that grew with the square of the size: minutes instead of a moment.
    [Theory]
    [InlineData("<content type='xhtml'>", "a<?p?>", "</content>")]
    [InlineData("<content type='xhtml'>", "<!---->a", "</content>")]
    [InlineData("<title>", "a<?p?>", "</title>")]
    [InlineData("<content type='application/xml'>", "a<?p?>", "</content>")]
    public void Read_TextInAMillionPieces_IsOneText(string start, string piece, string end)
    {
        const int Pieces = 1_000_000;
        var document = new StringBuilder("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id>" + start).Insert(start.Length + 59, piece, Pieces).Append(end).Append("</entry></feed>");

        var entry = Assert.Single(FeedReader.Read(Encoding.UTF8.GetBytes(document.ToString()), new FeedReadOptions { MaxCharacters = 1 << 24 }).Document!.Entries);

        Assert.Equal(Pieces, (entry.Content?.Value ?? entry.Title.Value).Count(c => c == 'a'));
    }

    [Theory]
    [InlineData("a < b")]
    [InlineData("one<br>two")]
    [InlineData("<p>one<p>two")]
    [InlineData("<b>bold</i>")]
    [InlineData("1 < 2 && 3 > 2")]
    public void Read_MarkupThatXmlCannotTake_IsKeptAsTheTextThatItIs(string text)
    {
        var document = $"<rss version='2.0'><channel><title>C</title><item><guid>1</guid><description>{text}</description></item><item><guid>2</guid></item></channel></rss>";

        var result = FeedReader.Read(Encoding.UTF8.GetBytes(document));

        Assert.Equal(["1", "2"], result.Document!.Entries.Select(entry => entry.Id));
        Assert.Equal(text.Replace("&&", "&amp;&amp;", StringComparison.Ordinal), result.Document.Entries[0].Summary!.Value);
        Assert.Equal(("C", true, false), (result.Document.Title.Value, result.Recovered, result.IsPartial));
    }

    [Theory]
    [InlineData("<item><guid>2</guid><link>http://a</lnk></item>")]
    [InlineData("<item><guid>2</guid>")]
    [InlineData("<item><guid>2</guid></item")]
    [InlineData("<item><guid>2</guid><x:y></item>")]
    public void Read_ItemBrokenOtherwise_IsLeftOutAndTheOthersAreRead(string broken)
    {
        var document = $"<rss version='2.0'><channel><item><guid>1</guid></item>{broken}<item><guid>3</guid><![CDATA[<item></item>]]></item></channel></rss>";

        var result = FeedReader.Read(Encoding.UTF8.GetBytes(document));

        Assert.Equal(["1", "3"], result.Document!.Entries.Select(entry => entry.Id));
        Assert.True(result.IsPartial);
        Assert.EndsWith("2 entries could be read, 1 could not.", result.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BrokenBeforeTheItems_KeepsTheItemsWithTheirNamespaces()
    {
        var result = FeedReader.Read("""
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="urn:x"><title>T</titel>
            <entry><id>1</id><title>one</title><x:a>1</x:a></entry></feed>
            """u8.ToArray());

        var entry = Assert.Single(result.Document!.Entries);
        Assert.Equal(("1", "one", "<x:a xmlns:x=\"urn:x\">1</x:a>"), (entry.Id, entry.Title.Value, entry.Extensions[0]));
    }

    // Items in items, none of which ends: looking through the rest for each would take hours.
    [Theory]
    [InlineData("<item>", "")]
    [InlineData("<item>", "</item>")]
    [InlineData("<item><title>a<b</title>", "</item>")]
    [InlineData("<item><![CDATA[", "</item>")]
    public void Read_ManyBrokenItems_EndsSoon(string start, string end)
    {
        var document = "<rss version='2.0'><channel>" + string.Concat(Enumerable.Repeat(start, 200_000)) + end;

        Assert.NotNull(FeedReader.Read(Encoding.UTF8.GetBytes(document)).Line);
    }

    [Fact]
    public void Read_PrefixThatIsNotDeclared_GetsItsCustomaryNamespace()
    {
        var result = FeedReader.Read("<rss version='2.0'><channel><item><dc:creator>A</dc:creator><odd:x>1</odd:x></item></channel></rss>"u8.ToArray());

        Assert.True(result.Recovered);
        Assert.Equal("A", result.Document!.Entries[0].Authors[0].Name);
        Assert.Equal("<odd:x xmlns:odd=\"urn:undeclared-prefix:odd\">1</odd:x>", result.Document.Entries[0].Extensions[0]);
    }

    [Fact]
    public void Read_EntityBomb_IsNotExpanded()
    {
        var entities = string.Concat(Enumerable.Range(1, 30).Select(i => $"<!ENTITY e{i} '&e{i - 1};&e{i - 1};&e{i - 1};&e{i - 1};'>"));
        var document = $"<!DOCTYPE rss [<!ENTITY e0 'boom'>{entities}]><rss version='2.0'><channel><item><title>&e30;</title></item></channel></rss>";

        var result = FeedReader.Read(Encoding.UTF8.GetBytes(document));

        Assert.DoesNotContain("boom", result.Document?.Entries[0].Title.Value ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")]
    [InlineData("<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/evil.dtd'>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]>")]
    public void Read_ExternalEntity_IsNotFetched(string doctype)
    {
        var result = FeedReader.Read(Encoding.UTF8.GetBytes($"{doctype}<rss version='2.0'><channel><item><title>T&x;</title></item></channel></rss>"));

        Assert.Equal("T&x;", result.Document?.Entries[0].Title.Value);
    }

    [Theory]
    [InlineData("<rss version='2.0'><channel><item><x:e xmlns:x='urn:x'>{0}</x:e></item></channel></rss>")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='application/xml'>{0}</content></entry></feed>")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='xhtml'>{0}</title></entry></feed>")]
    [InlineData("<rss version='2.0'><channel><item><description>{0}</description></item></channel></rss>")]
    public void Read_NestedTooDeep_IsRefusedWhereItIsKept(string document)
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));

        var result = FeedReader.Read(Encoding.UTF8.GetBytes(document.Replace("{0}", deep, StringComparison.Ordinal)));

        Assert.Contains("Elements are nested more than 256 deep.", result.Problem, StringComparison.Ordinal);
        Assert.Equal(1, result.Line);
    }

    [Fact]
    public void Read_NestedDeepWhereNothingIsKept_DoesNotOverflowTheStack()
    {
        var deep = "<rss version='2.0'><channel><image>" + string.Concat(Enumerable.Repeat("<a>", 200_000));

        Assert.False(FeedReader.Read(Encoding.UTF8.GetBytes(deep)).IsFeed);
        Assert.False(FeedReader.Read(Encoding.UTF8.GetBytes("{\"items\":" + new string('[', 200_000))).IsFeed);
    }

    [Fact]
    public void Read_LongerThanAllowed_SaysSo()
    {
        var options = new FeedReadOptions { MaxCharacters = 1000 };
        var xml = FeedReader.Read(Encoding.UTF8.GetBytes($"<rss version='2.0'><channel><title>{new string('x', 2000)}</title></channel></rss>"), options);
        var json = FeedReader.Read(Encoding.UTF8.GetBytes($$"""{"items":[],"title":"{{new string('x', 2000)}}"}"""), options);

        Assert.Equal("The document is longer than 1000 characters.", xml.Problem);
        Assert.Equal("The document is longer than 1000 characters.", json.Problem);
    }

    [Theory]
    [InlineData("<rss version='2.0'><channel><item><guid>1</guid></item><item><guid>2</guid></item><item><guid>3</guid></item></channel></rss>")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id></entry><entry><id>2</id></entry><entry><id>3</id></entry></feed>")]
    [InlineData("""{ "version": "https://jsonfeed.org/version/1", "items": [{ "id": "1" }, { "id": "2" }, { "id": "3" }] }""")]
    public void Read_MoreEntriesThanAskedFor_StopsAndSaysSo(string document)
    {
        var two = Entries.Read(document, new FeedReadOptions { MaxEntries = 2 });
        var three = Entries.Read(document, new FeedReadOptions { MaxEntries = 3 });

        Assert.Equal((2, true), (two.Entries.Count, two.Truncated));
        Assert.Equal((3, false), (three.Entries.Count, three.Truncated));
    }

    [Fact]
    public void Read_ManyNamespaces_IsRefusedWhereItIsKept()
    {
        var names = string.Concat(Enumerable.Range(0, 50_000).Select(i => $" xmlns:n{i}='urn:{i}'"));

        var result = FeedReader.Read(Encoding.UTF8.GetBytes($"<rss version='2.0'><channel><item><e{names}/></item></channel></rss>"));

        Assert.Contains("More than 500 namespaces", result.Problem, StringComparison.Ordinal);
    }
}
