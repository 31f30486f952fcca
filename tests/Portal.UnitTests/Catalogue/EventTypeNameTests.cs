using Portal.Catalogue.Feeds;

namespace Portal.UnitTests.Catalogue;

public sealed class EventTypeNameTests
{
    [Theory]
    [InlineData("sales.order.placed", true)]
    [InlineData("com.example.sales.order.placed", true)]
    [InlineData("order-to-cash.sales_order.re-opened", true)]
    [InlineData("OrderPlaced", false)]
    [InlineData("order.placed", false)]
    [InlineData("sales.Order.placed", false)]
    [InlineData("sales..placed", false)]
    [InlineData("sales.order.placed.", false)]
    [InlineData("sales.order.-placed", false)]
    [InlineData("sales.order placed.now", false)]
    public void Fits_OnlyTheStatedForm(string name, bool fits) => Assert.Equal(fits, EventTypeName.Fits(name));

    [Theory]
    [InlineData("OrderPlaced", "sales.order.placed")]
    [InlineData("order.placed", "sales.order.placed")]
    [InlineData("Sales Order Placed", "sales.order.placed")]
    [InlineData("SalesOrderLineRemoved", "sales.order.line-removed")]
    [InlineData("GoodsReceiptNoteBooked", "sales.goods-receipt-note.booked")]
    [InlineData("order", "sales.order.changed")]
    [InlineData("…", "sales.entity.changed")]
    public void Suggest_OfAName_MeansTheSame(string name, string suggested) => Assert.Equal(suggested, EventTypeName.Suggest(name, "Sales"));

    [Theory]
    [InlineData("äöü ß", "日本")]
    [InlineData("--", "..")]
    [InlineData("a", "")]
    public void Suggest_OfAnything_FitsTheForm(string name, string domain) => Assert.True(EventTypeName.Fits(EventTypeName.Suggest(name, domain)));
}
