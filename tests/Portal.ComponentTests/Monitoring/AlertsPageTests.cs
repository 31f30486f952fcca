using Bunit;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Alerts;
using Portal.Web.Features.Health;
using Portal.Events;
using Portal.Monitoring.Projections;

namespace Portal.ComponentTests.Monitoring;

public sealed class AlertsPageTests : MonitoringTest
{
    [Fact]
    public void Alerts_WithoutIncidents_SaysSo()
    {
        SignIn(Viewer);

        Assert.Equal("NothingYet", Render<AlertsPage>().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public void Alerts_NotReadable_SaysSo()
    {
        SignIn(Viewer);
        Incidents.Failure = new IOException("gone");

        Assert.Contains("The incidents could not be read", Render<AlertsPage>().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_AboutFeedsOfOthers_AreNotShown()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Incidents.Open(1, "Seen", "orders");
        Incidents.Open(2, "Not seen", "secret");

        Assert.Equal(["Seen"], Render<AlertsPage>().FindAll("tbody .rowlink").Select(link => link.TextContent));
    }

    [Fact]
    public async Task Acknowledge_AnOpenIncident_TakesItUp()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        var incident = Incidents.Open(1, "Orders are silent", "orders");
        GoTo("alerts?incident=1");
        var page = Render<AlertsPage>();

        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Acknowledge").ClickAsync(new());

        Assert.Equal((IncidentState.Acknowledged, Viewer.Name), (incident.State, incident.Assignee));
        page.WaitForAssertion(() => Assert.Contains("acknowledged", page.Find("section[aria-label=Incident]").TextContent, StringComparison.Ordinal));
        Assert.Equal("catalogue/orders?tab=entries&entry=7", page.Find(".lines a").GetAttribute("href"));
    }

    [Fact]
    public async Task Resolve_AnIncident_LeavesNothingToLookAt()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        var incident = Incidents.Open(1, "Orders are silent", "orders");
        GoTo("alerts?incident=1");
        var page = Render<AlertsPage>();

        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Resolve").ClickAsync(new());

        Assert.Equal(IncidentState.Resolved, incident.State);
        page.WaitForAssertion(() => Assert.Contains("nothing to look at", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_OnAKpiThatIsGone_SayThatTheyDoNotLook()
    {
        SignIn(Operator);
        Rules.Rules.Add(Rule(new RuleDefinition { Kind = RuleKind.Threshold, Kpi = "gone", Limit = 1 }));
        GoTo("alerts?tab=rules");

        var row = Render<AlertsPage>().Find("tbody tr");

        Assert.Contains("Does not look: There is no KPI 'gone'.", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_WithoutWhatItNeeds_MarksTheFieldsAndIsNotSaved()
    {
        SignIn(Operator);
        Render<MudBlazor.MudPopoverProvider>();
        var page = Render<RuleEditPage>();

        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Save").ClickAsync(new());

        Assert.Contains("Say which KPI it looks at.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("definition.", page.Find(".error").TextContent, StringComparison.Ordinal);
        Assert.Empty(Rules.Rules);
    }

    [Fact]
    public void Rule_OfSomebodyElse_SaysWhoChangesIt()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Rules.Rules.Add(Rule(new RuleDefinition { Kind = RuleKind.Silence, Feeds = [FeedId.Parse("orders")], Within = TimeSpan.FromHours(1) }));
        Render<MudBlazor.MudPopoverProvider>();

        var page = Render<RuleEditPage>(parameters => parameters.Add(one => one.Id, "rule"));

        Assert.Contains("Who made this rule changes it", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("fieldset").HasAttribute("disabled"));
        Assert.Equal("Orders, gone", Portal.Web.Shared.FeedParts.FeedTitles.Of(Feeds.Feeds.Values, ["orders", "gone"]));
    }

    [Fact]
    public async Task BackTest_OfARule_ShowsWhenItWouldHaveFired()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");
        Rules.Rules.Add(Rule(new RuleDefinition
        {
            Kind = RuleKind.Duplicates,
            Feeds = [FeedId.Parse("orders")],
            Key = Portal.Monitoring.Fields.EntryField.Json("/n"),
            Within = TimeSpan.FromHours(1),
        }));
        Clock.SetUtcNow(Now);
        Render<MudBlazor.MudPopoverProvider>();
        var page = Render<RuleEditPage>(parameters => parameters.Add(one => one.Id, "rule"));

        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Try on the last 30 days").ClickAsync(new());

        page.WaitForAssertion(() => Assert.StartsWith("0", page.Find("[data-backtest]").TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_AStoppedProjection_CanBeRestarted()
    {
        SignIn(Operator);
        Projections.Rows.Add(new ProjectionRow("kpi:1:1", new EventPosition(3), new EventPosition(9), true, null, "InvalidOperationException: Not this one.", Now));
        var page = Render<HealthPage>();

        await page.Find("button[aria-label='Restart kpi:1:1']").ClickAsync(new());

        Assert.Equal(["kpi:1:1"], Projections.Restarted);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("button[aria-label='Restart kpi:1:1']")));
    }

    private static AlertRule Rule(RuleDefinition definition) => new()
    {
        Number = 1,
        Id = "rule",
        Title = "A rule",
        Definition = definition,
        CreatedBy = Operator.Id,
        CreatedByName = Operator.Name,
        Created = Now,
        Changed = Now,
    };
}
