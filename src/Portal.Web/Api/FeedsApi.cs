using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Web.Catalogue;
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
        FeedBody body, HttpContext http, FeedRegistry registry, CredentialDesk credentials, FeedItems items)
    {
        var draft = body.ToDraft(credentials);
        if (!draft.Succeeded)
        {
            return draft.Refusal.ToProblem();
        }

        var registered = await registry.RegisterAsync(draft.Value, http.User.ToActor(), http.RequestAborted);
        return registered.Succeeded
            ? TypedResults.Created($"/api/v1/feeds/{registered.Value.Id}", await items.OfAsync(registered.Value, http.User.ToActor(), http.RequestAborted))
            : registered.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<FeedItem>>, ProblemHttpResult>> ListAsync(
        HttpContext http, ICatalogueReader catalogue, FeedItems items,
        string? q, string? domain, string? subdomain, string? owner, string? tag, LifeCycle? state, Classification? classification,
        string? channel, string? language, string? eventType, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var actor = http.User.ToActor();
        var choice = new FacetChoice(name => name switch
        {
            "domain" => domain,
            "subdomain" => subdomain,
            "owner" => owner,
            "tag" => tag,
            "state" => state?.ToString(),
            "classification" => classification?.ToString(),
            "channel" => channel,
            "language" => language,
            _ => eventType,
        });
        var view = await catalogue.ReadAsync(q, choice, CatalogueOrder.Title, actor, http.RequestAborted);
        var page = Paging.Slice<Feed>([.. view.Found.Select(found => found.Facts.Feed)], limit, cursor);
        return TypedResults.Ok(new Page<FeedItem>(await items.OfAsync(page.Items, actor, http.RequestAborted), page.Next));
    }

    private static async Task<Results<Ok<FeedItem>, ProblemHttpResult>> FindAsync(
        string feed, HttpContext http, FeedRegistry registry, FeedItems items)
    {
        var found = await registry.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return found.Succeeded
            ? TypedResults.Ok(await items.OfAsync(found.Value, http.User.ToActor(), http.RequestAborted))
            : found.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<FeedItem>, ProblemHttpResult>> ChangeAsync(
        string feed, FeedBody body, HttpContext http, FeedRegistry registry, CredentialDesk credentials, FeedItems items)
    {
        var actor = http.User.ToActor();
        var found = await registry.FindAsync(FeedRoute.Read(feed), actor, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var change = body.ToChange(found.Value.Channel, credentials);
        if (!change.Succeeded)
        {
            return change.Refusal.ToProblem();
        }

        var changed = await registry.ChangeAsync(found.Value.Id, change.Value, actor, http.RequestAborted);
        return changed.Succeeded
            ? TypedResults.Ok(await items.OfAsync(changed.Value, actor, http.RequestAborted))
            : changed.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetireAsync(string feed, HttpContext http, FeedRegistry registry)
    {
        var retired = await registry.RetireAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return retired.Succeeded ? TypedResults.NoContent() : retired.Refusal.ToProblem();
    }
}

/// <summary>Reads the feed of a route.</summary>
internal static class FeedRoute
{
    /// <summary>The id; text that cannot be one becomes the empty id, which no feed has: the answer is 404 either way.</summary>
    public static FeedId Read(string text) => FeedId.TryParse(text, out var id) ? id : default;
}
