using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Portal.Events;

namespace Portal.Catalogue.Access;

/// <summary>An API key as the portal keeps it: the secret itself is not stored, only its hash.</summary>
public sealed class ApiKey
{
    private const string Prefix = "pk_";

    /// <summary>The key's id, for lists and for revoking it.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, in hexadecimal. Secrets have 256 random bits: no slow hash is needed.</summary>
    public required string Hash { get; set; }

    /// <summary>The hash of the secret before the last rotation; null when there was none.</summary>
    public string? PreviousHash { get; private set; }

    /// <summary>Until when the secret before is taken as well.</summary>
    public DateTimeOffset? PreviousUntil { get; private set; }

    /// <summary>Its roles.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What it may do of what its roles allow, <see cref="KeyScopes"/>; null for all of it.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The teams that it works for: it sees their restricted feeds. Null for none.</summary>
    public IReadOnlyList<string>? Teams { get; init; }

    /// <summary>The only feeds it is for; null when it is not limited.</summary>
    public IReadOnlyList<FeedId>? Feeds { get; init; }

    /// <summary>How much may be published with it; null for whatever its feeds take.</summary>
    public KeyLimits? Limits { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it ends; null when it does not.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was taken down that it has ended; null before.</summary>
    public DateTimeOffset? Ended { get; internal set; }

    /// <summary>When it was last used, to ten minutes; null when it never was.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Makes a key and its secret, which is to be shown once.</summary>
    public static (ApiKey Key, string Secret) Issue(ApiKeyDraft draft, string createdBy, DateTimeOffset now)
    {
        var secret = NewSecret();
        return (FromSecret(secret, draft, createdBy, now), secret);
    }

    /// <summary>Makes a key whose secret nobody knows yet: it is had by rotating the key.</summary>
    internal static ApiKey Sealed(string id, ApiKeyDraft draft, string createdBy, DateTimeOffset now) =>
        FromSecret(NewSecret(), draft, createdBy, now, id);

    /// <summary>Makes the key of a secret that is known from elsewhere, as the bootstrap key is.</summary>
    public static ApiKey FromSecret(string secret, ApiKeyDraft draft, string createdBy, DateTimeOffset now, string? id = null) => new()
    {
        Id = id ?? "key-" + Guid.CreateVersion7(now).ToString("N"),
        Name = draft.Name.Trim(),
        Hash = HashOf(secret),
        Roles = [.. draft.Roles.Distinct()],
        Scopes = draft.Scopes is null ? null : [.. draft.Scopes.Distinct()],
        Teams = draft.Teams is null or [] ? null : [.. draft.Teams.Distinct(StringComparer.OrdinalIgnoreCase)],
        Feeds = draft.Feeds,
        Limits = draft.Limits is { EntriesPerMinute: null, EntryBytes: null } ? null : draft.Limits,
        Created = now,
        CreatedBy = createdBy,
        Expires = draft.Expires,
    };

    /// <summary>The hash by which a presented secret is looked up.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Gives the key a new secret; the one before is taken until a time, so that whoever uses it can change over.</summary>
    /// <returns>The new secret, to be shown once.</returns>
    public string Rotate(DateTimeOffset overlapEnds)
    {
        var secret = NewSecret();
        (PreviousHash, PreviousUntil, Hash) = (Hash, overlapEnds, HashOf(secret));
        return secret;
    }

    /// <summary>Whether a secret with this hash opens it now.</summary>
    public bool Opens(string hash, DateTimeOffset now) => !(Expires <= now) && (hash == Hash || (hash == PreviousHash && PreviousUntil > now));

    /// <summary>The principal that a request with this key acts as.</summary>
    public Actor ToActor() => new()
    {
        Id = Id,
        Name = Name,
        Roles = Roles.ToHashSet(),
        Feeds = Feeds?.ToHashSet(),
        Scopes = Scopes?.ToHashSet(),
        Teams = (Teams ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase),
        Limits = Limits,
    };

    private static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

/// <summary>What a key is to be.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Feeds">The only feeds it is for; null when it is not limited.</param>
/// <param name="Expires">When it ends; null when it does not.</param>
/// <param name="Limits">How much may be published with it.</param>
/// <param name="Scopes">What it may do of what its roles allow; null for all of it.</param>
/// <param name="Teams">The teams that it works for.</param>
public sealed record ApiKeyDraft(
    string Name,
    IReadOnlyList<string> Roles,
    IReadOnlyList<FeedId>? Feeds = null,
    DateTimeOffset? Expires = null,
    KeyLimits? Limits = null,
    IReadOnlyList<string>? Scopes = null,
    IReadOnlyList<string>? Teams = null);

/// <summary>How much may be published with a key, below what its feeds take.</summary>
/// <param name="EntriesPerMinute">How many entries a minute; null for any number.</param>
/// <param name="EntryBytes">The most bytes of one entry; null for any number.</param>
public sealed record KeyLimits(int? EntriesPerMinute, int? EntryBytes);
