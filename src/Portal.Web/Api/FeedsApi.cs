using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Web.Figures;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The catalogue's feeds.</summary>
internal static class FeedsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var feeds = api.MapGroup("/feeds").WithTags("Feeds");
        feeds.MapPost("/", RegisterAsync).WithName("RegisterFeed").WithSummary("Registers a feed.");
        feeds.MapGet("/", ListAsync).WithName("ListFeeds").WithSummary("The feeds that the caller may see, with what was measured of them.");
        feeds.MapGet("/{feed}", FindAsync).WithName("GetFeed").WithSummary("One feed.");
        feeds.MapPatch("/{feed}", ChangeAsync).WithName("ChangeFeed").WithSummary("Changes a feed's description; what is not given stays.");
        feeds.MapDelete("/{feed}", RetireAsync).WithName("RetireFeed").WithSummary("Retires a feed; its history stays.");
    }

    private static async Task<Results<Created<FeedItem>, ProblemHttpResult>> RegisterAsync(
        FeedBody body, HttpContext http, FeedRegistry registry, IFeedFigures figures)
    {
        var draft = body.ToDraft();
        if (!draft.Succeeded)
        {
            return draft.Refusal.ToProblem();
        }

        var registered = await registry.RegisterAsync(draft.Value, http.User.ToActor(), http.RequestAborted);
        return registered.Succeeded
            ? TypedResults.Created($"/api/v1/feeds/{registered.Value.Id}", await ItemAsync(registered.Value, figures, http.RequestAborted))
            : registered.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<FeedItem>>, ProblemHttpResult>> ListAsync(
        HttpContext http, FeedRegistry registry, IFeedFigures figures,
        string? q, string? domain, string? owner, string? tag, LifeCycle? state, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var filter = new FeedFilter { Text = q, Domain = domain, Owner = owner, Tag = tag, State = state };
        var page = Paging.Slice(await registry.ListAsync(filter, http.User.ToActor(), http.RequestAborted), limit, cursor);
        var measured = await figures.ReadAsync([.. page.Items.Select(f => f.Id)], http.RequestAborted);
        return TypedResults.Ok(new Page<FeedItem>([.. page.Items.Select(f => FeedItem.Of(f, measured[f.Id]))], page.Next));
    }

    private static async Task<Results<Ok<FeedItem>, ProblemHttpResult>> FindAsync(
        string feed, HttpContext http, FeedRegistry registry, IFeedFigures figures)
    {
        var found = await registry.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return found.Succeeded
            ? TypedResults.Ok(await ItemAsync(found.Value, figures, http.RequestAborted))
            : found.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<FeedItem>, ProblemHttpResult>> ChangeAsync(
        string feed, FeedBody body, HttpContext http, FeedRegistry registry, IFeedFigures figures)
    {
        var actor = http.User.ToActor();
        var found = await registry.FindAsync(FeedRoute.Read(feed), actor, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var change = body.ToChange(found.Value.Channel);
        if (!change.Succeeded)
        {
            return change.Refusal.ToProblem();
        }

        var changed = await registry.ChangeAsync(found.Value.Id, change.Value, actor, http.RequestAborted);
        return changed.Succeeded
            ? TypedResults.Ok(await ItemAsync(changed.Value, figures, http.RequestAborted))
            : changed.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetireAsync(string feed, HttpContext http, FeedRegistry registry)
    {
        var retired = await registry.RetireAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return retired.Succeeded ? TypedResults.NoContent() : retired.Refusal.ToProblem();
    }

    private static async Task<FeedItem> ItemAsync(Feed feed, IFeedFigures figures, CancellationToken cancellationToken) =>
        FeedItem.Of(feed, (await figures.ReadAsync([feed.Id], cancellationToken))[feed.Id]);
}

/// <summary>Reads the feed of a route.</summary>
internal static class FeedRoute
{
    /// <summary>The id; text that cannot be one becomes the empty id, which no feed has: the answer is 404 either way.</summary>
    public static FeedId Read(string text) => FeedId.TryParse(text, out var id) ? id : default;
}
