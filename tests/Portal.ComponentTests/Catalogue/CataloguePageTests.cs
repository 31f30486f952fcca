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
    [InlineData("operator", "requests/new,catalogue/import,catalogue/add")]
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
    public void Catalogue_Facets_AreCountedAndLeadToTheAddressBesideTheRest()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Feeds.Add("old-orders", "Old orders");
        Feeds.Feeds[FeedId.Parse("old-orders")].State = LifeCycle.Deprecated;
        GoTo("catalogue?q=ord");

        var page = Open();

        var facet = page.Find("section[aria-label='Life cycle']");
        Assert.Equal(["Active 1", "Deprecated 1"], facet.QuerySelectorAll("a").Select(a => string.Join(' ', a.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.EndsWith("catalogue?q=ord&state=active", facet.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Catalogue_ChosenFacet_CanBeTakenOff()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        GoTo("catalogue?domain=Sales&page=2");

        var chosen = Open().Find("section[aria-label=Domain] a");

        Assert.Equal("true", chosen.GetAttribute("aria-current"));
        Assert.EndsWith("/catalogue", chosen.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Catalogue_OfMany_IsPaged()
    {
        SignIn(Viewer);
        for (var i = 0; i < 100; i++)
        {
            Feeds.Add($"feed-{i:000}", $"Feed {i:000}");
        }

        GoTo("catalogue?page=3");
        var page = Open();

        Assert.Equal(["feed-096", "feed-097", "feed-098", "feed-099"], page.FindAll("[data-feed]").Select(row => row.GetAttribute("data-feed")));
        Assert.Contains("Page 3 of 3", page.Find("nav[aria-label=Pages]").TextContent);
        Assert.EndsWith("page=2", page.Find("a[rel=prev]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("a[rel=next]"));
    }

    [Fact]
    public async Task Catalogue_Favourite_IsRememberedAndListed()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Feeds.Add("invoices", "Invoices");
        var page = Open();

        await page.Find("[aria-label='Favourite: Orders']").ClickAsync(new());

        Assert.Equal("true", page.Find("[aria-label='Favourite: Orders']").GetAttribute("aria-pressed"));
        GoTo("catalogue?mine=favourites");
        page.WaitForAssertion(() => Assert.Equal(["orders"], page.FindAll("[data-feed]").Select(row => row.GetAttribute("data-feed"))));
    }

    [Fact]
    public void Catalogue_WithoutFavourites_SaysHowToMarkOne()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        GoTo("catalogue?mine=favourites");

        Assert.Contains("No favourite yet", Open().Find(".empty").TextContent);
    }

    [Fact]
    public async Task Catalogue_RecentlySeen_LeadsBack()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        await Own.SawAsync(Viewer.Id, FeedId.Parse("orders"), Now);

        Assert.Equal("catalogue/orders", Open().Find(".seen a").GetAttribute("href"));
    }

    [Fact]
    public void Catalogue_AsCards_ShowsTheSameFeeds()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders", "Every change to an order");
        GoTo("catalogue?view=cards");

        Assert.Contains("Every change to an order", Open().Find(".card[data-feed=orders]").TextContent);
    }

    [Fact]
    public void Catalogue_DeprecatedFeed_NamesItsSuccessor()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Feeds.Add("orders-2", "New orders");
        var old = Feeds.Feeds[FeedId.Parse("orders")];
        (old.State, old.Details) = (LifeCycle.Deprecated, new FeedDetails { Deprecation = new Deprecation(Now, FeedId.Parse("orders-2"), null, null) });

        var row = Open().Find("[data-feed=orders]");

        Assert.Contains("Deprecated", row.TextContent);
        Assert.NotNull(row.QuerySelector("a[href='catalogue/orders-2']"));
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
