using System.Runtime.CompilerServices;
using Portal.Events;
using Portal.Events.Log;
using Portal.Storage.EventLog;

namespace Portal.UnitTests.Monitoring;

/// <summary>A log in memory, as far as tailing needs it; it can fail a number of times.</summary>
internal sealed class TailedLog : IEventLog
{
    private readonly Lock _lock = new();
    private readonly List<RecordedEntry> _entries = [];
    private readonly HeadSignal _head = new();
    private int _failuresToCome;

    /// <summary>How many of the next reads fail.</summary>
    public int FailuresToCome
    {
        get => Volatile.Read(ref _failuresToCome);
        set => Volatile.Write(ref _failuresToCome, value);
    }

    public void Append(params RecordedEntry[] entries)
    {
        lock (_lock)
        {
            _entries.AddRange(entries);
        }

        _head.MoveTo(entries[^1].Position.Value);
    }

    /// <summary>Moves the head past entries that are no longer there.</summary>
    public void MoveHeadTo(long position) => _head.MoveTo(position);

    public ValueTask<IReadOnlyList<RecordedEntry>> ReadAsync(EventQuery query, CancellationToken cancellationToken = default)
    {
        if (FailuresToCome > 0)
        {
            FailuresToCome--;
            throw new IOException("The log is not to be had.");
        }

        lock (_lock)
        {
            var found = _entries.Where(e => query.Feeds?.Contains(e.Feed) ?? true);
            found = query.Direction == ReadDirection.Backward ? found.Reverse() : found.Where(e => e.Position > (query.From ?? EventPosition.Start));
            return ValueTask.FromResult<IReadOnlyList<RecordedEntry>>([.. found.Take(query.Limit)]);
        }
    }

    public async IAsyncEnumerable<EventPosition> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var at = 0L; ;)
        {
            at = await _head.WaitBeyondAsync(at, cancellationToken);
            yield return new EventPosition(at);
        }
    }

    public ValueTask<AppendResult> AppendAsync(AppendBatch batch, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<RecordedEntry?> FindAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RecordedEntry>> RevisionsAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlySet<string>> KnownAsync(FeedId feed, IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<EventPosition> HeadAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(new EventPosition(_head.Head));

    public ValueTask<IReadOnlyDictionary<FeedId, FeedTail>> TailsAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<Checkpoint?> FindCheckpointAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask RemoveFeedAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
