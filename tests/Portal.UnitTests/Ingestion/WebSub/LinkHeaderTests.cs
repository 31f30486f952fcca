using Portal.Ingestion.WebSub;

namespace Portal.UnitTests.Ingestion.WebSub;

public sealed class LinkHeaderTests
{
    [Theory]
    [InlineData("<https://hub.example/>; rel=\"hub\"", "https://hub.example/ [hub]")]
    [InlineData("<https://hub.example/>; rel=hub, <https://a.example/feed>; rel=self", "https://hub.example/ [hub] | https://a.example/feed [self]")]
    [InlineData("<a,b;c>;rel=\"HUB self\"", "a,b;c [hub,self]")]
    [InlineData("<a>; title=\"a, <b>; rel=self\"; rel=hub, <c>; rel=self", "a [hub] | c [self]")]
    [InlineData("<a>; title=\"a \\\" quote\"; rel=hub", "a [hub]")]
    [InlineData("<a>; rel=hub; rel=self", "a [hub]")]
    [InlineData("<a> ; rel = \"hub\" ; type=text/html", "a [hub]")]
    [InlineData("<a>", "a []")]
    [InlineData("<a>; rel", "a []")]
    [InlineData("<a>; rel=", "a []")]
    [InlineData("<a>; rel=\"hub", "a [hub]")]
    [InlineData("<a; rel=hub", "")]
    [InlineData("no link at all", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Read_IsForgiving(string? header, string expected) => Assert.Equal(
        expected, string.Join(" | ", LinkHeader.Read(header).Select(link => $"{link.Target} [{string.Join(',', link.Relations)}]")));

    [Fact]
    public void Read_MoreThanTheBound_StopsThere() => Assert.Equal(
        LinkHeader.MaxLinks, LinkHeader.Read(string.Concat(Enumerable.Repeat("<a>; rel=hub,", 20_000))).Count);

    [Fact]
    public void Read_AnyText_Ends()
    {
        var random = new Random(1);
        const string Alphabet = "<>;,=\"\\ rel hub";
        for (var i = 0; i < 20_000; i++)
        {
            var header = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            Assert.InRange(LinkHeader.Read(header).Count, 0, 40);
        }
    }
}
