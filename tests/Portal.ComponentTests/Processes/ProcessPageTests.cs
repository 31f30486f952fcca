using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.ComponentTests.Monitoring;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Processes;
using Portal.Web.Features.Kpis;
using Portal.Web.Features.Processes;

namespace Portal.ComponentTests.Processes;

public sealed class ProcessPageTests : MonitoringTest
{
    public ProcessPageTests()
    {
        Feeds.Add("orders", "Orders");
        Feeds.Add("shipments", "Shipments");
    }

    [Fact]
    public void List_WithoutAny_SaysWhatOneIs()
    {
        SignIn(Viewer);

        var empty = Render<ProcessesPage>().Find(".empty");

        Assert.Equal(("NothingYet", "processes/new"), (empty.GetAttribute("data-empty"), empty.QuerySelector("a")?.GetAttribute("href")));
    }

    [Fact]
    public void Page_ShowsHowFarTheyGetAndWhatIsStuck()
    {
        SignIn(Viewer);
        Processes.Add(Now);
        Processes.Mark("A", 0, Now.AddMinutes(-30)).Mark("A", 1, Now.AddMinutes(-20)).Mark("B", 0, Now.AddMinutes(-25)).Mark("C", 0, Now.AddMinutes(-1));

        var page = Open();

        Assert.Equal(["3", "1", "1"], page.FindAll(".kpi .fig").Select(figure => figure.TextContent.Trim()));
        Assert.Equal(["Placed", "Sent"], page.FindAll("tbody th").Select(step => step.FirstChild!.TextContent.Trim()));
        Assert.Equal(["B"], page.FindAll("a.rowlink.mono").Select(key => key.TextContent));
    }

    [Fact]
    public void Page_OfAKey_ShowsItsCourseWithItsEntries()
    {
        SignIn(Viewer);
        Processes.Add(Now);
        Processes.Mark("A", 0, Now.AddMinutes(-30));

        var page = Open("?key=A");

        var steps = page.FindAll("ol.list li");
        Assert.Equal("catalogue/orders?tab=entries&entry=7", steps[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("not yet", steps[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OverAFeedThatTheReaderMayNotSee_IsNotThere()
    {
        SignIn(Viewer);
        Processes.Add(Now);
        Feeds.Feeds[FeedId.Parse("shipments")].Visibility = Portal.Catalogue.Feeds.FeedVisibility.Restricted;

        Assert.Equal("NoMatch", Open().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public async Task Desk_OfAKeyThatCameToBePrivate_ShowsTheProcessToOperatorsAlone()
    {
        Processes.Add(Now);
        Assert.True((await Services.GetRequiredService<ProcessDesk>().FindAsync("p", Viewer)).Succeeded);
        InForce.All =
        [
            new Portal.Ingestion.Intake.CurrentContract(Guid.NewGuid(), "1.0.0", null, new Portal.Contracts.ContractSource("json-schema", """
                {"type":"object","properties":{"number":{"type":"string","x-portal-private":true}}}
                """, [], []), Rejects: false),
        ];

        var desk = Services.GetRequiredService<ProcessDesk>();
        Assert.False((await desk.FindAsync("p", Viewer)).Succeeded);
        Assert.True((await desk.FindAsync("p", Operator)).Succeeded);
    }

    [Fact]
    public void Edit_ByAReader_IsNotOffered()
    {
        SignIn(Viewer);
        Processes.Add(Now);

        Assert.Equal("NoPermission", Render<ProcessEditPage>(parameters => parameters.Add(page => page.Id, "p")).Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public async Task New_WithoutFeeds_SaysWhatIsMissingAtEachStep()
    {
        SignIn(Developer);
        var page = Render<ProcessEditPage>();

        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Save").ClickAsync(new());

        Assert.Equal(2, page.FindAll("p.wrong").Count);
        Assert.Empty(Processes.All);
    }

    [Fact]
    public async Task Desk_OverAFeedThatIsHidden_MakesNone()
    {
        Feeds.Feeds[FeedId.Parse("shipments")].Visibility = Portal.Catalogue.Feeds.FeedVisibility.Restricted;

        var made = await Services.GetRequiredService<ProcessDesk>().CreateAsync(new ProcessDraft("P", "", FakeProcesses.Definition), Viewer);

        Assert.Equal(["There is no feed 'shipments'."], made.Refusal!.Errors["steps[1]"]);
    }

    private IRenderedComponent<ProcessPage> Open(string query = "")
    {
        GoTo($"processes/p{query}");
        return Render<ProcessPage>(parameters => parameters.Add(page => page.Id, "p"));
    }
}
