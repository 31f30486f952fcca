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

    /// <summary>When its first entry came in; the others follow a second after the other.</summary>
    public DateTimeOffset Begins { get; set; } = DateTimeOffset.UnixEpoch;

    public EventPosition Head => new(_entries.Count);

    /// <summary>Reading waits for it and then answers with what was there when it was asked: a slow log.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    /// <summary>Stores an entry at the next position.</summary>
    public RecordedEntry Add(string feed, string id, string title, params Category[] categories) =>
        Add(feed, new Entry { Id = id, Title = EntryText.Plain(title), Categories = categories });

    /// <summary>Stores an entry at the next position; of one that is there already as its next revision.</summary>
    public RecordedEntry Add(string feed, Entry content, ContractVerdict? verdict = null)
    {
        var before = _entries.FindLastIndex(e => e.Feed.Value == feed && e.Entry.Id == content.Id);
        var entry = new RecordedEntry
        {
            Position = new EventPosition(_entries.Count + 1),
            Feed = FeedId.Parse(feed),
            Entry = content,
            Received = Begins.AddSeconds(_entries.Count),
            Revision = before < 0 ? 1 : _entries[before].Revision + 1,
            Verdict = verdict ?? ContractVerdict.Unchecked,
            Size = content.Content?.Value?.Length ?? 0,
        };
        if (before >= 0)
        {
            _entries[before] = _entries[before] with { Superseded = true };
        }

        _entries.Add(entry);
        return entry;
    }

    public async ValueTask<IReadOnlyList<RecordedEntry>> ReadAsync(EventQuery query, CancellationToken cancellationToken = default)
    {
        var forward = query.Direction == ReadDirection.Forward;
        var range = _entries.Where(e => query.Feeds?.Contains(e.Feed) != false && (query.IncludeSuperseded || !e.Superseded))
            .Where(e => query.From is not { } from || (forward ? e.Position > from : e.Position < from));
        IReadOnlyList<RecordedEntry> answer = [.. (forward ? range : range.Reverse()).Take(query.Limit)];
        await Ready.WaitAsync(cancellationToken);
        return Failure is null ? answer : throw Failure;
    }

    public ValueTask<EventPosition> HeadAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Head);

    public ValueTask<RecordedEntry?> FindAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_entries.LastOrDefault(e => e.Feed == feed && e.Entry.Id == entryId));

    public ValueTask<AppendResult> AppendAsync(AppendBatch batch, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RecordedEntry>> RevisionsAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) =>
        Failure is null
            ? ValueTask.FromResult<IReadOnlyList<RecordedEntry>>([.. _entries.Where(e => e.Feed == feed && e.Entry.Id == entryId).Reverse()])
            : ValueTask.FromException<IReadOnlyList<RecordedEntry>>(Failure);

    public ValueTask<IReadOnlySet<string>> KnownAsync(
        FeedId feed, IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyDictionary<FeedId, FeedTail>> TailsAsync(
        IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<EventPosition> WatchAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Checkpoint?> FindCheckpointAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask RemoveFeedAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
