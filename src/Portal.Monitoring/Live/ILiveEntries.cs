using Portal.Events;
using Portal.Events.Log;

namespace Portal.Monitoring.Live;

/// <summary>
/// The newest entries, for everybody in this process who watches. One reader tails the log for all; a watcher
/// takes a snapshot, then is told that something changed, and pulls.
/// </summary>
public interface ILiveEntries
{
    /// <summary>The newest position that watchers can pull.</summary>
    EventPosition Head { get; }

    /// <summary>Everything after this position is in memory.</summary>
    EventPosition Base { get; }

    /// <summary>
    /// Tells the watcher when entries of these feeds (null: of any) have arrived, at most every 100 ms; several
    /// arrivals may be told as one, none goes untold. <paramref name="changed"/> is never called twice at once.
    /// </summary>
    ILiveWatch Watch(IReadOnlyCollection<FeedId>? feeds, Func<Task> changed);

    /// <summary>
    /// Entries of these feeds (null: of all) after a position, oldest first, revisions included; from memory
    /// where it reaches back far enough, else from the log. Never skips one.
    /// </summary>
    ValueTask<LivePage> ReadAfterAsync(
        IReadOnlyCollection<FeedId>? feeds, EventPosition after, int limit, CancellationToken cancellationToken = default);

    /// <summary>How many entries came in for these feeds (null: all), second by second, oldest first, up to the last full second.</summary>
    /// <param name="feeds">The feeds.</param>
    /// <param name="seconds">How far back, 1 to 300 seconds.</param>
    IReadOnlyList<RatePoint> Rates(IReadOnlyCollection<FeedId>? feeds, int seconds);
}

/// <summary>A watcher's place. Disposing it ends the calls; no call is under way once that has been awaited.</summary>
public interface ILiveWatch : IAsyncDisposable
{
}

/// <summary>A pulled page.</summary>
/// <param name="Entries">The entries, oldest first.</param>
/// <param name="Position">Where to go on from: every matching entry up to here is in this page or before it.</param>
/// <param name="HasMore">Whether the limit cut the page short.</param>
public sealed record LivePage(IReadOnlyList<RecordedEntry> Entries, EventPosition Position, bool HasMore);

/// <summary>The entries of one second.</summary>
/// <param name="Second">The second's begin.</param>
/// <param name="Entries">How many came in.</param>
public readonly record struct RatePoint(DateTimeOffset Second, int Entries);
