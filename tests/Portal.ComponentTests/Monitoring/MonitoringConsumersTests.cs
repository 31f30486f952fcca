using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Parties;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.TestKit;
using Portal.Web.Catalogue;

namespace Portal.ComponentTests.Monitoring;

/// <summary>Dashboards and KPIs among those who are seen to use a feed.</summary>
public sealed class MonitoringConsumersTests : MonitoringTest
{
    private static readonly FeedId Orders = FeedId.Parse("orders");
    private readonly FakeDashboardStore _dashboards = new();

    public MonitoringConsumersTests()
    {
        Feeds.Add("orders", "Orders");
        Feeds.Add("secret", "Secret");
    }

    [Fact]
    public async Task Dashboards_ThatNameAFeedOrAKpiOverIt_AreSeen_ByTitleOnlyWhereEverybodySeesThem()
    {
        Count("placed", "Orders placed", "orders", 1);
        var registry = new DashboardRegistry(_dashboards, new FakeActivity(), new FakeAudit(), Clock);
        var open = (await registry.MakeAsync(new DashboardBody { Title = "Open", Tiles = [new DashboardTile { Id = "a", Kind = TileKind.Kpi, Kpi = "placed" }] }, Developer)).Value!;
        await registry.ShareAsync(open.Id, DashboardSharing.Everyone, open.Edition, Developer);
        await registry.MakeAsync(new DashboardBody { Title = "Own", Tiles = [new DashboardTile { Id = "a", Kind = TileKind.Number, Feeds = [Orders] }] }, Developer);
        await registry.MakeAsync(new DashboardBody { Title = "Of all", Tiles = [new DashboardTile { Id = "a", Kind = TileKind.Number }] }, Developer);

        var seen = await new DashboardConsumers(_dashboards, Kpis).OfFeedAsync(Orders);

        Assert.Equal(
            [($"A dashboard of {Developer.Name}", null, false), ("Open", $"dashboards/{open.Id}", false)],
            seen.Select(one => (one.Name, one.Href, one.ReadsFields)).OrderBy(one => one.Name));
    }

    [Fact]
    public async Task Kpis_SayWhichFieldsTheyRead_AndNotTheirTitleWhereAnotherFeedIsHidden()
    {
        var kpi = Count("sum", "Turnover", "orders", 1);
        kpi.Definition = kpi.Definition with { Feeds = [Orders, FeedId.Parse("secret")], Measure = new KpiMeasure(AggregateKind.Sum, EntryField.Json("/total")) };
        var consumers = new KpiConsumers(Kpis, Feeds);

        var open = Assert.Single(await consumers.OfFeedAsync(Orders));
        Feeds.Feeds[FeedId.Parse("secret")].Visibility = FeedVisibility.Restricted;
        var hidden = Assert.Single(await consumers.OfFeedAsync(Orders));

        Assert.Equal(("Turnover", "kpis/sum", "/total"), (open.Name, open.Href, string.Join(' ', open.Reads)));
        Assert.Equal(($"A KPI of {Operator.Name}", null, ConsumerKind.Kpi), (hidden.Name, hidden.Href, hidden.Kind));
    }
}
