using Portal.Events.Activity;

namespace Portal.Catalogue.Access;

/// <summary>A new key with its secret, which is not to be had again.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">The secret, to be shown once.</param>
public sealed record IssuedKey(ApiKey Key, string Secret);

/// <summary>Makes, checks and revokes API keys.</summary>
public sealed class ApiKeys(IApiKeyStore store, IActivityLog activity, TimeProvider time)
{
    /// <summary>Makes a key. Only operators may.</summary>
    public async Task<Outcome<IssuedKey>> IssueAsync(ApiKeyDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.IsOperator)
        {
            return Refusal.Forbidden("Only operators make API keys.");
        }

        var now = time.GetUtcNow();
        if (Check(draft, now) is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        var (key, secret) = ApiKey.Issue(draft, actor.Name, now);
        await store.SaveAsync(key, cancellationToken);
        await activity.RecordAsync(
            new ActivityEvent("access.key.issued", $"API key '{key.Name}' was made", Actor: actor.Name), cancellationToken);
        return new IssuedKey(key, secret);
    }

    /// <summary>Ends a key at once. Only operators may.</summary>
    public async Task<Outcome<string>> RevokeAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.IsOperator)
        {
            return Refusal.Forbidden("Only operators revoke API keys.");
        }

        if (!await store.RemoveAsync(id, cancellationToken))
        {
            return Refusal.NotFound($"There is no API key '{id}'.");
        }

        await activity.RecordAsync(new ActivityEvent("access.key.revoked", $"API key {id} was revoked", Actor: actor.Name), cancellationToken);
        return id;
    }

    /// <summary>The keys in force. Only operators may see them.</summary>
    public async Task<Outcome<IReadOnlyList<ApiKey>>> ListAsync(Actor actor, CancellationToken cancellationToken = default) =>
        actor.IsOperator
            ? Outcome.Of(await store.ListAsync(cancellationToken))
            : Refusal.Forbidden("Only operators see API keys.");

    /// <summary>The key of a presented secret; null when it is unknown, revoked or expired.</summary>
    public async ValueTask<ApiKey?> AuthenticateAsync(string secret, CancellationToken cancellationToken = default)
    {
        var key = await store.FindByHashAsync(ApiKey.HashOf(secret), cancellationToken);
        return key is null || key.Expires <= time.GetUtcNow() ? null : key;
    }

    private static FieldErrors Check(ApiKeyDraft draft, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        errors.Require("name", draft.Name, 100);
        if (draft.Roles.Count == 0)
        {
            errors.Add("roles", "Name at least one role.");
        }

        foreach (var role in draft.Roles.Where(r => !PortalRoles.All.Contains(r)))
        {
            errors.Add("roles", $"'{role}' is not a role: use {string.Join(", ", PortalRoles.All)}.");
        }

        if (draft.Limits?.EntriesPerMinute is < 1 or > 1_000_000)
        {
            errors.Add("entriesPerMinute", "Between 1 and 1000000, or nothing for any number.");
        }

        if (draft.Limits?.EntryBytes < 1024)
        {
            errors.Add("entryBytes", "At least 1024, or nothing for what the feed takes.");
        }

        if (draft.Expires <= now)
        {
            errors.Add("expires", "This has passed already.");
        }

        return errors;
    }
}
