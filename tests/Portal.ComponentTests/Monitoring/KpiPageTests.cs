using Bunit;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Projections;
using Portal.Web.Features.Kpis;

namespace Portal.ComponentTests.Monitoring;

public sealed class KpiPageTests : MonitoringTest
{
    [Fact]
    public void Kpi_ThatIsNotThere_SaysSo()
    {
        SignIn(Viewer);

        Assert.Equal("NoMatch", Open("gone").Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public void Kpi_WithFigures_ShowsThemWithTheTableBehindTheChart()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");
        Count("one", "Orders an hour", "orders", 7, new KpiGoal(5, 1));
        Clock.Advance(TimeSpan.FromSeconds(30));

        var page = Open("one");

        Assert.StartsWith("7", page.Find(".tile.kpi .fig").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("7", page.Find(".chart tbody tr td").TextContent);
        Assert.Contains("count of entries", page.Markup, StringComparison.Ordinal);
        Assert.Equal("kpis/one/edit", page.FindAll("a").Single(link => link.TextContent.Trim() == "Edit").GetAttribute("href"));
    }

    [Fact]
    public void Kpi_OfSomebodyElse_OffersNoChange()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Count("one", "Orders an hour", "orders", 7);

        Assert.DoesNotContain("Edit", Open("one").FindAll("a").Select(link => link.TextContent.Trim()));
    }

    [Fact]
    public void Kpi_ThatWasStopped_SaysWhy()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        var kpi = Count("one", "Orders an hour", "orders", 7);
        Stop(kpi, "InvalidOperationException: Not this one.");

        Assert.Contains("Not this one.", Open("one").Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Kpi_OverARetiredFeed_SaysThatNothingNewComes()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Feeds.Feeds[Portal.Events.FeedId.Parse("orders")].State = Portal.Catalogue.Feeds.LifeCycle.Retired;
        Count("one", "Orders an hour", "orders", 7);

        Assert.Contains("orders is retired or removed", Open("one").Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_WithoutATitle_MarksTheField()
    {
        SignIn(Operator);
        Render<MudBlazor.MudPopoverProvider>();
        var page = Render<KpiEditPage>();

        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Save").ClickAsync(new());

        Assert.Contains("1 to 120 characters.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("A KPI is about 1 to 20 feeds.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Kpis.Kpis);
    }

    [Fact]
    public async Task Edit_FieldPickedFromAnEntry_IsMeasuredInThePreview()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");
        Log.Add("orders", new Portal.Events.Entries.Entry { Id = "1", Content = new("application/json", """{"total":12.5,"country":"NL"}""") });
        GoTo("kpis/new?feed=orders");
        Render<MudBlazor.MudPopoverProvider>();
        var page = Render<KpiEditPage>();

        await page.Find("button[aria-label='Measure: /total']").ClickAsync(new());
        await page.Find("button[aria-label='Break down: /country']").ClickAsync(new());

        page.WaitForAssertion(() => Assert.StartsWith("12.5", page.Find("[data-preview]").TextContent.Trim(), StringComparison.Ordinal));
        Assert.Contains("NL", page.Find(".groups").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<KpiPage> Open(string id) => Render<KpiPage>(parameters => parameters.Add(page => page.Id, id));

    private void Stop(Kpi kpi, string why)
    {
        var row = Projections.Rows.Find(one => one.Name == kpi.Projection)!;
        Projections.Rows.Remove(row);
        Projections.Rows.Add(row with { Failure = why });
    }
}
