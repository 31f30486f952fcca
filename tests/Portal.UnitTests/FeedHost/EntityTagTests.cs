using Microsoft.Net.Http.Headers;
using Portal.FeedHost;
using Portal.FeedHost.Reading;

namespace Portal.UnitTests.FeedHost;

public sealed class EntityTagTests
{
    private static readonly FeedPage Page = new([Requests.Recorded(9), Requests.Recorded(8)], Requests.Recorded(7));

    [Fact]
    public void EntryTag_OfAnEntryWithAuthors_IsItsPosition()
    {
        var tag = EntryTag.Of(Requests.Recorded(42, null, "A"), "Shop");

        Assert.Equal(("\"42\"", false), (tag.Tag.Value, tag.IsWeak));
    }

    [Fact]
    public void EntryTag_OfAnEntryWithoutAuthors_ChangesWithTheOwnerThatStandsInForThem()
    {
        var tag = EntryTag.Of(Requests.Recorded(42), "Shop");

        Assert.Equal(tag, EntryTag.Of(Requests.Recorded(42), "Shop"));
        Assert.NotEqual(tag, EntryTag.Of(Requests.Recorded(42), "Store"));
        Assert.NotEqual(tag, EntryTag.Of(Requests.Recorded(43), "Shop"));
    }

    [Fact]
    public void PageTag_OfTheSamePage_IsTheSameInEveryProcess()
    {
        var tag = PageTag.Of(Requests.Orders, Page);

        Assert.Equal(("\"9-8-2-7-fea00ad2ab74\"", true), (tag.Tag.Value, tag.IsWeak));
    }

    [Fact]
    public void PageTag_OfWhateverDiffers_Differs()
    {
        var feed = Requests.Orders;
        string[] tags =
        [
            Tag(feed, Page),
            Tag(feed, new FeedPage([], null)),
            Tag(feed, Page with { Older = null }),
            Tag(feed, new FeedPage([Requests.Recorded(9)], Requests.Recorded(8))),
            Tag(feed with { Title = "Order" }, Page),
            Tag(feed with { Summary = "" }, Page),
            Tag(feed with { Owner = "Store" }, Page),
            Tag(feed with { Title = "OrdersS", Owner = "hop" }, Page),
        ];

        Assert.Equal(tags.Length, tags.Distinct().Count());
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("\"1\"", true)]
    [InlineData("W/\"1\"", true)]
    [InlineData("\"0\", W/\"1\"", true)]
    [InlineData("\"2\"", false)]
    [InlineData("1", false)]
    [InlineData("", false)]
    public void IsKnown_ComparesWeakly(string header, bool known)
    {
        var request = Requests.Get("/feeds/orders");
        request.Headers.IfNoneMatch = header;

        Assert.Equal(known, PageTag.IsKnown(request, new EntityTagHeaderValue("\"1\"", isWeak: true)));
    }

    private static string Tag(HostedFeed feed, FeedPage page) => PageTag.Of(feed, page).ToString();
}
