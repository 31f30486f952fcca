using System.Text;
using Portal.Syndication.Reading;

namespace Portal.UnitTests.Syndication;

/// <summary>Entries whose bytes are not of the encoding that they are said to be in: refused, with the place where it is known.</summary>
public sealed class StrictBytesTests
{
    private const string Start = "<entry xmlns='http://www.w3.org/2005/Atom'>\n<title>é";

    private const string End = "</title></entry>";

    [Fact]
    public void Read_BadByteOfUtf8_IsRefusedAtItsPlace()
    {
        var result = Read(Encoding.UTF8, [0xC3, 0x28], "application/atom+xml");

        Assert.Null(result.Entry);
        Assert.Equal(2, result.Line);
    }

    [Fact]
    public void Read_BadByteWhereHeaderAndDeclarationDisagree_IsRefusedAtItsPlace()
    {
        var declared = Encoding.ASCII.GetBytes("<?xml version='1.0' encoding='iso-8859-1'?>");
        byte[] body = [.. declared, .. Body(Encoding.UTF8, [0xFF])];

        var result = AtomEntryReader.Read(body, new FeedReadOptions { ContentType = "application/atom+xml;charset=utf-8" });

        Assert.Equal(
            new AtomEntryResult(null, "The document has bytes that are not utf-8 (FF) at line 2, column 9.", 2, 9), result);
    }

    [Fact]
    public void Read_HalfOfASurrogatePair_IsRefused()
    {
        var result = Read(Encoding.Unicode, [0x00, 0xD8, 0x41, 0x00], "application/atom+xml;charset=utf-16");

        Assert.Null(result.Entry);
        Assert.StartsWith("The document has bytes that are not utf-16", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TheSameWithGoodBytes_IsAnEntry()
    {
        Assert.Equal("éA", Read(Encoding.Unicode, [0x41, 0x00], "application/atom+xml;charset=utf-16").Entry?.Title.Value);
        Assert.Equal("éA", Read(Encoding.UTF8, [0x41], "application/atom+xml").Entry?.Title.Value);
    }

    private static AtomEntryResult Read(Encoding encoding, byte[] inTitle, string contentType) =>
        AtomEntryReader.Read(Body(encoding, inTitle), new FeedReadOptions { ContentType = contentType });

    private static byte[] Body(Encoding encoding, byte[] inTitle) => [.. encoding.GetBytes(Start), .. inTitle, .. encoding.GetBytes(End)];
}
