using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Web.Features.Alerts;

namespace Portal.ComponentTests.Monitoring;

/// <summary>What people do with an incident: it is noted, and taken down.</summary>
public sealed class IncidentDeskTests : MonitoringTest
{
    private IncidentDesk Incident => Services.GetRequiredService<IncidentDesk>();

    public IncidentDeskTests()
    {
        Feeds.Add("orders", "Orders");
        Incidents.Open(1, "No orders come in", "orders");
    }

    [Fact]
    public async Task Comment_Assign_Snooze_AreNotedInTheirOrderAndTakenDown()
    {
        await Incident.CommentAsync(1, Developer, " Looking at it. ");
        await Incident.AssignAsync(1, Developer, "Theo");
        await Incident.SnoozeAsync(1, Developer, TimeSpan.FromHours(1));

        var incident = Incidents.Incidents[0];
        Assert.Equal(
            ["commented Looking at it.", "assigned Theo", $"snoozed until {Portal.Web.Shared.Figures.Figure.Exact(Now.AddHours(1))}"],
            incident.History.TakeLast(3).Select(step => $"{step.What} {step.Text}"));
        Assert.Equal(("Theo", Now.AddHours(1), 4), (incident.Assignee, incident.SnoozedUntil, incident.Version));
        Assert.Equal(
            ["monitoring.incident.commented", "monitoring.incident.assigned", "monitoring.incident.snoozed"], Audit.Events.Select(one => one.Action));
    }

    [Fact]
    public async Task Assign_Nobody_LeavesItToNobody()
    {
        await Incident.AssignAsync(1, Developer, "Theo");
        await Incident.AssignAsync(1, Developer, " ");

        Assert.Null(Incidents.Incidents[0].Assignee);
    }

    [Fact]
    public async Task Comment_ThatSaysNothing_IsRefusedAndNotNoted()
    {
        var before = Incidents.Incidents[0].History.Count;

        var refused = await Incident.CommentAsync(1, Developer, "  ");

        Assert.Equal((RefusalKind.Conflict, before, 1), (refused.Refusal!.Kind, Incidents.Incidents[0].History.Count, Incidents.Incidents[0].Version));
    }

    [Fact]
    public async Task Comment_ThatIsTooLong_IsRefused() =>
        Assert.Equal(RefusalKind.Invalid, (await Incident.CommentAsync(1, Developer, new string('x', IncidentDesk.MaxComment + 1))).Refusal!.Kind);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(24 * 400)]
    public async Task Snooze_ForNoTimeOrTooLong_IsRefused(int hours)
    {
        Assert.Equal(RefusalKind.Conflict, (await Incident.SnoozeAsync(1, Developer, TimeSpan.FromHours(hours))).Refusal!.Kind);
        Assert.Null(Incidents.Incidents[0].SnoozedUntil);
    }

    [Fact]
    public async Task Anything_OnAnIncidentOfAFeedThatTheActorMayNotSee_IsNotFound()
    {
        Feeds.Feeds[FeedId.Parse("orders")].Visibility = FeedVisibility.Restricted;

        Assert.Equal(RefusalKind.NotFound, (await Incident.CommentAsync(1, Viewer, "Hello")).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Incident.AssignAsync(1, Viewer, "Me")).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Incident.SnoozeAsync(1, Viewer, TimeSpan.FromHours(1))).Refusal!.Kind);
    }
}
