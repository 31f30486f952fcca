using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Feeds;
using Portal.Events.Log;
using Portal.Web.Operations;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>What limits keep of a feed and what they remove.</summary>
/// <param name="Limits">The limits; null when everything is kept.</param>
/// <param name="WouldRemove">How many revisions they remove at the next purge.</param>
/// <param name="NewestRemoved">When the newest of them came in.</param>
/// <param name="Kept">How many revisions stay.</param>
/// <param name="PurgeEvery">How often what is over the limits is removed.</param>
internal sealed record RetentionItem(
    RetentionLimits? Limits, long WouldRemove, DateTimeOffset? NewestRemoved, long Kept, TimeSpan PurgeEvery);

/// <summary>How much of a feed's history is kept.</summary>
internal static class RetentionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var retention = api.MapGroup("/feeds/{feed}/retention").WithTags("Feeds");
        retention.MapGet("/", (string feed, HttpContext http, FeedRegistry feeds, IEventArchive archive) => EstimateAsync(feed, null, http, feeds, archive))
            .WithName("GetRetention").WithSummary("How much of a feed is kept, and what the next purge removes.");
        retention.MapPost("/preview", (string feed, RetentionBody body, HttpContext http, FeedRegistry feeds, IEventArchive archive) =>
            EstimateAsync(feed, body, http, feeds, archive)).WithMetadata(new ReadingAttribute()).WithName("PreviewRetention").WithSummary("What other limits would remove; nothing is changed.");
    }

    private static async Task<Results<Ok<RetentionItem>, ProblemHttpResult>> EstimateAsync(
        string feed, RetentionBody? body, HttpContext http, FeedRegistry feeds, IEventArchive archive)
    {
        var found = await feeds.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var limits = body?.ToLimits() ?? found.Value.Retention;
        if (limits is not null && FeedChange.CheckRetention(limits) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var estimate = await archive.EstimateAsync(found.Value.Id, limits ?? new RetentionLimits(null, null, null), http.RequestAborted);
        return TypedResults.Ok(new RetentionItem(limits, estimate.Entries, estimate.Newest, estimate.Kept, RetentionSweep.Every));
    }
}
