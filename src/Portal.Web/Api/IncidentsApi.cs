using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Access;
using Portal.Catalogue;
using Portal.Events;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Alerts;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>An incident.</summary>
internal sealed record IncidentItem(
    int Id,
    string Title,
    IncidentState State,
    Severity Severity,
    string Text,
    DateTimeOffset Opened,
    DateTimeOffset LastRaised,
    int Count,
    string Owner,
    string? Assignee,
    string Runbook,
    DateTimeOffset? SnoozedUntil,
    DateTimeOffset? Resolved,
    IReadOnlyList<FeedId> Feeds,
    IReadOnlyList<IncidentAlarmItem> Alarms,
    IReadOnlyList<IncidentStepItem> History)
{
    public static IncidentItem Of(Incident incident) => new(
        incident.Number, incident.Title, incident.State, incident.Severity, incident.Text, incident.Opened, incident.LastRaised, incident.Count,
        incident.Owner, incident.Assignee, incident.Runbook, incident.SnoozedUntil, incident.Resolved, incident.Feeds,
        [.. incident.Alarms.Select(IncidentAlarmItem.Of)], [.. incident.History.Select(IncidentStepItem.Of)]);
}

/// <summary>One alarm of an incident.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What happened; private values in it are masked for those who may not see them.</param>
/// <param name="Feed">The feed of the entry that shows it.</param>
/// <param name="Position">Where that entry stands.</param>
internal sealed record IncidentAlarmItem(DateTimeOffset At, string Text, FeedId? Feed, long? Position)
{
    public static IncidentAlarmItem Of(IncidentAlarm alarm) => new(alarm.At, alarm.Text, alarm.Feed, alarm.Position);
}

/// <summary>Something that was done about an incident.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="What">What: opened, acknowledged, assigned, commented, snoozed, resolved.</param>
/// <param name="Text">In their words; empty when they gave none.</param>
internal sealed record IncidentStepItem(DateTimeOffset At, string By, string What, string Text)
{
    public static IncidentStepItem Of(IncidentStep step) => new(step.At, step.By, step.What, step.Text);
}

/// <summary>What is said with a step.</summary>
internal sealed record CommentBody(string? Comment);

/// <summary>Who looks after an incident; nobody with an empty name.</summary>
internal sealed record AssignBody(string? Assignee);

/// <summary>How long an incident is left alone.</summary>
internal sealed record SnoozeBody(TimeSpan? For);

/// <summary>Planned maintenance; without feeds of all of them.</summary>
internal sealed record MaintenanceBody(string? Title, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<FeedId>? Feeds);

/// <summary>Planned maintenance.</summary>
internal sealed record MaintenanceItem(string Id, string Title, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<FeedId> Feeds, string CreatedBy)
{
    public static MaintenanceItem Of(MaintenanceWindow window) => new(window.Id, window.Title, window.From, window.To, window.Feeds, window.CreatedBy);
}

