using Portal.FeedHost.Hub;
using Portal.FeedHost.Protocol;

namespace Portal.UnitTests.FeedHost.Hub;

public sealed class HubTopicTests
{
    private static readonly Addresses Own = new("https://portal.example:8443/base");

    [Theory]
    [InlineData("https://portal.example:8443/base/feeds/orders", false)]
    [InlineData("https://PORTAL.example:8443/base/feeds/orders?limit=5", false)]
    [InlineData("https://portal.example:8443/base/feeds/orders?search=%2Ba", true)]
    public void Topic_OfThisPortal_NamesTheFeed(string topic, bool narrowed)
    {
        var (read, problem) = HubTopic.Read(topic, Own);

        Assert.Null(problem);
        Assert.Equal(("orders", narrowed), (read!.Feed.Value, read.Search is not null));
        Assert.Equal("https://portal.example:8443/base/hub", read.Addresses.Hub, ignoreCase: true);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("https://portal.example:8443/base/feeds/")]
    [InlineData("https://portal.example:8443/base/feeds/orders/entries/urn:x:1")]
    [InlineData("https://portal.example:8443/other/feeds/orders")]
    [InlineData("https://elsewhere.example/base/feeds/orders")]
    [InlineData("http://portal.example:8443/base/feeds/orders")]
    [InlineData("https://portal.example:8443/base/feeds/orders?search=broken")]
    [InlineData("https://portal.example:8443/base/feeds/orders?limit=-1")]
    public void Topic_ThatIsNone_IsRefusedByName(string topic)
    {
        var (read, problem) = HubTopic.Read(topic, Own);

        Assert.Null(read);
        Assert.Contains($"'{topic}'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void SubscriptionId_IsOfTopicAndCallback() => Assert.Equal(
        3, new[] { HubTopic.SubscriptionId("a", "b"), HubTopic.SubscriptionId("b", "a"), HubTopic.SubscriptionId("a", "c"), HubTopic.SubscriptionId("a", "b") }
            .Distinct().Count());
}
