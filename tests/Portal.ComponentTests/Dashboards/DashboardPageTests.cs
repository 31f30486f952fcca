using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.ComponentTests.Monitoring;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Metrics;
using Portal.TestKit;
using Portal.Web.Features.Dashboards;

namespace Portal.ComponentTests.Dashboards;

public sealed class DashboardPageTests : MonitoringTest
{
    private readonly FakeDashboardStore _store = new();
    private readonly DashboardRegistry _registry;

    public DashboardPageTests()
    {
        _registry = new DashboardRegistry(_store, new FakeActivity(), new FakeAudit(), Clock);
        Services.AddSingleton(_registry);
        Services.AddSingleton<TileReader>();
        Feeds.Add("orders", "Orders");
        Feeds.Add("invoices", "Invoices");
    }

    [Fact]
    public async Task Page_OfItsOwner_ShowsEachTileWithItsWindow()
    {
        SignIn(Developer);
        Throughput.Sum = new ThroughputBucket(Clock.GetUtcNow(), 71_930, 1000, 10, 1, 0, 0.1, 0.2, 0.3);
        var id = await MadeAsync(Developer);

        var page = Open(id);

        Assert.Equal(9, page.FindAll(".dash > .cell").Count);
        Assert.Equal(("Entries", "71,930", "last 24 h"), (
            page.Find(".kpi h2").TextContent.Trim(), page.Find(".kpi .fig").TextContent.Trim(), page.Find(".kpi .win").TextContent));
    }

    [Fact]
    public async Task Page_TilesWithFigures_AreToBeHadAsCsvForTheTimeThatIsShown()
    {
        SignIn(Developer);
        var id = await MadeAsync(Developer);

        var page = Open(id, "?range=7d");

        var links = page.FindAll("a[download]").Select(link => link.GetAttribute("href")!).ToList();
        var tiles = (await _registry.FindAsync(id, Developer)).Value!.Body.Tiles.Where(tile => TileTable.IsOf(tile.Kind)).Select(tile => $"api/v1/dashboards/{id}/tiles/{tile.Id}/csv?range=7d");
        Assert.Equal(tiles, links);
        Assert.DoesNotContain("<a download", Open(id, "?edit=yes").Markup);
    }

    [Fact]
    public async Task Page_ThatIsNotShared_IsNotThereForOthers()
    {
        SignIn(Viewer);
        var id = await MadeAsync(Developer);

        var page = Open(id);

        Assert.Equal("NoMatch", page.Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public async Task Page_SharedWithWhoMayNotSeeItsFeeds_ShowsNothingOfThem()
    {
        SignIn(Viewer);
        Feeds.Feeds[FeedId.Parse("orders")].Visibility = Portal.Catalogue.Feeds.FeedVisibility.Restricted;
        var id = await MadeAsync(Developer, "orders");
        await _registry.ShareAsync(id, DashboardSharing.Everyone, 1, Developer);

        var page = Open(id);

        Assert.Equal(9, page.FindAll(".cell [data-empty=NoPermission]").Count);
        Assert.DoesNotContain("Orders", page.Find(".dash").TextContent);
        Assert.Empty(Throughput.Asked);
    }

    [Fact]
    public async Task Page_FiguresCannotBeRead_SaysSoAndTriesAgain()
    {
        SignIn(Developer);
        var id = await MadeAsync(Developer);
        Throughput.Failure = new InvalidOperationException("down");
        var page = Open(id);
        Assert.Contains("The figures could not be read", page.Markup);

        Throughput.Failure = null;
        await page.Find(".error button").ClickAsync(new());

        Assert.Equal(9, page.FindAll(".dash > .cell").Count);
    }

    [Fact]
    public async Task Edit_TileRemovedAndPublished_IsGoneForReaders()
    {
        SignIn(Developer);
        var id = await MadeAsync(Developer);
        var page = Open(id, "?edit=yes");

        await page.Find("[aria-label='Remove Entries']").ClickAsync(new());
        Assert.Equal((9, 8), (_store.Dashboards[id].Body.Tiles.Count, _store.Dashboards[id].Draft?.Tiles.Count));
        await page.FindAll("button").Single(b => b.TextContent.Trim() == "Publish").ClickAsync(new());

        Assert.Equal((8, null), (_store.Dashboards[id].Body.Tiles.Count, _store.Dashboards[id].Draft));
    }

    [Fact]
    public async Task Edit_ArrowKeysOnAHandle_MoveTheTile()
    {
        SignIn(Developer);
        var id = await MadeAsync(Developer);
        var page = Open(id, "?edit=yes");
        var before = _store.Dashboards[id].Body.Tiles.Select(t => t.Id).ToList();

        await page.FindAll("[data-handle]")[0].KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "ArrowRight" });

        Assert.Equal([before[1], before[0], .. before.Skip(2)], _store.Dashboards[id].Draft!.Tiles.Select(t => t.Id));
    }