/// <summary>Incidents and maintenance.</summary>
internal static class IncidentsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("Alerts");
        incidents.MapGet("", ListAsync).WithName("ListIncidents").WithSummary("Incidents about feeds that the caller may see, newest first; state=open, acknowledged or resolved.");
        incidents.MapGet("/{id:int}", FindAsync).WithName("ReadIncident").WithSummary("One incident, with what shows it and what was done.");
        incidents.MapPost("/{id:int}/acknowledge", AcknowledgeAsync).WithName("AcknowledgeIncident").WithSummary("The caller looks after it.");
        incidents.MapPost("/{id:int}/assign", AssignAsync).WithName("AssignIncident").WithSummary("Somebody else looks after it.");
        incidents.MapPost("/{id:int}/comments", CommentAsync).WithName("CommentIncident").WithSummary("Says something about it.");
        incidents.MapPost("/{id:int}/snooze", SnoozeAsync).WithName("SnoozeIncident").WithSummary("Leaves it alone for a while.");
        incidents.MapPost("/{id:int}/resolve", ResolveAsync).WithName("ResolveIncident").WithSummary("It is over.");
        var maintenance = api.MapGroup("/maintenance").WithTags("Alerts");
        maintenance.MapGet("", MaintenanceAsync).WithName("ListMaintenance").WithSummary("Maintenance that is not over: rules over its feeds open no incidents meanwhile.");
        maintenance.MapPost("", PlanAsync).WithName("PlanMaintenance").RequireAuthorization(nameof(Permission.ManagePortal)).WithSummary("Plans maintenance; for operators.");
        maintenance.MapDelete("/{id}", CallOffAsync).WithName("CallOffMaintenance").RequireAuthorization(nameof(Permission.ManagePortal)).WithSummary("Calls maintenance off; for operators.");
    }

    private static async Task<Results<Ok<Page<IncidentItem>>, ProblemHttpResult>> ListAsync(
        HttpContext http, IncidentDesk desk, string? state, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        IncidentState wanted = default;
        if (state is not null && !(Enum.TryParse(state, ignoreCase: true, out wanted) && Enum.IsDefined(wanted)))
        {
            return Problems.Invalid("state", $"'{state}' is not a state: use open, acknowledged or resolved.");
        }

        var all = await desk.ListAsync(new IncidentFilter { State = state is null ? null : wanted, Limit = 2000 }, http.User.ToActor(), http.RequestAborted);
        var page = Paging.Slice(all, limit, cursor);
        return TypedResults.Ok(new Page<IncidentItem>([.. page.Items.Select(IncidentItem.Of)], page.Next));
    }

    private static async Task<Results<Ok<IncidentItem>, ProblemHttpResult>> FindAsync(int id, HttpContext http, IncidentDesk desk) =>
        Answer(await desk.FindAsync(id, http.User.ToActor(), http.RequestAborted));

    private static async Task<Results<Ok<IncidentItem>, ProblemHttpResult>> AcknowledgeAsync(int id, CommentBody? body, HttpContext http, IncidentDesk desk) =>
        Answer(await desk.AcknowledgeAsync(id, http.User.ToActor(), body?.Comment ?? "", http.RequestAborted));

    private static async Task<Results<Ok<IncidentItem>, ProblemHttpResult>> AssignAsync(int id, AssignBody body, HttpContext http, IncidentDesk desk) =>
        Answer(await desk.AssignAsync(id, http.User.ToActor(), body.Assignee ?? "", http.RequestAborted));

    private static async Task<Results<Ok<IncidentItem>, ProblemHttpResult>> CommentAsync(int id, CommentBody body, HttpContext http, IncidentDesk desk) =>
        Answer(await desk.CommentAsync(id, http.User.ToActor(), body.Comment ?? "", http.RequestAborted));

    private static async Task<Results<Ok<IncidentItem>, ProblemHttpResult>> SnoozeAsync(int id, SnoozeBody body, HttpContext http, IncidentDesk desk) =>
        Answer(await desk.SnoozeAsync(id, http.User.ToActor(), body.For ?? TimeSpan.FromHours(1), http.RequestAborted));

    private static async Task<Results<Ok<IncidentItem>, ProblemHttpResult>> ResolveAsync(int id, CommentBody? body, HttpContext http, IncidentDesk desk) =>
        Answer(await desk.ResolveAsync(id, http.User.ToActor(), body?.Comment ?? "", http.RequestAborted));

    private static async Task<Ok<Page<MaintenanceItem>>> MaintenanceAsync(HttpContext http, IncidentDesk desk) =>
        TypedResults.Ok(new Page<MaintenanceItem>([.. (await desk.MaintenanceAsync(http.RequestAborted)).Select(MaintenanceItem.Of)], null));

    private static async Task<Results<Created<MaintenanceItem>, ProblemHttpResult>> PlanAsync(
        MaintenanceBody body, HttpContext http, IncidentDesk desk, TimeProvider time)
    {
        var from = body.From ?? time.GetUtcNow();
        var planned = await desk.PlanAsync(body.Title ?? "", from, body.To ?? from, body.Feeds ?? [], http.User.ToActor(), http.RequestAborted);
        return planned.Succeeded
            ? TypedResults.Created($"/api/v1/maintenance/{planned.Value.Id}", MaintenanceItem.Of(planned.Value))
            : planned.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CallOffAsync(string id, HttpContext http, IncidentDesk desk)
    {
        var off = await desk.CallOffAsync(id, http.User.ToActor(), http.RequestAborted);
        return off.Succeeded ? TypedResults.NoContent() : off.Refusal.ToProblem();
    }

    private static Results<Ok<IncidentItem>, ProblemHttpResult> Answer(Outcome<Incident> outcome) =>
        outcome.Succeeded ? TypedResults.Ok(IncidentItem.Of(outcome.Value)) : outcome.Refusal.ToProblem();
}
