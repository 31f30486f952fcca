using Portal.Catalogue.Search;

namespace Portal.UnitTests.Catalogue.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("giftNote", "gift note giftnote")]
    [InlineData("sales.order.placed", "sales order placed")]
    [InlineData("SO-481207", "so 481207")]
    [InlineData("Größe der Sendung", "grosse der sendung")]
    [InlineData("XMLReader", "xmlreader")]
    [InlineData("café", "cafe")]
    [InlineData("  --  ", "")]
    public void Words_OfAText_AreTakenApart(string text, string words) => Assert.Equal(words, string.Join(' ', SearchText.Words(text).Select(w => w.Term)));

    [Fact]
    public void Words_KnowWhereTheyStand() => Assert.Equal(
        [new SearchWord("gift", 3, 4), new SearchWord("note", 7, 4), new SearchWord("giftnote", 3, 8)], SearchText.Words("a: giftNote").Skip(1));

    [Theory]
    [InlineData("giftNote total", "giftnote total")]
    [InlineData("total TOTAL", "total")]
    [InlineData("a b c d e f g h i j", "a b c")]
    public void Typed_IsNotTakenApart(string text, string words) => Assert.Equal(words, string.Join(' ', SearchText.Typed(text, 3)));
}
