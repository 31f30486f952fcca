using Portal.Events;

namespace Portal.Ingestion.Subscriptions;

/// <summary>The running subscriptions, for the API, the pages and the catalogue.</summary>
public interface ISubscriptions
{
    /// <summary>
    /// Polls a feed and waits for the result; null when it is not followed. Works for paused and gone ones too. A poll
    /// that is under way is waited for and then another is made, so that the answer is about now. Cancelling
    /// ends the waiting, not the poll.
    /// </summary>
    Task<PollReport?> PollNowAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>Polls a feed on request only, until resumed; false when it is not followed.</summary>
    Task<bool> PauseAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default);

    /// <summary>Polls a paused or gone feed again, at once; false when it is not followed.</summary>
    Task<bool> ResumeAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Fills a gap from the source's older pages, as far as one go comes; null when the feed is not followed or has no such gap
    /// that is not filled yet. Cancelling ends the waiting, not the work.
    /// </summary>
    Task<BackfillReport?> BackfillAsync(FeedId feed, string gap, string? actor = null, CancellationToken cancellationToken = default);

    /// <summary>Has a gap accepted as it is; false when the feed is not followed or has no such gap that is open.</summary>
    Task<bool> AcceptGapAsync(FeedId feed, string gap, string reason, string? actor = null, CancellationToken cancellationToken = default);

    /// <summary>Where a subscription stands; null when the feed is not followed.</summary>
    ValueTask<SubscriptionStatus?> StatusAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes notice that a feed was registered, changed or retired: reads it from the store again. A new one,
    /// or one with a new address, is polled at once. Returns when a poll of a retired feed is no longer under way.
    /// </summary>
    Task RefreshAsync(FeedId feed, CancellationToken cancellationToken = default);
}
