using Portal.Web.Shared.Payloads;

namespace Portal.ComponentTests.Shared;

public sealed class CodeTokensTests
{
    [Theory]
    [InlineData("""{"a": "b", "n": -1.5e3, "t": true}""", "Name:\"a\" Text:\"b\" Name:\"n\" Value:-1.5e3 Name:\"t\" Value:true")]
    [InlineData("""["quote \" in it", null]""", """Text:"quote \" in it" Value:null""")]
    [InlineData("""{"unclosed""", "Text:\"unclosed")]
    [InlineData("""<a b="c" d='e'>text</a>""", "Name:a Attribute:b Text:\"c\" Attribute:d Text:'e' Name:a")]
    [InlineData("""<a><!-- <b> --><c/></a>""", "Name:a Aside:<!-- <b> --> Name:c Name:a")]
    [InlineData("""<?xml version="1.0"?><a/>""", "Aside:<?xml version=\"1.0\"?> Name:a")]
    [InlineData("plain words", "")]
    public void Next_ALine_NamesItsPieces(string line, string pieces) =>
        Assert.Equal(pieces, string.Join(' ', new CodeTokens(line).Next(line).Where(t => t.Kind != CodeKind.Plain).Select(t => $"{t.Kind}:{t.Text}")));

    [Fact]
    public void Next_WhatIsOpenAtTheEndOfALine_GoesOnOnTheNext()
    {
        var tokens = new CodeTokens("<a><!-- one\ntwo --><b/></a>");

        Assert.Equal([new CodeToken(CodeKind.Plain, "<"), new(CodeKind.Name, "a"), new(CodeKind.Plain, ">"), new(CodeKind.Aside, "<!-- one")], tokens.Next("<a><!-- one"));
        Assert.Equal(new CodeToken(CodeKind.Aside, "two -->"), tokens.Next("two --><b/></a>")[0]);
    }

    [Theory]
    [InlineData("<a <b c='d\" e=<!-- ]]> ?> &lt; </")]
    [InlineData("{\"a\\\": [}, 'x', 0x1, \u0000\ud800")]
    [InlineData("<![CDATA[ x ]]><!DOCTYPE a [<!ENTITY b 'c'>]>")]
    public void Next_AnyLine_PutTogetherIsTheLine(string line) =>
        Assert.Equal(line, string.Concat(new CodeTokens(line).Next(line).Select(t => t.Text)));

    [Fact]
    public void Next_BeyondTheBound_IsPlain()
    {
        var line = "[" + string.Join(',', Enumerable.Repeat("1", CodeTokens.MaxTokens)) + ",";
        var tokens = new CodeTokens(line);
        tokens.Next(line);

        Assert.Equal([new CodeToken(CodeKind.Plain, "2")], tokens.Next("2"));
    }
}
