using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Portal.Events;

namespace Portal.Catalogue.Shares;

/// <summary>
/// A link to a feed's score-card for people without an account. The link itself is not stored, only the hash of its secret, which has
/// 256 random bits: it can be neither guessed nor read out of the database.
/// </summary>
public sealed class ScoreCardShare
{
    /// <summary>Its id, for lists and for revoking it.</summary>
    public required string Id { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>SHA-256 of the secret, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Makes a share and its secret, which is to be shown once.</summary>
    public static (ScoreCardShare Share, string Secret) Make(FeedId feed, string actor, DateTimeOffset now, TimeSpan lifetime)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var share = new ScoreCardShare
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Feed = feed,
            Hash = HashOf(secret),
            Created = now,
            CreatedBy = actor,
            Expires = now + lifetime,
        };
        return (share, secret);
    }

    /// <summary>The hash by which a secret is found.</summary>
    public static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>Where shares are kept.</summary>
public interface IScoreCardShareStore
{
    /// <summary>The shares of a feed, newest first.</summary>
    Task<IReadOnlyList<ScoreCardShare>> ListAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>The share with this hash; null when there is none.</summary>
    Task<ScoreCardShare?> FindByHashAsync(string hash, CancellationToken cancellationToken = default);

    /// <summary>Adds a share, and forgets those that ended before.</summary>
    Task AddAsync(ScoreCardShare share, DateTimeOffset endedBefore, CancellationToken cancellationToken = default);

    /// <summary>Removes a share of a feed; false when there is none with this id.</summary>
    Task<bool> RemoveAsync(FeedId feed, string id, CancellationToken cancellationToken = default);
}
