using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Contracts.History;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>How far back recorded entries are checked.</summary>
internal sealed record CheckBody(int? Days);

/// <summary>A check of recorded entries, with what it found so far.</summary>
internal sealed record CheckItem(
    Guid Id,
    string? Version,
    string? EventType,
    Guid? Draft,
    int? Revision,
    DateTimeOffset Since,
    CheckState State,
    double Progress,
    DateTimeOffset Created,
    string CreatedBy,
    HistoryFindings Findings)
{
    public static CheckItem Of(CheckRun run, DateTimeOffset now) => new(
        run.Id, run.Version, run.EventType, run.Draft, run.Revision, run.Since, run.StateAt(now), run.Progress, run.Created, run.CreatedBy, run.Findings);
}

/// <summary>Recorded entries against a version or a draft, in the background. What was found at the intake stays as it is.</summary>
internal static class ChecksApi
{
    private const int DefaultDays = 7;

    public static void Map(RouteGroupBuilder api)
    {
        var contracts = api.MapGroup("/feeds/{feed}/contracts").WithTags("Contracts");
        contracts.MapPost("/{version}/checks", StartAsync).WithName("CheckHistory").WithSummary("Holds the recorded entries of the last days against a version, in the background.");
        contracts.MapPost("/drafts/{id:guid}/checks", StartDraftAsync).WithName("CheckHistoryOfDraft").WithSummary("Says which recorded entries of the last days a draft would break.");
        contracts.MapGet("/checks", ListAsync).WithName("ListHistoryChecks").WithSummary("The last checks, newest first.");
        contracts.MapGet("/checks/{id:guid}", FindAsync).WithName("GetHistoryCheck").WithSummary("One check, with what it found so far.");
        contracts.MapDelete("/checks/{id:guid}", CancelAsync).WithName("CancelHistoryCheck").WithSummary("Ends a check; what it found stays.");
    }

    private static async Task<Results<Accepted<CheckItem>, ProblemHttpResult>> StartAsync(
        string feed, string version, string? eventType, CheckBody body, HttpContext http, HistoryChecks checks, TimeProvider time) =>
        Begun(feed, await checks.StartAsync(FeedRoute.Read(feed), version, eventType, body.Days ?? DefaultDays, http.User.ToActor(), http.RequestAborted), time);

    private static async Task<Results<Accepted<CheckItem>, ProblemHttpResult>> StartDraftAsync(
        string feed, Guid id, CheckBody body, HttpContext http, HistoryChecks checks, TimeProvider time) =>
        Begun(feed, await checks.StartAsync(FeedRoute.Read(feed), id, body.Days ?? DefaultDays, http.User.ToActor(), http.RequestAborted), time);

    private static async Task<Results<Ok<Page<CheckItem>>, ProblemHttpResult>> ListAsync(
        string feed, HttpContext http, HistoryChecks checks, TimeProvider time, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var all = await checks.ListAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return all.Succeeded
            ? TypedResults.Ok(Paging.Slice<CheckItem>([.. all.Value.Select(run => CheckItem.Of(run, time.GetUtcNow()))], limit, cursor))
            : all.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<CheckItem>, ProblemHttpResult>> FindAsync(
        string feed, Guid id, HttpContext http, HistoryChecks checks, TimeProvider time) =>
        Answer(await checks.FindAsync(FeedRoute.Read(feed), id, http.User.ToActor(), http.RequestAborted), time);

    private static async Task<Results<Ok<CheckItem>, ProblemHttpResult>> CancelAsync(
        string feed, Guid id, HttpContext http, HistoryChecks checks, TimeProvider time) =>
        Answer(await checks.CancelAsync(FeedRoute.Read(feed), id, http.User.ToActor(), http.RequestAborted), time);

    private static Results<Accepted<CheckItem>, ProblemHttpResult> Begun(string feed, Outcome<CheckRun> run, TimeProvider time) => run.Succeeded
        ? TypedResults.Accepted($"/api/v1/feeds/{feed}/contracts/checks/{run.Value.Id}", CheckItem.Of(run.Value, time.GetUtcNow()))
        : run.Refusal.ToProblem();

    private static Results<Ok<CheckItem>, ProblemHttpResult> Answer(Outcome<CheckRun> run, TimeProvider time) =>
        run.Succeeded ? TypedResults.Ok(CheckItem.Of(run.Value, time.GetUtcNow())) : run.Refusal.ToProblem();
}
