using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>To whom a feed is to be opened.</summary>
internal sealed record GrantBody(GranteeKind? Kind, string? Grantee, DateTimeOffset? Until);

/// <summary>To whom a restricted feed is open, besides its owning team.</summary>
internal static class GrantsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var grants = api.MapGroup("/feeds/{feed}/grants").WithTags("Access");
        grants.MapGet("/", ListAsync).WithName("ListGrants").WithSummary("To whom a restricted feed is open besides its owning team.");
        grants.MapPost("/", GrantAsync).WithName("GrantAccess").WithSummary("Opens a feed to a team, a person or a key.");
        grants.MapDelete("/{kind}/{grantee}", RevokeAsync).WithName("RevokeAccess").WithSummary("Takes a grant back.");
    }

    private static async Task<Results<Ok<Page<FeedGrant>>, ProblemHttpResult>> ListAsync(string feed, HttpContext http, FeedGrants grants)
    {
        var listed = await grants.ListAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return listed.Succeeded ? TypedResults.Ok(new Page<FeedGrant>(listed.Value, null)) : listed.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<FeedGrant>>, ProblemHttpResult>> GrantAsync(string feed, GrantBody body, HttpContext http, FeedGrants grants)
    {
        if (body.Kind is not { } kind)
        {
            return Problems.Invalid("kind", "This is required: team, person or key.");
        }

        var granted = await grants.GrantAsync(FeedRoute.Read(feed), kind, body.Grantee ?? "", body.Until, http.User.ToActor(), http.RequestAborted);
        return granted.Succeeded ? TypedResults.Ok(new Page<FeedGrant>(granted.Value.Grants ?? [], null)) : granted.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string feed, string kind, string grantee, HttpContext http, FeedGrants grants)
    {
        // A kind that there is none of is one that the feed is not open to.
        if (!Enum.TryParse<GranteeKind>(kind, ignoreCase: true, out var whom))
        {
            var listed = await grants.ListAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
            return (listed.Refusal ?? Refusal.NotFound($"'{feed}' is not open to '{grantee}'.")).ToProblem();
        }

        var revoked = await grants.RevokeAsync(FeedRoute.Read(feed), whom, grantee, http.User.ToActor(), http.RequestAborted);
        return revoked.Succeeded ? TypedResults.NoContent() : revoked.Refusal.ToProblem();
    }
}
