using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Catalogue.Notifications;

/// <summary>The ways out of the portal by which people can have themselves told.</summary>
public enum NotificationWay
{
    /// <summary>To their e-mail address.</summary>
    Email,

    /// <summary>A signed POST to an address of theirs.</summary>
    Webhook,
}

/// <summary>How a person wants to be told, beside the bell. They choose it themselves.</summary>
public sealed record NotificationChoice
{
    /// <summary>The person's id.</summary>
    public required string Person { get; init; }

    /// <summary>Whether by e-mail.</summary>
    public bool ByEmail { get; init; }

    /// <summary>The address that is posted to; null for none.</summary>
    public string? Webhook { get; init; }

    /// <summary>What posts are signed with, protected; null when they are not.</summary>
    public string? Secret { get; init; }

    /// <summary>SHA-256 of the secret in the address of their private feed, in hexadecimal; null when they have no feed.</summary>
    public string? FeedHash { get; init; }

    /// <summary>When the feed got its address.</summary>
    public DateTimeOffset? FeedMade { get; init; }

    /// <summary>Whether it is wanted in this way.</summary>
    public bool Wants(NotificationWay way) => way == NotificationWay.Email ? ByEmail : Webhook is not null;

    /// <summary>A new secret for the address of a feed, which has 256 random bits: it can be neither guessed nor read out of the database.</summary>
    public static string NewFeedSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The hash by which a feed is found.</summary>
    public static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
