using Portal.Events.Entries;

namespace Portal.Events.Log;

/// <summary>
/// The past of feeds, in numbered ranges that never change (RFC 5005 section 4), and what is kept of it. A range holds the
/// newest revision that each of its entries had within it.
/// </summary>
public interface IEventArchive
{
    /// <summary>How many revisions an archive holds, unless a purge ended it early.</summary>
    const int ArchiveEntries = 500;

    /// <summary>The newest archive of a feed that is complete; null while there is none.</summary>
    ValueTask<ArchiveRange?> NewestAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>One archive; null when there is none with this number.</summary>
    ValueTask<ArchiveRange?> FindAsync(FeedId feed, int number, CancellationToken cancellationToken = default);

    /// <summary>The entries of an archive, oldest first; empty when nothing was kept of it.</summary>
    ValueTask<IReadOnlyList<RecordedEntry>> ReadAsync(ArchiveRange archive, CancellationToken cancellationToken = default);

    /// <summary>Whether the feed had an entry with this id that has been purged.</summary>
    ValueTask<bool> WasPurgedAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default);

    /// <summary>Up to which position entries of a feed have been purged; 0 when none have.</summary>
    ValueTask<EventPosition> PurgedUpToAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>The categories that entries of a feed have had, at most 1,000; those of the last moment may be missing.</summary>
    ValueTask<IReadOnlyList<Category>> CategoriesAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>What limits would remove from a feed now.</summary>
    ValueTask<PurgeEstimate> EstimateAsync(FeedId feed, RetentionLimits limits, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes what is older than the limits allow, range by range; each range is archived in the same commit in which it
    /// is removed. Ids stay known: an entry that comes again is not new.
    /// </summary>
    /// <returns>How many revisions were removed.</returns>
    ValueTask<int> PurgeAsync(FeedId feed, RetentionLimits limits, CancellationToken cancellationToken = default);
}

/// <summary>An archive.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="After">It begins after this position.</param>
/// <param name="UpTo">It ends with this position.</param>
/// <param name="State">Where its entries are.</param>
public sealed record ArchiveRange(FeedId Feed, int Number, EventPosition After, EventPosition UpTo, ArchiveState State);

/// <summary>Where the entries of an archive are.</summary>
public enum ArchiveState
{
    /// <summary>In the log.</summary>
    Live,

    /// <summary>Only in the archive: they were purged from the log.</summary>
    Stored,

    /// <summary>Nowhere: the feed keeps no archives.</summary>
    Dropped,
}

/// <summary>How much of a feed is kept. A limit that is null does not limit.</summary>
/// <param name="MaxAge">How old an entry gets, by its time of receipt.</param>
/// <param name="MaxEntries">How many revisions are kept.</param>
/// <param name="MaxBytes">How many bytes as received are kept.</param>
/// <param name="KeepArchives">Whether what is purged stays readable in archives.</param>
public sealed record RetentionLimits(TimeSpan? MaxAge, long? MaxEntries, long? MaxBytes, bool KeepArchives = true);

/// <summary>What a purge would remove.</summary>
/// <param name="Entries">How many revisions.</param>
/// <param name="UpTo">Up to which position; 0 when nothing.</param>
/// <param name="Newest">When the newest of them came in; null when nothing.</param>
/// <param name="Kept">How many revisions stay.</param>
public sealed record PurgeEstimate(long Entries, EventPosition UpTo, DateTimeOffset? Newest, long Kept);
