using System.Text.Json.Serialization;
using Portal.Events;

namespace Portal.Ingestion.WebSub;

/// <summary>Where a subscription at a hub stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PushState>))]
public enum PushState
{
    /// <summary>The hub is asked, or about to be; it has not confirmed yet.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>The hub pushes new entries, until the lease ends.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>The hub refused, or ended the subscription.</summary>
    [JsonStringEnumMemberName("denied")]
    Denied,

    /// <summary>The hub cannot be reached or does not do as it should; it is asked again later.</summary>
    [JsonStringEnumMemberName("failing")]
    Failing,

    /// <summary>The feed is paused or gone: nothing is asked for.</summary>
    [JsonStringEnumMemberName("resting")]
    Resting,

    /// <summary>The hub is told that nothing is wanted any more.</summary>
    [JsonStringEnumMemberName("leaving")]
    Leaving,
}

/// <summary>A subscription at a hub (WebSub, W3C Recommendation). It is stored as a whole.</summary>
public sealed record PushSubscription
{
    /// <summary>Its name in the callback's address: unguessable, so that only the hub that was given it can use it.</summary>
    public required string Token { get; init; }

    /// <summary>The feed that entries go to.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>What is subscribed to, character by character as its publisher writes it.</summary>
    public required string Topic { get; init; }

    /// <summary>The hubs that the publisher names; at least one.</summary>
    public required IReadOnlyList<string> Hubs { get; init; }

    /// <summary>Which of them is asked now.</summary>
    public int HubIndex { get; init; }

    /// <summary>With what notifications are signed, encrypted.</summary>
    public required string Secret { get; init; }

    /// <summary>Where it stands.</summary>
    public PushState State { get; init; }

    /// <summary>Whether the feed no longer names a hub: what is active stays so until its lease is due to be renewed.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>When a hub took or is being sent the last request; null when it failed or none was made.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When a hub was last called, for this subscription or the one that it replaced.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>When the hub last confirmed.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>When the lease ends; null when there is none.</summary>
    public DateTimeOffset? LeaseEnds { get; init; }

    /// <summary>When something is to be done next; null when nothing is.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When a notification last came in that was signed as it should be.</summary>
    public DateTimeOffset? LastNotification { get; init; }

    /// <summary>How often the hub failed in a row.</summary>
    public int Failures { get; init; }

    /// <summary>How many polls in a row found entries that the hub did not push.</summary>
    public int MissedPolls { get; init; }

    /// <summary>What is wrong, for people; null when nothing is.</summary>
    public string? Detail { get; init; }

    /// <summary>The hub that is asked now.</summary>
    [JsonIgnore]
    public string Hub => Hubs[HubIndex];
}
