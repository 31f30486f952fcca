namespace Portal.Events.Log;

/// <summary>
/// The log of every entry that came in. Positions are handed out in commit order: a reader that has seen
/// position p never later finds a new entry at or below p, with any number of writers.
/// </summary>
public interface IEventLog
{
    /// <summary>
    /// Stores a batch, all or nothing, and returns when it is durable. Concurrent appends share commits.
    /// </summary>
    /// <exception cref="ArgumentException">The batch has more than <see cref="AppendBatch.MaxEntries"/> entries.</exception>
    ValueTask<AppendResult> AppendAsync(AppendBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Reads a range; entries come in the query's direction.</summary>
    ValueTask<IReadOnlyList<RecordedEntry>> ReadAsync(EventQuery query, CancellationToken cancellationToken = default);

    /// <summary>The newest revision of an entry; null when the feed has none with that id.</summary>
    ValueTask<RecordedEntry?> FindAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default);

    /// <summary>All revisions of an entry that are kept, newest first; empty when the feed has none with that id.</summary>
    ValueTask<IReadOnlyList<RecordedEntry>> RevisionsAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default);

    /// <summary>Which of these ids the feed holds already.</summary>
    ValueTask<IReadOnlySet<string>> KnownAsync(
        FeedId feed, IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken = default);

    /// <summary>The newest position of the whole log; 0 while it is empty.</summary>
    ValueTask<EventPosition> HeadAsync(CancellationToken cancellationToken = default);

    /// <summary>The ends of these feeds; feeds without entries are missing from the answer.</summary>
    ValueTask<IReadOnlyDictionary<FeedId, FeedTail>> TailsAsync(
        IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says the head, then again whenever it has moved; several moves may be told as one. Ends when cancelled.
    /// A slow reader holds nobody up: it is told the newest head.
    /// </summary>
    IAsyncEnumerable<EventPosition> WatchAsync(CancellationToken cancellationToken = default);

    /// <summary>The state of a checkpoint; null when it was never saved.</summary>
    ValueTask<Checkpoint?> FindCheckpointAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Removes a feed with all its entries, figures and its subscription's checkpoint.</summary>
    ValueTask RemoveFeedAsync(FeedId feed, CancellationToken cancellationToken = default);
}
