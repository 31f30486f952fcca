using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Intake;

namespace Portal.UnitTests.Ingestion.Subscriptions;

/// <summary>The log of one or more feeds in memory, as far as following needs it; it can die after a number of batches.</summary>
internal sealed class FakeLog : IEventLog
{
    private readonly Dictionary<(FeedId Feed, string Id), Entry> _entries = [];
    private readonly Dictionary<(FeedId Feed, string Id), RecordedEntry> _first = [];
    private readonly Dictionary<string, Checkpoint> _checkpoints = [];

    public List<AppendBatch> Batches { get; } = [];

    /// <summary>How many batches are stored before appending throws.</summary>
    public int DiesAfter { get; set; } = int.MaxValue;

    /// <summary>How many entries were stored anew because they had changed.</summary>
    public int Revisions { get; private set; }

    /// <summary>The ids of the entries that are deleted.</summary>
    public IEnumerable<string> DeletedIds => _entries.Values.Where(entry => entry.IsTombstone).Select(entry => entry.Id);

    /// <summary>When what is stored from now on is received.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>The ids of all new entries, in the order of the log.</summary>
    public List<string> Ids { get; } = [];

    public ValueTask<AppendResult> AppendAsync(AppendBatch batch, CancellationToken cancellationToken = default)
    {
        Assert.InRange(batch.Entries.Count, 0, AppendBatch.MaxEntries);
        Assert.Equal(DuplicatePolicy.Revise, batch.Duplicates);
        if (Batches.Count >= DiesAfter)
        {
            throw new IOException("The log has died.");
        }

        Batches.Add(batch);
        if (batch.Checkpoint is { } checkpoint)
        {
            _checkpoints[checkpoint.Name] = checkpoint;
        }

        return ValueTask.FromResult(new AppendResult(true, default, [.. batch.Entries.Select(e => Store(batch.Feed, e.Entry))]));
    }

    public ValueTask<IReadOnlySet<string>> KnownAsync(
        FeedId feed, IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlySet<string>>(entryIds.Where(id => _entries.ContainsKey((feed, id))).ToHashSet());

    public ValueTask<IReadOnlyDictionary<FeedId, FeedTail>> TailsAsync(
        IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyDictionary<FeedId, FeedTail>>(feeds
            .Where(feed => _entries.Keys.Any(key => key.Feed == feed))
            .ToDictionary(feed => feed, feed => new FeedTail(feed, new EventPosition(Ids.Count), null, Ids.Count)));

    public ValueTask<Checkpoint?> FindCheckpointAsync(string name, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_checkpoints.GetValueOrDefault(name));

    public ValueTask<IReadOnlyList<RecordedEntry>> ReadAsync(EventQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<RecordedEntry?> FindAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_entries.TryGetValue((feed, entryId), out var entry)
            ? new RecordedEntry { Position = new EventPosition(1), Feed = feed, Entry = entry, Received = default }
            : null);

    public ValueTask<IReadOnlyList<RecordedEntry>> RevisionsAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<RecordedEntry>>(_first.TryGetValue((feed, entryId), out var first) ? [first] : []);

    public ValueTask<EventPosition> HeadAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<EventPosition> WatchAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask RemoveFeedAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private AppendedEntry Store(FeedId feed, Entry entry)
    {
        var outcome = !_entries.TryGetValue((feed, entry.Id), out var known) ? AppendOutcome.Appended
            : known.Title == entry.Title && known.IsTombstone == entry.IsTombstone ? AppendOutcome.Unchanged
            : AppendOutcome.Revised;
        Revisions += outcome == AppendOutcome.Revised ? 1 : 0;
        _entries[(feed, entry.Id)] = entry;
        if (outcome == AppendOutcome.Appended)
        {
            Ids.Add(entry.Id);
            _first[(feed, entry.Id)] = new RecordedEntry { Feed = feed, Position = new EventPosition(Ids.Count), Entry = entry, Received = Now };
        }

        return new AppendedEntry(entry.Id, new EventPosition(Ids.Count), outcome);
    }
}

/// <summary>No contracts.</summary>
internal sealed class OpenGate : IContractGate, IFeedGate
{
    public ValueTask<IFeedGate> OpenAsync(FeedId feed, CancellationToken cancellationToken = default) => ValueTask.FromResult<IFeedGate>(this);

    public GateCheck Check(Entry entry) => new(ContractVerdict.Unchecked, Rejects: false);
}
