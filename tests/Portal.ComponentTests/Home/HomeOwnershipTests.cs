using Bunit;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Ownership;
using Portal.ComponentTests.Monitoring;
using Portal.Web.Features.Home;

namespace Portal.ComponentTests.Home;

public sealed class HomeOwnershipTests : MonitoringTest
{
    [Fact]
    public void Tile_NamesWhatIsDueAndWhatIsOverdue()
    {
        var tile = Render<HomeOwnership>(p => p.Add(t => t.Due, [Of("orders", "Orders", AttestationState.Overdue), Of("returns", "Returns", AttestationState.Due)]));

        Assert.Equal(["OrdersXoverdue since", "ReturnsXdue"], tile.FindAll("li").Select(row => $"{row.QuerySelector("a")!.TextContent}X{row.QuerySelector(".dim")!.FirstChild!.TextContent.Trim()}"));
        Assert.Equal(["catalogue/orders", "catalogue/returns"], tile.FindAll("li a").Select(link => link.GetAttribute("href")));
        Assert.Equal("ownership", tile.Find("header a").GetAttribute("href"));
    }

    [Fact]
    public void Tile_OfMany_ShowsTheFirstFiveAndCountsAll()
    {
        var tile = Render<HomeOwnership>(p => p.Add(t => t.Due, [.. Enumerable.Range(0, 12).Select(i => Of($"feed-{i}", $"Feed {i}", AttestationState.Due))]));

        Assert.Equal(5, tile.FindAll("li").Count);
        Assert.Contains("12", tile.Find("header").TextContent);
    }

    private Attestation Of(string id, string title, AttestationState state)
    {
        Feeds.Add(id, title);
        return new Attestation(Feeds.Feeds[Portal.Events.FeedId.Parse(id)], state, Now.AddDays(state == AttestationState.Overdue ? -3 : 3));
    }
}
