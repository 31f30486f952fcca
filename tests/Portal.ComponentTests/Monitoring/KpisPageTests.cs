using Bunit;
using Portal.Monitoring.Kpis;
using Portal.Web.Features.Kpis;

namespace Portal.ComponentTests.Monitoring;

public sealed class KpisPageTests : MonitoringTest
{
    [Fact]
    public void Kpis_WithoutOne_SaysSoAndLeadsOn()
    {
        SignIn(Viewer);

        var empty = Render<KpisPage>().Find(".empty");

        Assert.Equal(("NothingYet", "kpis/new"), (empty.GetAttribute("data-empty"), empty.QuerySelector("a")?.GetAttribute("href")));
    }

    [Fact]
    public void Kpis_WithGoals_ShowTheirFigureAndWhatItMeans()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Count("good", "A good one", "orders", 7, new KpiGoal(5, 1));
        Count("bad", "A bad one", "orders", 1, new KpiGoal(5, 1));

        var tiles = Render<KpisPage>().FindAll(".tile.kpi");

        Assert.Equal(["A bad one: 1orders, bad", "A good one: 7orders, on target"], tiles.Select(tile =>
            $"{tile.QuerySelector("h2")!.TextContent.Trim()}: {tile.QuerySelector(".fig")!.TextContent.Trim()}, {tile.QuerySelector(".pair")!.TextContent.Trim()}"));
    }

    [Fact]
    public void Kpis_StateInTheAddress_ShowsThoseAlone()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Count("good", "A good one", "orders", 7, new KpiGoal(5, 1));
        Count("none", "One without a target", "orders", 7);
        GoTo("kpis?state=good");

        Assert.Equal(["A good one"], Render<KpisPage>().FindAll(".tile.kpi h2").Select(title => title.TextContent.Trim()));
    }

    [Fact]
    public void Kpis_NoneMatches_SaysSoAndLeadsBack()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Count("good", "A good one", "orders", 7);
        GoTo("kpis?q=zebra");

        Assert.Equal("NoMatch", Render<KpisPage>().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public void Kpis_NotReadable_SaysSo()
    {
        SignIn(Viewer);
        Kpis.Failure = new IOException("gone");

        Assert.Contains("The KPIs could not be read", Render<KpisPage>().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Kpis_BeforeTheyAreRead_SayThatTheyLoad()
    {
        SignIn(Viewer);
        Kpis.Ready = new TaskCompletionSource().Task;

        Assert.Contains("Loading the KPIs", Render<KpisPage>().Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Kpis_OverAFeedThatIsNotThere_AreNotShownToOthers()
    {
        SignIn(Viewer);
        Count("hidden", "Hidden", "gone", 1);

        Assert.Equal("NothingYet", Render<KpisPage>().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public void Kpis_FigureMoved_IsReadAgain()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        var kpi = Count("good", "A good one", "orders", 7);
        var page = Render<KpisPage>();

        // What comes in is added to what was there.
        Kpis.Kpis.Remove(kpi);
        Count("good", "A good one", "orders", 9);

        Projections.Watchers[0]();

        page.WaitForAssertion(() => Assert.StartsWith("16", page.Find(".fig").TextContent.Trim(), StringComparison.Ordinal));
    }
}
