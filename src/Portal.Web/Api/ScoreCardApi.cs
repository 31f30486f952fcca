using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Shares;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Features.ScoreCards;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>How well a publisher serves its feed.</summary>
internal sealed record ScoreCardItem(DateTimeOffset? Since, int Polls, int Good, IReadOnlyList<ScoreItem> Items);

/// <summary>How long a link lasts; 30 days unless said.</summary>
internal sealed record ShareBody(int? Days);

/// <summary>A link to a score-card that is in force.</summary>
internal sealed record ShareItem(string Id, DateTimeOffset Created, string CreatedBy, DateTimeOffset Expires)
{
    public static ShareItem Of(ScoreCardShare share) => new(share.Id, share.Created, share.CreatedBy, share.Expires);
}

/// <summary>A new link, shown once.</summary>
internal sealed record IssuedShareItem(string Id, string Url, DateTimeOffset Expires);

/// <summary>The score-cards of followed feeds, and links to them for people without an account.</summary>
internal static class ScoreCardApi
{
    private const int DefaultDays = 30;

    public static void Map(RouteGroupBuilder api)
    {
        var card = api.MapGroup("/feeds/{feed}/subscription/score-card").WithTags("Subscriptions");
        card.MapGet("/", FindAsync).WithName("GetScoreCard").WithSummary("How well the publisher serves the feed, by the polls of the last one to two weeks.");
        card.MapGet("/shares", ListAsync).WithName("ListScoreCardShares").WithSummary("The links to the score-card that are in force.");
        card.MapPost("/shares", IssueAsync).WithName("ShareScoreCard").WithSummary("Makes a link to the score-card for people without an account; it is shown once.");
        card.MapDelete("/shares/{share}", RevokeAsync).WithName("RevokeScoreCardShare").WithSummary("Ends a link at once.");
    }

    private static async Task<Results<Ok<ScoreCardItem>, ProblemHttpResult>> FindAsync(string feed, HttpContext http, FeedRegistry feeds, ScoreCardReader reader)
    {
        var found = await feeds.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        return await reader.ReadAsync(found.Value, http.RequestAborted) is { } card
            ? TypedResults.Ok(new ScoreCardItem(card.Since, card.Polls, card.Good, card.Items))
            : Refusal.NotFound($"'{found.Value.Id}' is not a followed feed: it has no score-card.").ToProblem();
    }

    private static async Task<Results<Ok<Page<ShareItem>>, ProblemHttpResult>> ListAsync(string feed, HttpContext http, ScoreCardShares shares)
    {
        var list = await shares.ListAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return list.Succeeded ? TypedResults.Ok(new Page<ShareItem>([.. list.Value.Select(ShareItem.Of)], null)) : list.Refusal.ToProblem();
    }

    private static async Task<Results<Created<IssuedShareItem>, ProblemHttpResult>> IssueAsync(string feed, ShareBody body, HttpContext http, ScoreCardShares shares)
    {
        var issued = await shares.IssueAsync(FeedRoute.Read(feed), body.Days ?? DefaultDays, http.User.ToActor(), http.RequestAborted);
        if (!issued.Succeeded)
        {
            return issued.Refusal.ToProblem();
        }

        var url = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/shared/score-cards/{issued.Value.Secret}";
        return TypedResults.Created(url, new IssuedShareItem(issued.Value.Share.Id, url, issued.Value.Share.Expires));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string feed, string share, HttpContext http, ScoreCardShares shares)
    {
        var revoked = await shares.RevokeAsync(FeedRoute.Read(feed), share, http.User.ToActor(), http.RequestAborted);
        return revoked.Succeeded ? TypedResults.NoContent() : revoked.Refusal.ToProblem();
    }
}
