using System.Text;
using System.Text.Json;
using Portal.Events.Entries;
using Portal.Syndication.Reading;
using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Markup;
using Portal.Syndication.Reading.Source;

namespace Portal.UnitTests.Syndication;

/// <summary>Entries of the plain form are read as any reader reads them; everything else is left to that.</summary>
public sealed class PlainEntryReaderTests
{
    private const string Full =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <entry xmlns="http://www.w3.org/2005/Atom"><id>urn:uuid:1</id><title type="text">Order &amp; 12 &lt;placed&gt; "é€😀"</title>
        <updated>2026-11-24T12:00:00.123+01:00</updated><published>2026-11-24T12:00:00Z</published>
        <author><name>Shop</name><email>a@b.example</email><uri>https://b.example/?a=1&amp;b=2</uri></author><contributor><name>C</name></contributor>
        <category term="orders.placed" scheme="urn:s" label="Placed"/><category term="c1"></category>
        <link rel="related" href="https://b.example/12" type="text/html" title="&quot;Order&quot;"/><summary>Short</summary><rights>Ours</rights>
        <content type="application/xml"> <order xmlns="urn:order" xmlns:x="urn:x" x:kind="a&amp;b">
          <number>12</number><customer>A &lt; B &amp; C é</customer><line item="A-100"/><x:line quantity="2" x:unit="kg" /><note x:type="x:T"></note>
        </order>
        </content></entry>
        """;

    private const string Bare = "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title/><content type=\"application/json\">{\"a\": [1, 2]}</content></entry>";

    public static TheoryData<string> Plain =>
    [
        Full,
        Bare,
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title></title><content>a\tb\nc</content></entry>\n",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"text/xml\"><p:a xmlns:p=\"urn:p\"><p:b/></p:a></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\"><b/><b /><b c=\"d\"/></a></content></entry>",
        "<entry xmlns='http://www.w3.org/2005/Atom'><title>a</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\"><title>a</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title><![CDATA[a]]></title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>&#65;</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>a\r\nb</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"html\">a</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a</div></content></entry>",
        "<?xml version='1.0' encoding='UTF-8'?><entry xmlns=\"http://www.w3.org/2005/Atom\"><title>a<![CDATA[<b>&amp;]]> &#x1F600;&apos;</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type='application/xml'><a xmlns='urn:a' b='c'>it's<d/><e f='&quot;'/></a></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"xhtml\"> <div xmlns=\"http://www.w3.org/1999/xhtml\" class=\"x\">a<br/><img src='#b' alt='it'/> <p>c</p></div> </content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xmlns:t=\"urn:t\"><t:a/><t:b c='d' t:e='f'>g<t:h /></t:b><link href=\"a b\" hreflang=\"de\" length=\"12\" rel=\"http://c.example/d\"/></entry>",
    ];

    /// <summary>Well-formed, and read by others.</summary>
    public static TheoryData<string> NotPlain =>
    [
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://b.example/\"><title>a</title></entry>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><entry xmlns=\"http://www.w3.org/2005/Atom\"/>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>&#133;</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\" b='c' d=\"e\"/></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns='urn:a' b='\"'/></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns='urn:a'>&#65;</a></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p/></div></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><b xml:lang=\"de\">c</b></div></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xmlns:t=\"urn:t\" xmlns:u=\"urn:u\"><t:a>u:b</t:a></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xmlns:t=\"urn:t\" xmlns:u=\"urn:u\"><t:a><u:b/></t:a></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xmlns:t=\"urn:t\"><t:a><b/></t:a></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xmlns:t=\"urn:t\"><t:a b='c'\nd='e'/></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xmlns:t=\"urn:t\"><content type=\"application/xml\"><a xmlns=\"urn:a\">t:b</a></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xmlns:a=\"http://www.w3.org/2005/Atom\"><a:title>b</a:title></entry>",
        "<a:entry xmlns:a=\"http://www.w3.org/2005/Atom\"><a:title>a</a:title></a:entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>a<!-- b --></title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>a\u0085b</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content src=\"https://b.example/\"/></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a/></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a b=\"c\" xmlns=\"urn:a\"/></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><p:a xmlns=\"urn:a\" xmlns:p=\"urn:p\"><b/></p:a></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\"><b xmlns=\"urn:a\"/></a></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\" xmlns:q=\"urn:q\" xmlns:p=\"urn:p\"/></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\"/><a xmlns=\"urn:a\"/></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\">&apos;</a></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/octet-stream\">AAAA</content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><x xmlns=\"urn:x\"/></entry>",
    ];

    public static TheoryData<string> Wrong =>
    [
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\"><b></</b></a></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\"><b c=\"1\" c=\"2\"/></a></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\" xmlns:p=\"urn:p\" xmlns:q=\"urn:p\" p:b=\"\" q:b=\"\"/></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\" xmlns:p=\"http://www.w3.org/2000/xmlns/\"/></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\" p:b=\"c\"/></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\"><a xmlns=\"urn:a\" xmlns:p=\"urn:p\"><p:b:c/></a></content></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><t:a/></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\" xmlns:t=\"urn:t\"><t:a u:b=\"c\"/></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title><![CDATA[a]]</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title><![CDATA[\u0001]]></title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>&#1;</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>a</title><title>b</title></entry>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>a</title></entry><entry/>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>]]&gt; is fine, ]]> is not</title></entry>",
    ];

    [Theory]
    [MemberData(nameof(Plain))]
    public void Read_PlainEntry_IsWhatAnyReaderMakesOfIt(string document)
    {
        Assert.NotNull(Plainly(document));
        AssertSame(document);
    }

    [Theory]
    [MemberData(nameof(NotPlain))]
    [MemberData(nameof(Wrong))]
    public void Read_AnythingElse_IsLeftToTheOther(string document) => Assert.Null(Plainly(document));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_WhatIsWrong_IsStillRefused(string document) =>
        Assert.False(AtomEntryReader.Read(Encoding.UTF8.GetBytes(document)).IsEntry);

    [Fact]
    public void Read_EachMutilationOfAPlainEntry_IsWhatAnyReaderMakesOfIt()
    {
        string[] pieces = ["", "<", ">", "&", "\"", "'", "/", "=", ":", " ", "\n", "\r", "x", "xmlns", "<!---->", "&#9;", "\u0001", "é", "]]>", "</"];
        foreach (var document in new[] { Full, Bare })
        {
            for (var at = 0; at <= document.Length; at++)
            {
                var piece = pieces[at % pieces.Length];
                AssertSame(document[..at] + piece + document[at..]);
                AssertSame(document[..at] + pieces[(at * 7 + 3) % pieces.Length] + document[Math.Min(at + 1, document.Length)..]);
                AssertSame(document.Remove(at, Math.Min(at % 4, document.Length - at)));
            }
        }
    }

    [Fact]
    public void Read_PartsInAnyOrder_IsWhatAnyReaderMakesOfIt()
    {
        // Any two tags change places: some are well-formed still.
        var tags = Full.Split('<');
        for (var first = 1; first < tags.Length; first++)
        {
            for (var second = first + 1; second < tags.Length; second++)
            {
                var changed = (string[])tags.Clone();
                (changed[first], changed[second]) = (changed[second], changed[first]);
                AssertSame(string.Join('<', changed));
            }
        }
    }

    [Theory]
    [InlineData("<a xmlns=\"urn:a\"/>", true)]
    [InlineData("<a xmlns=\"urn:a\">b</a>", true)]
    [InlineData("<a xmlns=\"urn:a\">b</a> ", false)]
    [InlineData("<a xmlns=\"urn:a\">b", false)]
    [InlineData("b", false)]
    [InlineData("", false)]
    [InlineData("<", false)]
    public void IsElement_Text_IsOneOfThePlainForm(string text, bool expected) => Assert.Equal(expected, PlainXml.IsElement(text));

    [Fact]
    public void IsElement_HalfACharacter_IsNone() => Assert.False(PlainXml.IsElement("<a xmlns=\"urn:a\">\ud800</a>"));

    [Fact]
    public void Read_DeepElement_IsLeftToTheOther()
    {
        static string Nested(int depth) =>
            $"<a xmlns=\"urn:a\">{string.Concat(Enumerable.Repeat("<b>", depth - 1))}{string.Concat(Enumerable.Repeat("</b>", depth - 1))}</a>";

        Assert.True(PlainXml.IsElement(Nested(PlainXml.MaxDepth)));
        Assert.False(PlainXml.IsElement(Nested(PlainXml.MaxDepth + 1)));
    }

    private static Entry? Plainly(string document) =>
        PlainEntryReader.TryRead(Encoding.UTF8.GetBytes(document), FeedReadOptions.Default) is { } draft ? draft.ToEntry(draft.Id ?? "") : null;

    private static void AssertSame(string document)
    {
        if (Plainly(document) is { } plain)
        {
            var any = AtomEntryReader.ReadAny(FeedSource.Of(Encoding.UTF8.GetBytes(document), null), FeedReadOptions.Default);
            Assert.True(any.IsEntry, $"{any.Problem}\n{document}");
            Assert.Equal(JsonSerializer.Serialize(any.Entry), JsonSerializer.Serialize(plain));
        }
    }
}
