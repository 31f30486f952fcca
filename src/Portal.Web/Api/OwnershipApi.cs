using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Ownership;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>When a feed is to be confirmed, and whether it was.</summary>
internal sealed record AttestationItem(string Feed, string Title, string Owner, AttestationState State, DateTimeOffset Due, DateTimeOffset? Attested, string? AttestedBy)
{
    public static AttestationItem Of(Attestation one) =>
        new(one.Feed.Id.Value, one.Feed.Title, one.Feed.Owner, one.State, one.Due, one.Feed.Attested, one.Feed.AttestedBy);
}

/// <summary>A feed that nobody looks after.</summary>
internal sealed record OrphanItem(string Feed, string Title, string Owner);

/// <summary>For which team a feed is claimed, and why.</summary>
internal sealed record ClaimBody(string? Team, string? Justification);

/// <summary>Who looks after which feed.</summary>
internal static class OwnershipApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var ownership = api.MapGroup("/ownership").WithTags("Ownership");
        ownership.MapGet("/due", DueAsync).WithName("ListDueAttestations").WithSummary("The feeds that the caller's teams are to confirm; all of them for operators.");
        ownership.MapGet("/orphans", OrphansAsync).WithName("ListOrphans").WithSummary("The feeds that the caller sees and nobody looks after.");

        var feed = api.MapGroup("/feeds/{feed}").WithTags("Ownership");
        feed.MapPost("/attestation", AttestAsync).WithName("AttestFeed").WithSummary("Confirms that a feed is needed and described as it is.");
        feed.MapPost("/claim", ClaimAsync).WithName("ClaimFeed").WithSummary("Asks to look after a feed that nobody looks after; somebody else decides.");
    }

    private static async Task<Ok<Page<AttestationItem>>> DueAsync(HttpContext http, OwnershipDesk desk) =>
        TypedResults.Ok(new Page<AttestationItem>(
            [.. (await desk.DueAsync(http.User.ToActor(), cancellationToken: http.RequestAborted)).Select(AttestationItem.Of)], null));

    private static async Task<Ok<Page<OrphanItem>>> OrphansAsync(HttpContext http, OwnershipDesk desk) =>
        TypedResults.Ok(new Page<OrphanItem>(
            [.. (await desk.OrphansAsync(http.User.ToActor(), http.RequestAborted)).Select(feed => new OrphanItem(feed.Id.Value, feed.Title, feed.Owner))], null));

    private static async Task<Results<Ok<AttestationItem>, ProblemHttpResult>> AttestAsync(string feed, HttpContext http, OwnershipDesk desk)
    {
        var attested = await desk.AttestAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return attested.Succeeded ? TypedResults.Ok(AttestationItem.Of(attested.Value)) : attested.Refusal.ToProblem();
    }

    private static async Task<Results<Created<RequestItem>, ProblemHttpResult>> ClaimAsync(
        string feed, ClaimBody body, HttpContext http, FeedRegistry feeds, OwnershipDesk desk)
    {
        var actor = http.User.ToActor();
        var found = await feeds.FindAsync(FeedRoute.Read(feed), actor, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var claimed = await desk.ClaimAsync(found.Value.Id, body.Team ?? "", body.Justification ?? "", actor, http.RequestAborted);
        return claimed.Succeeded
            ? TypedResults.Created($"/api/v1/requests/{claimed.Value.Id}", RequestItem.Of(claimed.Value))
            : claimed.Refusal.ToProblem();
    }
}
