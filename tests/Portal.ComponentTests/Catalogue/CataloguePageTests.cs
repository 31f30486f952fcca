using Bunit;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Fakes;
using Portal.Events;
using Portal.Web.Features.Catalogue;
using Portal.Web.Figures;

namespace Portal.ComponentTests.Catalogue;

public sealed class CataloguePageTests : FeedsTest
{
    [Fact]
    public void Catalogue_WithoutFeeds_SaysHowTheyComeIn()
    {
        SignIn(Viewer);

        Assert.Equal("NothingYet", Open().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public void Catalogue_WithFeeds_ShowsStateOwnerAndFigures()
    {
        SignIn(Viewer);
        Follow("orders", "Orders");
        Figures.Known[FeedId.Parse("orders")] = FakeFigures.Silent with { Health = FeedHealth.Late, Diagnosis = "Nothing for 2 h.", EntriesPerMinute = 9.5, ConformancePercent = 99.5 };

        var row = Open().Find("[data-feed=orders]");

        Assert.Equal("catalogue/orders", row.QuerySelector("a")!.GetAttribute("href"));
        foreach (var shown in new[] { "Orders", "Followed", "Late", "Sales team", "9.5", "none yet", "99.5 %" })
        {
            Assert.Contains(shown, row.TextContent);
        }
    }

    [Fact]
    public void Catalogue_Marks_StandApartFromTheTitle()
    {
        SignIn(Viewer);
        Follow("orders", "Orders");
        Feeds.Feeds[FeedId.Parse("orders")].State = LifeCycle.Retired;

        Assert.StartsWith("Orders Followed Retired", Open().Find("[data-feed=orders] td").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Catalogue_FeedThatWasNeverChecked_SaysSo()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");

        Assert.Contains("not checked", Open().Find("[data-feed=orders]").TextContent);
    }

    [Theory]
    [InlineData("catalogue?q=invo", "invoices")]
    [InlineData("catalogue?domain=Sales", "invoices,orders")]
    [InlineData("catalogue?owner=nobody", "")]
    [InlineData("catalogue?state=retired", "")]
    [InlineData("catalogue?tag=money", "invoices")]
    public void Catalogue_Address_SaysWhatIsShown(string address, string shown)
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Feeds.Add("invoices", "Invoices");
        Feeds.Feeds[FeedId.Parse("invoices")].Tags = ["money"];
        GoTo(address);

        var page = Open();

        Assert.Equal(shown, string.Join(',', page.FindAll("[data-feed]").Select(row => row.GetAttribute("data-feed")).Order()));
        Assert.Equal(shown.Length == 0 ? ["NoMatch"] : [], page.FindAll(".empty").Select(empty => empty.GetAttribute("data-empty")));
    }

    [Fact]
    public async Task Catalogue_Searched_KeepsTheWordsInTheAddress()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        GoTo("catalogue");
        var page = Open();

        await page.Find("[role=search] input").InputAsync("ord");
        Clock.Advance(TimeSpan.FromMilliseconds(300));

        page.WaitForAssertion(() => Assert.EndsWith("catalogue?q=ord", Address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("viewer", "")]
    [InlineData("developer", "requests/new")]
    [InlineData("operator", "requests/new,catalogue/add")]
    public void Catalogue_OffersWhatTheRoleMay(string role, string offered)
    {
        SignIn(role switch { "viewer" => Viewer, "developer" => Developer, _ => Operator });
        GoTo("catalogue");

        Assert.Equal(offered, string.Join(',', Open().FindAll("a.mud-button-root").Select(a => a.GetAttribute("href"))));
    }

    [Fact]
    public void Catalogue_FeedOfAnotherTeam_IsNotThere()
    {
        SignIn(Developer);
        Feeds.Add("orders", "Orders");
        Feeds.Feeds[FeedId.Parse("orders")].Visibility = FeedVisibility.Restricted;

        Assert.Equal("NothingYet", Open().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public void Catalogue_BeforeItIsRead_SaysThatItLoads()
    {
        SignIn(Viewer);
        Feeds.Ready = new TaskCompletionSource().Task;

        Assert.Contains("Loading the catalogue", Open().Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Catalogue_DomainChosen_GoesIntoTheAddressBesideTheRest()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        GoTo("catalogue?q=ord");
        var popovers = Render<MudBlazor.MudPopoverProvider>();
        Render<MudBlazor.MudDialogProvider>();
        var page = Render<CataloguePage>();

        await page.FindAll("[role=search] .mud-select .mud-input-control")[0].MouseDownAsync(new());
        popovers.WaitForElement(".mud-list-item");
        await popovers.FindAll(".mud-list-item").Single(item => item.TextContent.Trim() == "Sales").ClickAsync(new());

        Assert.EndsWith("catalogue?q=ord&domain=Sales", Address, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-feed=orders]"));
    }

    [Fact]
    public void Catalogue_WhereNothingMatches_OffersToClearTheFilters()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        GoTo("catalogue?q=nothing");

        Assert.Equal("catalogue", Open().Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task Catalogue_ThatCannotBeRead_CanBeTriedAgain()
    {
        SignIn(Viewer);
        Feeds.Failure = new InvalidOperationException("secret detail");
        var page = Open();
        Assert.DoesNotContain("secret detail", page.Find("[role=alert]").TextContent);

        Feeds.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Empty(page.FindAll("[role=alert]"));
    }

    private IRenderedComponent<CataloguePage> Open()
    {
        RenderDialogs();
        return Render<CataloguePage>();
    }
}
