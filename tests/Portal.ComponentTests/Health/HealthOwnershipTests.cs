using Bunit;
using Portal.Catalogue.Access;
using Portal.Catalogue.Requests.Policy;
using Portal.ComponentTests.Fakes;
using Portal.Events;
using Portal.Web.Features.Health;

namespace Portal.ComponentTests.Health;

public sealed class HealthOwnershipTests : FeedsTest
{
    public HealthOwnershipTests()
    {
        Bench.PolicyStore.Policy = RequestPolicy.Default;
        Feeds.Add("orders", "Orders");
    }

    [Fact]
    public void Tile_WithNothingToSay_IsNotThere()
    {
        Feeds.Feeds[FeedId.Parse("orders")].Attested = Now;
        Bench.People.Add(Member);

        Assert.Empty(Shown(Operator).Markup.Trim());
    }

    [Fact]
    public void Tile_NamesWhatWasNotConfirmedAndWhatIsNobodys()
    {
        Feeds.Add("returns", "Returns");
        Feeds.Feeds[FeedId.Parse("returns")].Attested = Now;
        Feeds.Feeds[FeedId.Parse("returns")].Owner = "Gone";
        Bench.People.Add(Member);

        var rows = Shown(Operator).FindAll("li");

        Assert.Equal(["Not confirmed", "Nobody's"], rows.Select(row => row.FirstElementChild!.TextContent.Trim()));
        Assert.Equal(["catalogue/orders", "catalogue/returns"], rows.Select(row => row.QuerySelector("a")!.GetAttribute("href")));
        Assert.Contains("nobody is in the team Gone", rows[1].TextContent);
    }

    [Fact]
    public void Tile_ForThoseWhoLookAfterNothing_IsNotThere() => Assert.Empty(Shown(Viewer).Markup.Trim());

    [Fact]
    public void Tile_ThatCannotBeRead_SaysSoAndIsReadAgain()
    {
        Feeds.Failure = new InvalidOperationException();
        var tile = Shown(Operator);
        Assert.Contains("could not be read", tile.Find("[role=alert]").TextContent);
        Feeds.Failure = null;

        tile.Find("[role=alert] button").Click();

        tile.WaitForAssertion(() => Assert.NotEmpty(tile.FindAll("li")));
    }

    private static Actor Member => Developer with { Teams = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Sales team" } };

    private IRenderedComponent<HealthOwnership> Shown(Actor actor) => Render<HealthOwnership>(p => p.Add(t => t.Actor, actor));
}
