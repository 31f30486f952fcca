using Bunit;
using Portal.ComponentTests.Fakes;
using Portal.Web.Activity;
using Portal.Events.Entries;
using Portal.Web.Features.Home;
using Portal.Web.Figures;

namespace Portal.ComponentTests.Home;

public sealed class HomePageTests : FeedsTest
{
    [Fact]
    public void Home_WithoutFeeds_SaysHowTheyComeIn()
    {
        SignIn(Viewer);

        var page = Render<HomePage>();

        Assert.Equal("NothingYet", page.Find(".empty").GetAttribute("data-empty"));
        Assert.Contains("a request that an operator approves", page.Find(".empty").TextContent);
    }

    [Fact]
    public async Task Home_ThatCannotBeRead_CanBeTriedAgain()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Feeds.Failure = new InvalidOperationException("secret detail");
        var page = Render<HomePage>();
        Assert.Contains("could not be read", page.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("secret detail", page.Markup);

        Feeds.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.Contains("Orders", page.Markup);
    }

    [Fact]
    public async Task Home_OfAnOperator_ShowsWhatWaitsAndWhatIsTroubled()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");
        Feeds.Add("invoices", "Invoices");
        Measure("invoices", FeedHealth.Failing, "The source answers 500.");
        await AskAsync("returns", Developer);

        var tiles = Titles(Render<HomePage>());

        Assert.Contains("Title of returns", tiles["Waiting for approval"]);
        Assert.Contains("The source answers 500.", tiles["Feed health"]);
        Assert.DoesNotContain("Orders", tiles["Feed health"]);
    }

    [Fact]
    public async Task Home_OfADeveloper_ShowsTheirOpenRequestsOnly()
    {
        SignIn(Developer);
        Feeds.Add("orders", "Orders");
        await AskAsync("returns", Developer);
        await AskAsync("refunds", Operator);

        var tiles = Titles(Render<HomePage>());

        Assert.Contains("Title of returns", tiles["Your open requests"]);
        Assert.DoesNotContain("Title of refunds", tiles["Your open requests"]);
        Assert.DoesNotContain("Waiting for approval", tiles.Keys);
    }

    [Fact]
    public void Home_OfAViewer_AsksNothingOfThem()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");

        Assert.DoesNotContain(Titles(Render<HomePage>()).Keys, title => title is "Waiting for approval" or "Your open requests" or "Feed health");
    }

    [Fact]
    public void Home_FeedsThatBreakTheirContract_LeadToTheirInvalidEntries()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Measure("orders", FeedHealth.Healthy, conformance: 87.5);

        var page = Render<HomePage>();

        Assert.Equal("catalogue/orders?tab=entries&show=invalid", page.Find("a[href*='show=invalid']").GetAttribute("href"));
        Assert.Contains("87.5 % valid", page.Markup);
    }

    [Fact]
    public void Home_WhatChanged_TellsOnlyOfFeedsThatTheReaderMaySee()
    {
        SignIn(Viewer);
        Feeds.Add("portal-activity", "Portal activity");
        Feeds.Add("orders", "Orders");
        Log.Add("portal-activity", "a1", "Feed 'Orders' was registered", new Category("orders", ActivityCategories.SubjectScheme));
        Log.Add("portal-activity", "a2", "Feed 'Secret' was registered", new Category("secret", ActivityCategories.SubjectScheme));

        var changes = Titles(Render<HomePage>())["What changed"];

        Assert.Contains("Feed 'Orders' was registered", changes);
        Assert.DoesNotContain("Secret", changes);
    }

    [Fact]
    public async Task Home_WhenEntriesArrive_ReadsAgainAfterAWhile()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        var page = Render<HomePage>();
        Feeds.Add("invoices", "Invoices");

        await Live.TellAsync();
        Assert.DoesNotContain("Invoices", page.Markup);
        Clock.Advance(TimeSpan.FromSeconds(3));
        await Live.TellAsync();

        page.WaitForAssertion(() => Assert.Contains("Invoices", page.Markup));
    }

    [Fact]
    public async Task Home_Left_WatchesNoMore()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Render<HomePage>();
        Assert.Equal(1, Live.Watchers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Live.Watchers);
    }

    private static Dictionary<string, string> Titles(IRenderedComponent<HomePage> page) =>
        page.FindAll("section.tile").Where(tile => tile.QuerySelector("h2") is not null)
            .ToDictionary(tile => tile.QuerySelector("h2")!.TextContent.Trim(), tile => tile.TextContent);
}
