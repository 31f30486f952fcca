using Bunit;
using Portal.Catalogue.Dashboards;
using Portal.ComponentTests.Monitoring;
using Portal.Web.Activity;
using Portal.Events.Entries;
using Portal.Web.Features.Home;
using Portal.Web.Figures;

namespace Portal.ComponentTests.Home;

public sealed class HomePageTests : MonitoringTest
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
    public async Task Home_WithAPinnedDashboardAndAnIncident_LeadsToBoth()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Incidents.Open(1, "Orders are late", "orders");
        Incidents.Open(2, "Looked after later", "orders").SnoozedUntil = Now.AddHours(1);
        var made = (await Dashboards.MakeAsync(new DashboardBody { Title = "Sales" }, Operator)).Value!;
        await Dashboards.ShareAsync(made.Id, DashboardSharing.Everyone, made.Edition, Operator);
        Assert.DoesNotContain("Pinned dashboards", Render<HomePage>().Markup);

        await Dashboards.PinAsync(made.Id, pinned: true, Viewer);
        var page = Render<HomePage>();

        Assert.Contains($"dashboards/{made.Id}", page.FindAll(".list a").Select(link => link.GetAttribute("href")));
        Assert.Equal(["alerts?incident=1"], page.FindAll(".list a").Select(link => link.GetAttribute("href")).Where(href => href!.StartsWith("alerts?", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Home_WithIncidentsThatCannotBeRead_SaysSoBesideTheRest()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Incidents.Open(1, "Orders are late", "orders");
        Incidents.Failure = new InvalidOperationException("secret detail");
        var page = Render<HomePage>();
        Assert.Contains("Incidents and pinned dashboards could not be read", page.Find("[role=alert]").TextContent);
        Assert.Contains("Entries", page.Markup);

        Incidents.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.Contains("Orders are late", page.Markup);
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
    public void Home_BeforeItIsRead_SaysThatItLoads()
    {
        SignIn(Viewer);
        Feeds.Ready = new TaskCompletionSource().Task;

        Assert.Contains("Loading your overview", Render<HomePage>().Find("[role=status]").TextContent);
    }

    [Fact]
    public void Home_OfADeveloper_ShowsTheirTeamsFeedsWithAnEndpointToCopy()
    {
        SignIn(Developer with { Teams = new HashSet<string> { "Sales team" } });
        Feeds.Add("orders", "Orders");

        var tile = Render<HomePage>().FindAll("section.tile").Single(tile => tile.QuerySelector("h2")?.TextContent == "Feeds of Sales team");

        Assert.Equal("catalogue/orders", tile.QuerySelector("td a")!.GetAttribute("href"));
        Assert.NotNull(tile.QuerySelector("button[aria-label='Copy the endpoint of Orders']"));
    }

    [Theory]
    [InlineData(null, "You are in no team yet: an operator can put you in one.")]
    [InlineData("Finance", "Your team owns no feed yet.")]
    public void Home_OfADeveloperWithoutFeeds_SaysWhy(string? team, string why)
    {
        SignIn(Developer with { Teams = team is null ? new HashSet<string>() : new HashSet<string> { team } });
        Feeds.Add("orders", "Orders");

        Assert.Contains(why, Render<HomePage>().Markup);
    }

    [Fact]
    public void Home_OfOneHealthyFeed_SaysSo()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");

        var page = Render<HomePage>();

        Assert.Contains("The one feed is healthy", page.Markup);
        Assert.Contains("0 entries over 1 feed in the last 60 min", page.Markup);
        Assert.Contains("Nothing waits for a decision.", page.Markup);
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
