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
    public required string Hash { get; init; }

    /// <summary>Its roles.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

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

    /// <summary>Makes a key and its secret, which is to be shown once.</summary>
    public static (ApiKey Key, string Secret) Issue(ApiKeyDraft draft, string createdBy, DateTimeOffset now)
    {
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (FromSecret(secret, draft, createdBy, now), secret);
    }

    /// <summary>Makes the key of a secret that is known from elsewhere, as the bootstrap key is.</summary>
    public static ApiKey FromSecret(string secret, ApiKeyDraft draft, string createdBy, DateTimeOffset now) => new()
    {
        Id = "key-" + Guid.CreateVersion7(now).ToString("N"),
        Name = draft.Name.Trim(),
        Hash = HashOf(secret),
        Roles = [.. draft.Roles.Distinct()],
        Feeds = draft.Feeds,
        Limits = draft.Limits is { EntriesPerMinute: null, EntryBytes: null } ? null : draft.Limits,
        Created = now,
        CreatedBy = createdBy,
        Expires = draft.Expires,
    };

    /// <summary>The hash by which a presented secret is looked up.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The principal that a request with this key acts as.</summary>
    public Actor ToActor() => new()
    {
        Id = Id,
        Name = Name,
        Roles = Roles.ToHashSet(),
        Feeds = Feeds?.ToHashSet(),
        Limits = Limits,
    };
}

/// <summary>What a key is to be.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Feeds">The only feeds it is for; null when it is not limited.</param>
/// <param name="Expires">When it ends; null when it does not.</param>
/// <param name="Limits">How much may be published with it.</param>
public sealed record ApiKeyDraft(
    string Name, IReadOnlyList<string> Roles, IReadOnlyList<FeedId>? Feeds = null, DateTimeOffset? Expires = null, KeyLimits? Limits = null);

/// <summary>How much may be published with a key, below what its feeds take.</summary>
/// <param name="EntriesPerMinute">How many entries a minute; null for any number.</param>
/// <param name="EntryBytes">The most bytes of one entry; null for any number.</param>
public sealed record KeyLimits(int? EntriesPerMinute, int? EntryBytes);
