using Portal.Events;
using Portal.Events.Log;

namespace Portal.FeedHost;

/// <summary>What comes into a feed from now on, for who listens.</summary>
public interface IFeedTail
{
    /// <summary>The newest position that can be listened from without meeting anything old.</summary>
    EventPosition Head { get; }

    /// <summary>Everything after this position is at hand, whatever has been purged from the log since.</summary>
    EventPosition Base { get; }

    /// <summary>
    /// The entries of a feed after a position, oldest first, revisions included, as they come in; ends when cancelled.
    /// It goes at the pace of the listener, who misses nothing and holds nobody up.
    /// </summary>
    IAsyncEnumerable<TailPage> FollowAsync(FeedId feed, EventPosition after, CancellationToken cancellationToken);
}

/// <summary>Entries that came in.</summary>
/// <param name="Entries">The entries, oldest first, revisions included; at least one.</param>
/// <param name="Position">Where to go on from: every entry of the feed up to here is in this page or before it.</param>
public sealed record TailPage(IReadOnlyList<RecordedEntry> Entries, EventPosition Position);
