using Portal.Events;

namespace Portal.Ingestion.WebSub;

/// <summary>What the following of feeds tells the subscriptions at hubs, and asks of them.</summary>
internal interface IPushes
{
    /// <summary>Raised when a hub no longer pushes a feed, so that polls must not wait any longer than without it.</summary>
    event Action<FeedId>? Lost;

    /// <summary>Returns once it is known what there is.</summary>
    Task LoadedAsync(CancellationToken cancellationToken);

    /// <summary>Takes a feed's subscriptions at hubs over from the store; false when there are none.</summary>
    Task<bool> HoldAsync(FeedId feed, CancellationToken cancellationToken);

    /// <summary>Leaves a feed's subscriptions to another process, as they are stored.</summary>
    Task ReleaseAsync(FeedId feed, CancellationToken cancellationToken);

    /// <summary>Whether a hub pushes what is new in a feed.</summary>
    bool IsActive(FeedId feed);

    /// <summary>Takes notice of what a document offers.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="offer">The offer; null when the document names no hub.</param>
    /// <param name="paused">Whether the feed is paused.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task OfferedAsync(FeedId feed, HubOffer? offer, bool paused, CancellationToken cancellationToken);

    /// <summary>Takes notice of what a poll found that was not pushed.</summary>
    Task PolledAsync(FeedId feed, int newEntries, CancellationToken cancellationToken);

    /// <summary>The feed is paused, gone, or has another address: the hub is told, the offer remembered.</summary>
    Task RestAsync(FeedId feed, CancellationToken cancellationToken);

    /// <summary>The feed is followed again.</summary>
    Task ResumeAsync(FeedId feed, CancellationToken cancellationToken);

    /// <summary>The feed is retired: the hub is told, the offer forgotten.</summary>
    Task LeaveAsync(FeedId feed, CancellationToken cancellationToken);
}

/// <summary>How a feed's subscription at a hub is doing, for the API and the pages.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Topic">What is subscribed to.</param>
/// <param name="State">Where it stands.</param>
/// <param name="LeaseEnds">When the lease ends; null when there is none.</param>
/// <param name="LastNotification">When the hub last pushed something; null when never.</param>
/// <param name="Detail">What is wrong, for people; null when nothing is.</param>
public sealed record PushStatus(
    string Hub, string Topic, PushState State, DateTimeOffset? LeaseEnds, DateTimeOffset? LastNotification, string? Detail);

/// <summary>The subscriptions at hubs, for the API and the pages.</summary>
public interface IPushStatuses
{
    /// <summary>How a feed's subscription at a hub is doing; null when the feed offers no hub.</summary>
    ValueTask<PushStatus?> FindAsync(FeedId feed, CancellationToken cancellationToken = default);
}
