using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A poll, or a run of polls that found nothing and ended alike.</summary>
/// <param name="First">When the first began.</param>
/// <param name="Last">When the last began.</param>
/// <param name="Polls">How many there were.</param>
/// <param name="Outcome">How they ended.</param>
/// <param name="Problem">What was in the way; null when nothing was.</param>
/// <param name="HttpStatus">The status of the answer; null when there was none.</param>
/// <param name="NewEntries">How many entries were new.</param>
/// <param name="Bytes">The bytes of all documents, decompressed.</param>
/// <param name="Duration">How long a poll took, the mean of them.</param>
/// <param name="Slowest">How long the slowest took.</param>
/// <param name="Detail">What happened, for people.</param>
internal sealed record PollRunItem(
    DateTimeOffset First,
    DateTimeOffset Last,
    int Polls,
    PollOutcome Outcome,
    string? Problem,
    int? HttpStatus,
    int NewEntries,
    long Bytes,
    TimeSpan Duration,
    TimeSpan Slowest,
    string? Detail)
{
    public static PollRunItem Of(PollRun run) => new(
        run.First,
        run.Last,
        run.Polls,
        run.Outcome,
        run.Problem == PollProblem.None ? null : char.ToLowerInvariant(run.Problem.ToString()[0]) + run.Problem.ToString()[1..],
        run.HttpStatus,
        run.NewEntries,
        run.Bytes,
        Round(run.Took / run.Polls),
        Round(run.Slowest),
        run.Detail);

    private static TimeSpan Round(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds, 1));
}

/// <summary>The poll history of followed feeds.</summary>
internal static class PollsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/feeds/{feed}/subscription/polls", ListAsync).WithName("ListPolls").WithTags("Subscriptions")
            .WithSummary("The last polls, newest first; those that found nothing and ended alike are one item. 200 items a feed are kept.");

    private static async Task<Results<Ok<Page<PollRunItem>>, ProblemHttpResult>> ListAsync(
        string feed, HttpContext http, FeedRegistry feeds, ISubscriptions subscriptions, IPollHistory history, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var found = await feeds.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        if (await subscriptions.StatusAsync(found.Value.Id, http.RequestAborted) is not { } status)
        {
            return Refusal.NotFound($"'{found.Value.Id}' is not a followed feed: it has no subscription.").ToProblem();
        }

        var runs = PollRuns.With(await history.EndedAsync(found.Value.Id, http.RequestAborted), status.Run);
        return TypedResults.Ok(Paging.Slice<PollRunItem>([.. runs.Select(PollRunItem.Of)], limit, cursor));
    }
}