    [Fact]
    public async Task Edit_AfterSomebodyElseChangedIt_OverwritesNothing()
    {
        SignIn(Developer);
        var id = await MadeAsync(Developer);
        var page = Open(id, "?edit=yes");
        await _registry.KeepAsync(id, new DashboardBody { Title = "Theirs" }, 1, Operator);

        await page.Find("[aria-label='Remove Entries']").ClickAsync(new());

        Assert.Contains("Somebody changed this dashboard in the meantime", page.Markup);
        Assert.Equal("Theirs", _store.Dashboards[id].Draft?.Title);
    }

    [Fact]
    public async Task Edit_ByAReader_IsNotOffered()
    {
        SignIn(Viewer);
        var id = await MadeAsync(Developer);
        await _registry.ShareAsync(id, DashboardSharing.Everyone, 1, Developer);

        var page = Open(id, "?edit=yes");

        Assert.Empty(page.FindAll("[data-handle]"));
    }

    [Fact]
    public void List_WithoutAny_SaysHowToBegin()
    {
        SignIn(Developer);

        var page = Render<DashboardsPage>();

        Assert.Equal(("NothingYet", "dashboards/new"), (page.Find(".empty").GetAttribute("data-empty"), page.Find(".empty a").GetAttribute("href")));
    }

