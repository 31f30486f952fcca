using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.ComponentTests.Fakes;

/// <summary>A log in memory, for what pages read of it.</summary>
internal sealed class FakeLog : IEventLog
{
    private readonly List<RecordedEntry> _entries = [];

    /// <summary>When set, reading fails with it.</summary>
    public Exception? Failure { get; set; }

    public EventPosition Head => new(_entries.Count);

    /// <summary>Stores an entry at the next position.</summary>
    public RecordedEntry Add(string feed, string id, string title, params Category[] categories)
    {
        var entry = new RecordedEntry
        {
            Position = new EventPosition(_entries.Count + 1),
            Feed = FeedId.Parse(feed),
            Entry = new Entry { Id = id, Title = EntryText.Plain(title), Categories = categories },
            Received = DateTimeOffset.UnixEpoch.AddSeconds(_entries.Count),
        };
        _entries.Add(entry);
        return entry;
    }

    public ValueTask<IReadOnlyList<RecordedEntry>> ReadAsync(EventQuery query, CancellationToken cancellationToken = default)
    {
        if (Failure is not null)
        {
            return ValueTask.FromException<IReadOnlyList<RecordedEntry>>(Failure);
        }

        var forward = query.Direction == ReadDirection.Forward;
        var range = _entries.Where(e => query.Feeds?.Contains(e.Feed) != false)
            .Where(e => query.From is not { } from || (forward ? e.Position > from : e.Position < from));
        return ValueTask.FromResult<IReadOnlyList<RecordedEntry>>([.. (forward ? range : range.Reverse()).Take(query.Limit)]);
    }

    public ValueTask<EventPosition> HeadAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Head);

    public ValueTask<RecordedEntry?> FindAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_entries.LastOrDefault(e => e.Feed == feed && e.Entry.Id == entryId));

    public ValueTask<AppendResult> AppendAsync(AppendBatch batch, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RecordedEntry>> RevisionsAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlySet<string>> KnownAsync(
        FeedId feed, IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyDictionary<FeedId, FeedTail>> TailsAsync(
        IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<EventPosition> WatchAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Checkpoint?> FindCheckpointAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask RemoveFeedAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
