using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Features.Feeds.Following;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>What back-filling came to, and the gap as it is now.</summary>
internal sealed record BackfillItem(BackfillOutcome Outcome, int NewEntries, string Detail, GapItem? Gap);

/// <summary>Why a gap is accepted.</summary>
internal sealed record AcceptBody(string? Reason);

/// <summary>The gaps of followed feeds.</summary>
internal static class GapsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var gap = api.MapGroup("/feeds/{feed}/subscription/gaps/{gap}").WithTags("Subscriptions");
        gap.MapPost("/backfill", BackfillAsync).WithName("BackfillGap")
            .WithSummary("Reads older pages and stores what is missing, a bounded part at a time: repeat it while the outcome is \"more\".");
        gap.MapPost("/accept", AcceptAsync).WithName("AcceptGap").WithSummary("Has the entries stay missing, with the reason why.");
    }

    private static async Task<Results<Ok<BackfillItem>, ProblemHttpResult>> BackfillAsync(
        string feed, string gap, HttpContext http, GapDesk desk, ISubscriptions subscriptions)
    {
        var id = FeedRoute.Read(feed);
        var filled = await desk.BackfillAsync(id, gap, http.User.ToActor(), http.RequestAborted);
        if (!filled.Succeeded)
        {
            return filled.Refusal.ToProblem();
        }

        var now = (await subscriptions.StatusAsync(id, http.RequestAborted))?.Continuity.Gaps.FirstOrDefault(known => known.Id == gap);
        return TypedResults.Ok(new BackfillItem(
            filled.Value.Outcome, filled.Value.NewEntries, filled.Value.Detail, now is null ? null : GapItem.Of(now)));
    }

    private static async Task<Results<Ok<GapItem>, ProblemHttpResult>> AcceptAsync(
        string feed, string gap, AcceptBody body, HttpContext http, GapDesk desk)
    {
        var accepted = await desk.AcceptAsync(FeedRoute.Read(feed), gap, body.Reason, http.User.ToActor(), http.RequestAborted);
        return accepted.Succeeded ? TypedResults.Ok(GapItem.Of(accepted.Value)) : accepted.Refusal.ToProblem();
    }
}