    [Fact]
    public async Task New_FromAFeed_OpensADashboardOfIt()
    {
        SignIn(Developer);
        GoTo("dashboards/new?feeds=orders");
        var page = Render<NewDashboardPage>();

        await page.Find("form").SubmitAsync();

        var made = Assert.Single(_store.Dashboards.Values);
        Assert.Equal(("Orders", "orders"), (made.Body.Title, string.Join(',', made.Body.Feeds())));
        Assert.EndsWith($"dashboards/{made.Id}", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Replay_IsMarkedMovesWithItsClockAndReadsNothingLater()
    {
        SignIn(Developer);
        var id = await MadeOfAsync(new DashboardTile { Id = "t1", Kind = TileKind.Number }, new DashboardTile { Id = "t2", Kind = TileKind.LiveList });
        var begin = Clock.GetUtcNow().AddHours(-5);
        var page = Open(id, $"?range=custom&from={begin:yyyy-MM-ddTHH:mm:ssZ}&to={begin.AddHours(2):yyyy-MM-ddTHH:mm:ssZ}&replay=100");
        Assert.Contains("Replay, not live.", page.Find("[role=region]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Not replayed", page.Markup, StringComparison.Ordinal);

        Clock.Advance(TimeSpan.FromSeconds(6));

        page.WaitForAssertion(() => Assert.Contains(Portal.Web.Shared.Figures.Figure.Exact(begin.AddMinutes(10)), page.Find("[role=region]").TextContent, StringComparison.Ordinal));
        Assert.All(Throughput.Asked, query => Assert.True(query.To <= begin.AddMinutes(10)));
    }

    [Fact]
    public async Task Page_ReplayOfTooLongARange_SaysSo()
    {
        SignIn(Developer);
        var id = await MadeOfAsync(new DashboardTile { Id = "t1", Kind = TileKind.Number });

        Assert.Contains("This range is not replayed", Open(id, "?range=custom&from=2026-01-01T00:00:00Z&to=2026-01-05T00:00:00Z&replay=100").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_TileOfAKpi_ShowsItsFigureAgainstItsTarget()
    {
        SignIn(Developer);
        Count("placed", "Orders placed", "orders", 7, new KpiGoal(5, 1));
        var id = await MadeOfAsync(KpiTile("placed"));

        var tile = Open(id).Find(".tile.kpi");

        Assert.Equal(
            ("Orders placed", "7orders", "on target", "target 5", "kpis/placed"),
            (tile.QuerySelector("h2")!.TextContent.Trim(), tile.QuerySelector(".fig")!.TextContent.Trim(), tile.QuerySelector(".pair .st")!.TextContent.Trim(),
             tile.QuerySelector(".aside")!.TextContent, tile.QuerySelector("h2 a")!.GetAttribute("href")));
    }

    [Fact]
    public async Task Page_TileOfAKpiThatIsGone_SaysSo()
    {
        SignIn(Developer);
        var id = await MadeOfAsync(KpiTile("gone"), KpiTile("gone") with { Id = "t2", Kind = TileKind.KpiTop });

        var page = Open(id);

        Assert.Equal(2, page.FindAll(".cell [data-empty=NoMatch]").Count);
        Assert.Contains("The KPI is not there", page.Markup);
    }

    [Fact]
    public async Task Page_TileOfAKpiOverAFeedThatTheReaderMayNotSee_ShowsNothingOfIt()
    {
        SignIn(Viewer);
        Count("placed", "Orders placed", "orders", 7);
        Feeds.Feeds[FeedId.Parse("orders")].Visibility = Portal.Catalogue.Feeds.FeedVisibility.Restricted;
        var id = await MadeOfAsync(KpiTile("placed"));
        await _registry.ShareAsync(id, DashboardSharing.Everyone, 1, Developer);

        var page = Open(id);

        Assert.Contains("The KPI is not there", page.Markup);
        Assert.DoesNotContain("Orders placed", page.Find(".dash").TextContent);
    }

    [Fact]
    public async Task Page_TileOfAProcess_ShowsItsFunnel()
    {
        SignIn(Developer);
        Feeds.Add("shipments", "Shipments");
        Processes.Add(Now);
        Processes.Mark("A", 0, Now.AddHours(-1)).Mark("A", 1, Now.AddMinutes(-50)).Mark("B", 0, Now.AddHours(-1));
        var id = await MadeOfAsync(FunnelTile);

        var tile = Open(id).Find(".dash .tile");

        Assert.Equal("From order to shipment", tile.QuerySelector("h2")!.TextContent.Trim());
        Assert.Equal(["100%", "50%"], tile.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td")[2].TextContent));
        Assert.Equal("processes/p", tile.QuerySelector("tbody a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Page_TileOfAProcessOverAFeedThatTheReaderMayNotSee_ShowsNothingOfIt()
    {
        SignIn(Viewer);
        Feeds.Add("shipments", "Shipments");
        Feeds.Feeds[FeedId.Parse("shipments")].Visibility = Portal.Catalogue.Feeds.FeedVisibility.Restricted;
        Processes.Add(Now);
        var id = await MadeOfAsync(FunnelTile);
        await _registry.ShareAsync(id, DashboardSharing.Everyone, 1, Developer);

        var page = Open(id);

        Assert.Contains("The process is not there", page.Markup);
        Assert.DoesNotContain("From order to shipment", page.Find(".dash").TextContent);
    }

    [Fact]
    public async Task Page_TileOfIncidents_ShowsThoseOfItsFeedsThatWaitTheWorstFirst()
    {
        SignIn(Developer);
        Incidents.Open(1, "Orders are late", "orders");
        Incidents.Open(2, "Invoices are late", "invoices");
        Incidents.Open(3, "Orders again", "orders").SnoozedUntil = Now.AddHours(1);
        var id = await MadeOfAsync(
            new DashboardTile { Id = "t1", Kind = TileKind.Alerts, Feeds = [FeedId.Parse("orders")] }, new DashboardTile { Id = "t2", Kind = TileKind.Alerts });

        var tiles = Open(id).FindAll(".dash .tile");

        Assert.Equal(["alerts?incident=1"], tiles[0].QuerySelectorAll("li a").Select(link => link.GetAttribute("href")));
        Assert.Equal(["alerts?incident=2", "alerts?incident=1"], tiles[1].QuerySelectorAll("li a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Page_OverARetiredFeed_SaysSoInTheTile()
    {
        SignIn(Developer);
        Count("placed", "Orders placed", "orders", 7);
        Feeds.Feeds[FeedId.Parse("orders")].State = Portal.Catalogue.Feeds.LifeCycle.Retired;
        var id = await MadeOfAsync(KpiTile("placed"), new DashboardTile { Id = "t2", Kind = TileKind.Number, Feeds = [FeedId.Parse("orders")] });

        Assert.All(Open(id).FindAll(".cell"), cell => Assert.Contains("Retired feed", cell.TextContent));
    }

    [Fact]
    public async Task Page_KpiFigureMoved_IsReadAgain()
    {
        SignIn(Developer);
        var kpi = Count("placed", "Orders placed", "orders", 7);
        var id = await MadeOfAsync(KpiTile("placed"));
        var page = Open(id);
        Kpis.Kpis.Remove(kpi);
        Projections.Rows.Clear();
        Count("placed", "Orders placed", "orders", 9);

        await Projections.Watchers[0]();
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.StartsWith("16", page.Find(".tile.kpi .fig").TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_FromAFeedWhoseContractMarksAMeasure_BeginsWithAKpiOfIt()
    {
        SignIn(Developer);
        InForce.All =
        [
            new Portal.Ingestion.Intake.CurrentContract(Guid.NewGuid(), "1.0.0", null, new Portal.Contracts.ContractSource("json-schema", """
                {"type":"object","properties":{"total":{"type":"number","x-portal-measure":{"unit":"EUR"}},"channel":{"type":"string","x-portal-dimension":true}}}
                """, [], []), Rejects: false),
        ];
        GoTo("dashboards/new?feeds=orders");
        var page = Render<NewDashboardPage>();

        await page.Find("form").SubmitAsync();

        var kpi = Assert.Single(Kpis.Kpis);
        Assert.Equal(("Orders: total", "EUR", "channel"), (kpi.Title, kpi.Unit, string.Join(',', kpi.Definition.Dimensions.Select(d => d.Name))));
        Assert.Equal([TileKind.Kpi, TileKind.KpiSeries, TileKind.KpiTop], Assert.Single(_store.Dashboards.Values).Body.Tiles.Where(tile => tile.Kpi == kpi.Id).Select(tile => tile.Kind));
    }

    private static DashboardTile FunnelTile => new() { Id = "t1", Kind = TileKind.Funnel, Process = "p" };

    private static DashboardTile KpiTile(string kpi) => new() { Id = "t1", Kind = TileKind.Kpi, Kpi = kpi };

    private async Task<string> MadeOfAsync(params IReadOnlyList<DashboardTile> tiles) =>
        (await _registry.MakeAsync(new DashboardBody { Title = "Order to cash", Tiles = tiles }, Developer)).Value!.Id;

    private async Task<string> MadeAsync(Actor actor, params string[] feeds)
    {
        var chosen = Feeds.Feeds.Values.Where(f => feeds.Length == 0 || feeds.Contains(f.Id.Value)).ToList();
        return (await _registry.MakeAsync(DashboardStarter.Of("Order to cash", chosen), actor)).Value!.Id;
    }

    private IRenderedComponent<DashboardPage> Open(string id, string query = "")
    {
        GoTo($"dashboards/{id}{query}");
        return Render<DashboardPage>(parameters => parameters.Add(page => page.Id, id));
    }
}
