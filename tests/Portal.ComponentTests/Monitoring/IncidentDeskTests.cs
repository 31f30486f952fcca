using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Notifications;
using Portal.Contracts;
using Portal.Events;
using Portal.Ingestion.Intake;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Alerts;

namespace Portal.ComponentTests.Monitoring;

/// <summary>What people do with an incident: it is noted, and taken down.</summary>
public sealed class IncidentDeskTests : MonitoringTest
{
    private IncidentDesk Work => Services.GetRequiredService<IncidentDesk>();

    public IncidentDeskTests()
    {
        Feeds.Add("orders", "Orders");
        Incidents.Open(1, "No orders come in", "orders");
    }

    [Fact]
    public async Task Comment_Assign_Snooze_AreNotedInTheirOrderAndTakenDown()
    {
        await Work.CommentAsync(1, Developer, " Looking at it. ");
        await Work.AssignAsync(1, Developer, "Theo");
        await Work.SnoozeAsync(1, Developer, TimeSpan.FromHours(1));

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
        await Work.AssignAsync(1, Developer, "Theo");
        await Work.AssignAsync(1, Developer, " ");

        Assert.Null(Incidents.Incidents[0].Assignee);
    }

    [Fact]
    public async Task Comment_ThatSaysNothing_IsRefusedAndNotNoted()
    {
        var before = Incidents.Incidents[0].History.Count;

        var refused = await Work.CommentAsync(1, Developer, "  ");

        Assert.Equal((RefusalKind.Conflict, before, 1), (refused.Refusal!.Kind, Incidents.Incidents[0].History.Count, Incidents.Incidents[0].Version));
    }

    [Fact]
    public async Task Comment_ThatIsTooLong_IsRefused() =>
        Assert.Equal(RefusalKind.Invalid, (await Work.CommentAsync(1, Developer, new string('x', IncidentDesk.MaxComment + 1))).Refusal!.Kind);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(24 * 400)]
    public async Task Snooze_ForNoTimeOrTooLong_IsRefused(int hours)
    {
        Assert.Equal(RefusalKind.Conflict, (await Work.SnoozeAsync(1, Developer, TimeSpan.FromHours(hours))).Refusal!.Kind);
        Assert.Null(Incidents.Incidents[0].SnoozedUntil);
    }

    [Fact]
    public async Task Assign_TellsWhoIsMeantOnce_AlsoAfterACrash()
    {
        Bench.People.Add(Developer, Viewer);
        Bench.Notifications.AddFailure = new InvalidOperationException();
        await Work.AssignAsync(1, Operator, "Dev Developer");
        Bench.Notifications.AddFailure = null;

        await Work.CatchUpAsync();
        await Work.CatchUpAsync();

        Assert.Equal([("dev", NotificationKind.IncidentAssigned, "You look after incident 1: No orders come in")], Bench.Notifications.Summary);
    }

    [Fact]
    public async Task Assign_ToOneself_TellsNobody()
    {
        Bench.People.Add(Developer);
        await Work.AssignAsync(1, Developer, "Dev Developer");

        Assert.Empty(Bench.Notifications.Told);
    }

    [Fact]
    public async Task Key_ThatIsPrivate_IsNamedToThoseAloneWhoMaySeeIt()
    {
        Hide("number");
        Twice(new SafeWords("number *** came in again", [EntryField.Json("/number")]));
        Bench.People.Add(Viewer);
        await Work.AssignAsync(2, Operator, "Vera Viewer");

        Assert.Equal(["number *** came in again"], Words((await Work.FindAsync(2, Viewer)).Value!));
        Assert.Equal(["number *** came in again"], Words((await Work.ListAsync(new IncidentFilter(), Viewer))[0]));
        Assert.Equal(["number *** came in again"], Words((await Work.CommentAsync(2, Developer, "Why?")).Value!));
        Assert.Equal("number *** came in again", Assert.Single(Bench.Notifications.Told).Text);
        foreach (var entitled in (Actor[])[Operator, Developer with { Teams = new HashSet<string> { "Sales team" } }, Viewer with { Roles = new HashSet<string> { PortalRoles.Viewer, PortalRoles.Private } }])
        {
            Assert.Equal(["number A-17 came in again"], Words((await Work.FindAsync(2, entitled)).Value!));
        }
    }

    [Fact]
    public async Task Key_ThatIsNotPrivate_IsNamedToAll()
    {
        Hide("mail");
        Twice(new SafeWords("number *** came in again", [EntryField.Json("/number")]));

        Assert.Equal(["number A-17 came in again"], Words((await Work.FindAsync(2, Viewer)).Value!));
    }

    [Fact]
    public async Task Alarm_OfARuleThatIsGone_WithoutSafeWords_IsWithheldWhereAnythingIsPrivate()
    {
        Hide("mail");
        Twice(null);

        Assert.Equal(["What happened is told by a private value."], Words((await Work.FindAsync(2, Viewer)).Value!));
        Assert.Equal(["number A-17 came in again"], Words((await Work.FindAsync(2, Operator)).Value!));
    }

    [Fact]
    public async Task Anything_OnAnIncidentOfAFeedThatTheActorMayNotSee_IsNotFound()
    {
        Feeds.Feeds[FeedId.Parse("orders")].Visibility = FeedVisibility.Restricted;

        Assert.Equal(RefusalKind.NotFound, (await Work.CommentAsync(1, Viewer, "Hello")).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Work.AssignAsync(1, Viewer, "Me")).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Work.SnoozeAsync(1, Viewer, TimeSpan.FromHours(1))).Refusal!.Kind);
    }

    private void Twice(SafeWords? safe)
    {
        var incident = Incidents.OpenWith(2, "Twice", "number A-17 came in again", safe, "orders");
        incident.Note(new IncidentStep(Now, "Portal", Incident.Begun, incident.Text) { Safe = safe });
    }

    // All that an incident says of what happened.
    private static IEnumerable<string> Words(Incident incident) =>
        incident.Alarms.Select(alarm => alarm.Text).Concat(incident.History.Where(step => step.What == Incident.Begun).Select(step => step.Text)).Append(incident.Text).Distinct();

    private void Hide(string field) => InForce.All =
    [
        new CurrentContract(Guid.NewGuid(), "1.0.0", null, new ContractSource("json-schema", """
            {"type":"object","properties":{"FIELD":{"type":"string","x-portal-private":true}}}
            """.Replace("FIELD", field, StringComparison.Ordinal), [], []), Rejects: false),
    ];
}
