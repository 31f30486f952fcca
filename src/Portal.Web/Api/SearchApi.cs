using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Web.Frame;
using Portal.Web.Search;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Something that was found. <c>href</c> is relative to the portal's base.</summary>
internal sealed record FoundItem(string Kind, string Title, string? Detail, string Href, string? Feed, string? Because, string? Mark);

/// <summary>Finds what is in the catalogue.</summary>
internal static class SearchApi
{
    private const int MaxText = 200;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/search", FindAsync).WithTags("Search").WithName("Search")
        .WithSummary("Feeds, event types, fields and values, owners, domains, tags and new entries, best first.");

    private static async Task<Results<Ok<Page<FoundItem>>, ProblemHttpResult>> FindAsync(HttpContext http, CatalogueSearch search, string? q, int? limit)
    {
        if (string.IsNullOrWhiteSpace(q) || q.Length > MaxText)
        {
            return Problems.Invalid("q", $"This is required, with at most {MaxText} characters.");
        }

        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var hits = await search.FindAsync(q.Trim(), limit ?? IPortalSearch.MaxHits, http.User.ToActor(), http.RequestAborted);
        return TypedResults.Ok(new Page<FoundItem>(
            [.. hits.Select(hit => new FoundItem(hit.Kind, hit.Title, hit.Detail, hit.Href, hit.Feed, hit.MatchedBecause, hit.Mark))], null));
    }
}
