using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Events;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Alerts;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>What is posted to make or change an alert rule, or to back-test one.</summary>
internal sealed record RuleBody(
    string? Id, string? Title, RuleDefinition? Definition, Severity? Severity, string? Owner, string? Runbook, bool? Enabled)
{
    public RuleDraft ToDraft() => new()
    {
        Id = Id,
        Title = Title ?? "",
        Definition = RuleDraft.Clean(Definition),
        Severity = Severity ?? Monitoring.Rules.Severity.Warning,
        Owner = Owner ?? "",
        Runbook = Runbook ?? "",
        Enabled = Enabled ?? true,
    };
}

/// <summary>An alert rule: whether it looks by now, and why it does not if something is wrong with it.</summary>
internal sealed record RuleItem(
    string Id,
    string Title,
    RuleDefinition Definition,
    Severity Severity,
    string Owner,
    string Runbook,
    bool Enabled,
    bool Looks,
    string? Problem,
    int Version,
    string CreatedBy,
    DateTimeOffset Created,
    DateTimeOffset Changed)
{
    public static RuleItem Of(AlertRule rule, IReadOnlySet<int> looking, IReadOnlyDictionary<int, string> problems) => new(
        rule.Id, rule.Title, rule.Definition, rule.Severity, rule.Owner, rule.Runbook, rule.Enabled, looking.Contains(rule.Number), problems.GetValueOrDefault(rule.Number),
        rule.Version, rule.CreatedByName, rule.Created, rule.Changed);
}

/// <summary>When a rule would have fired; each alarm with the entry that shows it.</summary>
internal sealed record BackTestItem(
    DateTimeOffset From, DateTimeOffset To, int Entries, bool IsCut, int Incidents, int Alarms, IReadOnlyList<BackTestAlarm> Fired)
{
    public static BackTestItem Of(BackTestResult result) => new(
        result.From, result.To, result.Entries, result.IsCut, result.Count, result.Alarms,
        [.. result.Fired.Select(signal => new BackTestAlarm(signal.At, signal.Text, signal.Feed, signal.Position?.Value))]);
}

/// <summary>One alarm of a back-test.</summary>
internal sealed record BackTestAlarm(DateTimeOffset At, string Text, FeedId? Feed, long? Position);

/// <summary>Alert rules.</summary>
internal static class RulesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var rules = api.MapGroup("/alert-rules").WithTags("Alerts");
        rules.MapPost("", CreateAsync).WithName("CreateAlertRule").WithSummary("Makes an alert rule; it raises for what happens from now on.");
        rules.MapGet("", ListAsync).WithName("ListAlertRules").WithSummary("The alert rules over feeds that the caller may see, by title.");
        rules.MapPost("/back-test", BackTestAsync).WithName("BackTestAlertRule")
            .WithSummary("When a rule would have fired in the last 30 days, by the same evaluators as live; nothing is kept.");
        rules.MapGet("/{id}", FindAsync).WithName("ReadAlertRule").WithSummary("One alert rule, and why it does not look if it does not.");
        rules.MapPut("/{id}", ChangeAsync).WithName("ChangeAlertRule").WithSummary("Changes an alert rule; it begins anew.");
        rules.MapDelete("/{id}", RemoveAsync).WithName("RemoveAlertRule").WithSummary("Removes an alert rule; its incidents stay.");
    }

    private static async Task<Results<Created<RuleItem>, ProblemHttpResult>> CreateAsync(RuleBody body, HttpContext http, RuleDesk desk)
    {
        var made = await desk.CreateAsync(body.ToDraft(), http.User.ToActor(), cancellationToken: http.RequestAborted);
        return made.Succeeded
            ? TypedResults.Created($"/api/v1/alert-rules/{made.Value.Id}", await ItemAsync(made.Value, http, desk))
            : made.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<RuleItem>>, ProblemHttpResult>> ListAsync(HttpContext http, RuleDesk desk, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var page = Paging.Slice(await desk.ListAsync(http.User.ToActor(), http.RequestAborted), limit, cursor);
        var looking = await desk.LookingAsync(page.Items, http.RequestAborted);
        var problems = await desk.ProblemsAsync(page.Items, http.RequestAborted);
        return TypedResults.Ok(new Page<RuleItem>([.. page.Items.Select(rule => RuleItem.Of(rule, looking, problems))], page.Next));
    }

    private static async Task<Results<Ok<BackTestItem>, ProblemHttpResult>> BackTestAsync(RuleBody body, HttpContext http, RuleDesk desk)
    {
        var tested = await desk.BackTestAsync(body.ToDraft(), http.User.ToActor(), cancellationToken: http.RequestAborted);
        return tested.Succeeded ? TypedResults.Ok(BackTestItem.Of(tested.Value)) : tested.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<RuleItem>, ProblemHttpResult>> FindAsync(string id, HttpContext http, RuleDesk desk)
    {
        var found = await desk.FindAsync(id, http.User.ToActor(), http.RequestAborted);
        return found.Succeeded ? TypedResults.Ok(await ItemAsync(found.Value, http, desk)) : found.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<RuleItem>, ProblemHttpResult>> ChangeAsync(string id, RuleBody body, HttpContext http, RuleDesk desk)
    {
        var changed = await desk.ChangeAsync(id, body.ToDraft() with { Id = null }, http.User.ToActor(), http.RequestAborted);
        return changed.Succeeded ? TypedResults.Ok(await ItemAsync(changed.Value, http, desk)) : changed.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, HttpContext http, RuleDesk desk)
    {
        var removed = await desk.RemoveAsync(id, http.User.ToActor(), http.RequestAborted);
        return removed.Succeeded ? TypedResults.NoContent() : removed.Refusal.ToProblem();
    }

    private static async Task<RuleItem> ItemAsync(AlertRule rule, HttpContext http, RuleDesk desk) =>
        RuleItem.Of(rule, await desk.LookingAsync([rule], http.RequestAborted), await desk.ProblemsAsync([rule], http.RequestAborted));
}
