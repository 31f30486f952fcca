using System.Collections.Concurrent;
using Portal.Catalogue.Access;

namespace Portal.Web.Security.Audit;

/// <summary>
/// Takes down that a key is used: its first use, and the first of each day (UTC), not each request; and when it was last used,
/// to ten minutes. It holds a line for each key in force.
/// </summary>
internal sealed class KeyUse(IApiKeyStore keys, IAuditTrail audit, RepeatFilter repeats, TimeProvider time)
{
    private static readonly TimeSpan Coarse = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);

    /// <summary>A request came in with a key.</summary>
    public ValueTask UsedAsync(ApiKey key)
    {
        var now = time.GetUtcNow();
        var last = _noted.TryGetValue(key.Id, out var noted) ? noted : key.LastUsed;
        if (last is { } recent && now - recent < Coarse)
        {
            return ValueTask.CompletedTask;
        }

        _noted[key.Id] = now;
        return NoteAsync(key, last, now);
    }

    /// <summary>A request came in with a secret that opens nothing: unknown, revoked or expired.</summary>
    public async ValueTask RefusedAsync(ApiKey? expired, AuditOrigin origin)
    {
        if (repeats.IsNews($"key {expired?.Id} {origin.Address}"))
        {
            await audit.RecordAsync(expired is null
                ? new AuditEvent("access.key.refused", Actor.Anonymous, AuditSubjects.Portal, "An unknown or revoked API key was refused") { Outcome = AuditOutcome.Refused }
                : new AuditEvent("access.key.refused", expired.ToActor(), AuditSubjects.Key(expired.Id), $"The expired API key '{expired.Name}' was refused") { Outcome = AuditOutcome.Refused });
        }
    }

    private async ValueTask NoteAsync(ApiKey key, DateTimeOffset? last, DateTimeOffset now)
    {
        await keys.TouchAsync(key.Id, now);
        if (last?.UtcDateTime.Date != now.UtcDateTime.Date)
        {
            await audit.RecordAsync(new AuditEvent(
                "access.key.used", key.ToActor(), AuditSubjects.Key(key.Id), $"API key '{key.Name}' was used{(last is null ? " for the first time" : " today")}"));
        }
    }
}
