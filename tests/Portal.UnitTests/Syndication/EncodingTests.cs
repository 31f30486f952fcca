using System.Text;
using Portal.Syndication.Reading;

namespace Portal.UnitTests.Syndication;

/// <summary>A document is read in the encoding that it is in, whoever says so (RFC 7303 section 3, XML 1.0 appendix F).</summary>
public sealed class EncodingTests
{
    private const string Title = "Zoë – ☃ 😀";

    static EncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32BE", true)]
    public void Read_Unicode_WithAndWithoutMarkAndDeclaration(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var document in new[] { Rss(Title), $"<?xml version='1.0' encoding='{name}'?>{Rss(Title)}", Json(Title) })
        {
            byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(document)];

            Assert.Equal(Title, Entries.Read(bytes).Title.Value);
        }
    }

    [Theory]
    [InlineData("iso-8859-1", "Zoë")]
    [InlineData("ISO-8859-1", "“Zoë” – 5 €")]
    [InlineData("windows-1252", "“Zoë” – 5 €")]
    [InlineData("us-ascii", "“Zoë”")]
    [InlineData("iso-8859-15", "Zoë 5 €")]
    [InlineData("koi8-r", "Привет")]
    [InlineData("shift_jis", "こんにちは")]
    [InlineData("gb2312", "你好")]
    [InlineData("big5", "你好")]
    [InlineData("euc-jp", "こんにちは")]
    [InlineData("IBM037", "Zoe")]
    [InlineData("IBM500", "Zo[e]")]
    public void Read_DeclaredEncoding_IsUsed(string name, string title)
    {
        var written = name.ToUpperInvariant() is "ISO-8859-1" or "US-ASCII" ? "windows-1252" : name;
        var bytes = Encoding.GetEncoding(written).GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?>{Rss(title)}");

        Assert.Equal(title, Entries.Read(bytes).Title.Value);
    }

    [Theory]
    [InlineData("cp1251", "windows-1251", "Привет")]
    [InlineData("win1251", "windows-1251", "Привет")]
    [InlineData("CP-1250", "windows-1250", "Zażółć")]
    [InlineData("latin2", "iso-8859-2", "Zażółć")]
    [InlineData("iso8859-2", "iso-8859-2", "Zażółć")]
    [InlineData("ISO_8859-2", "iso-8859-2", "Zażółć")]
    [InlineData("csISOLatin2", "iso-8859-2", "Zażółć")]
    [InlineData("cp866", "ibm866", "Привет")]
    [InlineData("koi8r", "koi8-r", "Привет")]
    [InlineData("Big5-HKSCS", "big5", "你好")]
    [InlineData("MS_Kanji", "shift_jis", "こんにちは")]
    [InlineData("cp949", "ks_c_5601-1987", "안녕")]
    [InlineData("gbk", "gb18030", "你好")]
    [InlineData("tis-620", "windows-874", "สวัสดี")]
    [InlineData("MacRoman", "macintosh", "Zoë")]
    public void Read_NameOfAnotherPlatform_IsUnderstood(string name, string encoding, string title)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?>{Rss(title)}");

        Assert.Equal(title, Entries.Read(bytes).Title.Value);
    }

    [Fact]
    public void Read_CharsetOfTheHeader_GoesBeforeTheDeclaration()
    {
        var bytes = Encoding.GetEncoding("koi8-r").GetBytes($"<?xml version='1.0' encoding='utf-8'?>{Rss("Привет")}");

        Assert.Equal("Привет", Entries.Read(bytes, new FeedReadOptions { ContentType = "application/rss+xml; charset=\"KOI8-R\"" }).Title.Value);
    }

    [Fact]
    public void Read_ByteOrderMark_GoesBeforeTheHeader()
    {
        byte[] bytes = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Rss(Title))];

        Assert.Equal(Title, Entries.Read(bytes, new FeedReadOptions { ContentType = "text/xml; charset=iso-8859-1" }).Title.Value);
    }

    [Theory]
    [InlineData("x-nobody-knows")]
    [InlineData("utf-16")]
    [InlineData("utf-7")]
    [InlineData("")]
    public void Read_DeclarationThatCannotBeTrue_IsTakenForUtf8(string name) =>
        Assert.Equal(Title, Entries.Read($"<?xml version='1.0' encoding='{name}'?>{Rss(Title)}").Title.Value);

    [Fact]
    public void Read_BytesThatAreNoUtf8WhereNothingIsSaid_AreTakenForWindows1252()
    {
        var result = FeedReader.Read(Encoding.GetEncoding("windows-1252").GetBytes(Rss("“Zoë”")));

        Assert.Equal("“Zoë”", result.Document?.Title.Value);
        Assert.True(result.Recovered);
    }

    [Fact]
    public void Read_SpaceAndNullsBeforeTheDocument_AreSteppedOver() => Assert.Equal(Title, Entries.Read($"\0 \r\n\t<?xml version='1.0'?>{Rss(Title)}").Title.Value);

    private static string Rss(string title) => $"<rss version='2.0'><channel><title>{title}</title></channel></rss>";

    private static string Json(string title) => $$"""{"version":"https://jsonfeed.org/version/1.1","title":"{{title}}","items":[]}""";
}
