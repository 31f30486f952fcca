using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Access;
using Portal.Events;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A key as a caller asks for it.</summary>
internal sealed record KeyBody(
    string? Name, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Feeds, DateTimeOffset? Expires, int? EntriesPerMinute, int? EntryBytes,
    IReadOnlyList<string>? Scopes, IReadOnlyList<string>? Teams);

/// <summary>How long the secret before goes on when a key is rotated; a day when not said.</summary>
internal sealed record RotationBody(TimeSpan? Overlap);

/// <summary>A new key, with its secret: shown this once.</summary>
internal sealed record IssuedKeyItem(string Id, string Key);

/// <summary>A key in a list.</summary>
internal sealed record KeyItem(
    string Id, string Name, IReadOnlyList<string> Roles, IReadOnlyList<FeedId>? Feeds, DateTimeOffset Created, string CreatedBy, DateTimeOffset? Expires,
    int? EntriesPerMinute, int? EntryBytes, IReadOnlyList<string>? Scopes, IReadOnlyList<string>? Teams, DateTimeOffset? LastUsed, DateTimeOffset? PreviousUntil)
{
    public static KeyItem Of(ApiKey k) => new(
        k.Id, k.Name, k.Roles, k.Feeds, k.Created, k.CreatedBy, k.Expires, k.Limits?.EntriesPerMinute, k.Limits?.EntryBytes, k.Scopes, k.Teams, k.LastUsed, k.PreviousUntil);
}

/// <summary>API keys.</summary>
internal static class KeysApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys");
        keys.MapPost("/", IssueAsync).WithName("IssueKey").WithSummary("Makes an API key; its secret is in this answer only.");
        keys.MapGet("/", ListAsync).WithName("ListKeys").WithSummary("The keys in force, without their secrets.");
        keys.MapPost("/{id}/rotations", RotateAsync).WithName("RotateKey").WithSummary("Gives a key a new secret; the one before goes on for a while.");
        keys.MapDelete("/{id}", RevokeAsync).WithName("RevokeKey").WithSummary("Ends a key at once.");
    }

    private static async Task<Results<Created<IssuedKeyItem>, ProblemHttpResult>> IssueAsync(KeyBody body, HttpContext http, ApiKeys keys)
    {
        if (body.Feeds?.FirstOrDefault(f => !FeedId.TryParse(f, out _)) is { } bad)
        {
            return Problems.Invalid("feeds", $"'{bad}' is not a feed id: {FeedId.Rule}.");
        }

        var draft = new ApiKeyDraft(
            body.Name ?? "", body.Roles ?? [], body.Feeds?.Select(FeedId.Parse).ToList(), body.Expires,
            new KeyLimits(body.EntriesPerMinute, body.EntryBytes), body.Scopes, body.Teams);
        var issued = await keys.IssueAsync(draft, http.User.ToActor(), http.RequestAborted);
        return issued.Succeeded
            ? TypedResults.Created($"/api/v1/keys/{issued.Value.Key.Id}", new IssuedKeyItem(issued.Value.Key.Id, issued.Value.Secret))
            : issued.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<KeyItem>>, ProblemHttpResult>> ListAsync(HttpContext http, ApiKeys keys, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var list = await keys.ListAsync(http.User.ToActor(), http.RequestAborted);
        return list.Succeeded
            ? TypedResults.Ok(Paging.Slice<KeyItem>(
                [.. list.Value.Select(KeyItem.Of)], limit, cursor))
            : list.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<IssuedKeyItem>, ProblemHttpResult>> RotateAsync(string id, RotationBody body, HttpContext http, ApiKeys keys)
    {
        var rotated = await keys.RotateAsync(id, body.Overlap ?? TimeSpan.FromDays(1), http.User.ToActor(), http.RequestAborted);
        return rotated.Succeeded ? TypedResults.Ok(new IssuedKeyItem(id, rotated.Value.Secret)) : rotated.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, HttpContext http, ApiKeys keys)
    {
        var revoked = await keys.RevokeAsync(id, http.User.ToActor(), http.RequestAborted);
        return revoked.Succeeded ? TypedResults.NoContent() : revoked.Refusal.ToProblem();
    }
}
