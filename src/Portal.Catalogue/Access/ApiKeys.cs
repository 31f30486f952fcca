using System.Globalization;
using Portal.Events.Activity;

namespace Portal.Catalogue.Access;

/// <summary>A new key with its secret, which is not to be had again.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">The secret, to be shown once.</param>
public sealed record IssuedKey(ApiKey Key, string Secret);

/// <summary>Makes, checks and revokes API keys.</summary>
public sealed class ApiKeys(IApiKeyStore store, IActivityLog activity, IAuditTrail audit, TimeProvider time)
{
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(90);

    /// <summary>Makes a key. Only operators may.</summary>
    public async Task<Outcome<IssuedKey>> IssueAsync(ApiKeyDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManageKeys))
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
        await audit.RecordAsync(
            new AuditEvent("access.key.issued", actor, AuditSubjects.Key(key.Id), $"API key '{key.Name}' was made") { Changes = FieldChange.Between(null, Fields(key)) },
            cancellationToken);
        return new IssuedKey(key, secret);
    }

    /// <summary>Ends a key at once. Only operators may.</summary>
    public async Task<Outcome<string>> RevokeAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManageKeys))
        {
            return Refusal.Forbidden("Only operators revoke API keys.");
        }

        var key = (await store.ListAsync(cancellationToken)).FirstOrDefault(k => k.Id == id);
        if (key is null || !await store.RemoveAsync(id, cancellationToken))
        {
            return Refusal.NotFound($"There is no API key '{id}'.");
        }

        await activity.RecordAsync(new ActivityEvent("access.key.revoked", $"API key {id} was revoked", Actor: actor.Name), cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("access.key.revoked", actor, AuditSubjects.Key(id), $"API key '{key.Name}' was revoked") { Changes = FieldChange.Between(Fields(key), null) },
            cancellationToken);
        return id;
    }

    /// <summary>The keys in force. Only operators may see them.</summary>
    public async Task<Outcome<IReadOnlyList<ApiKey>>> ListAsync(Actor actor, CancellationToken cancellationToken = default) =>
        actor.May(Permission.ManageKeys)
            ? Outcome.Of(await store.ListAsync(cancellationToken))
            : Refusal.Forbidden("Only operators see API keys.");

    /// <summary>Gives a key a new secret; the one before works for <paramref name="overlap"/> still. Only operators may.</summary>
    public async Task<Outcome<IssuedKey>> RotateAsync(string id, TimeSpan overlap, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManageKeys))
        {
            return Refusal.Forbidden("Only operators rotate API keys.");
        }

        if (overlap < TimeSpan.Zero || overlap > LongestOverlap)
        {
            var errors = new FieldErrors();
            errors.Add("overlap", $"Between nothing and {LongestOverlap.Days} days.");
            return errors.ToRefusal();
        }

        var (secret, ends) = ("", time.GetUtcNow() + overlap);
        if (await store.UpdateAsync(id, key => secret = key.Rotate(ends), cancellationToken) is not { } rotated)
        {
            return Refusal.NotFound($"There is no API key '{id}'.");
        }

        await audit.RecordAsync(
            new AuditEvent("access.key.rotated", actor, AuditSubjects.Key(id), $"API key '{rotated.Name}' got a new secret")
            {
                Changes = [new("previousUntil", null, ends.UtcDateTime.ToString("u", CultureInfo.InvariantCulture))],
            },
            cancellationToken);
        return new IssuedKey(rotated, secret);
    }

    /// <summary>The key of a presented secret; null when it is unknown, revoked or expired.</summary>
    public async ValueTask<ApiKey?> AuthenticateAsync(string secret, CancellationToken cancellationToken = default)
    {
        var hash = ApiKey.HashOf(secret);
        var key = await store.FindByHashAsync(hash, cancellationToken);
        return key is not null && key.Opens(hash, time.GetUtcNow()) ? key : null;
    }

    /// <summary>The key of a secret that opens it no more; null when the secret is none of the portal's, or still good.</summary>
    public async ValueTask<ApiKey?> FindExpiredAsync(string secret, CancellationToken cancellationToken = default)
    {
        var hash = ApiKey.HashOf(secret);
        return await store.FindByHashAsync(hash, cancellationToken) is { } key && !key.Opens(hash, time.GetUtcNow()) ? key : null;
    }

    // Never the hash: whoever reads the trail learns nothing that a guess could be held against.
    private static Dictionary<string, string?> Fields(ApiKey key) => new()
    {
        ["name"] = key.Name,
        ["roles"] = string.Join(", ", key.Roles),
        ["scopes"] = key.Scopes is null ? null : string.Join(", ", key.Scopes),
        ["teams"] = key.Teams is null ? null : string.Join(", ", key.Teams),
        ["feeds"] = key.Feeds is null ? null : string.Join(", ", key.Feeds),
        ["expires"] = key.Expires?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture),
        ["entriesPerMinute"] = key.Limits?.EntriesPerMinute?.ToString(CultureInfo.InvariantCulture),
        ["entryBytes"] = key.Limits?.EntryBytes?.ToString(CultureInfo.InvariantCulture),
    };

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

        if (draft.Scopes is [])
        {
            errors.Add("scopes", $"Name at least one of {string.Join(", ", KeyScopes.All)}, or leave scopes out for all.");
        }

        foreach (var scope in (draft.Scopes ?? []).Where(s => !KeyScopes.All.Contains(s)))
        {
            errors.Add("scopes", $"'{scope}' is not a scope: use {string.Join(", ", KeyScopes.All)}.");
        }

        foreach (var team in (draft.Teams ?? []).Where(t => string.IsNullOrWhiteSpace(t) || t.Length > Team.MaxName))
        {
            errors.Add("teams", $"'{team}' must have 1 to {Team.MaxName} characters.");
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
