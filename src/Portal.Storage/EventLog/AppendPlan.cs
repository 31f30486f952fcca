using System.Runtime.InteropServices;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Metrics;

namespace Portal.Storage.EventLog;

/// <summary>A batch on its way: the entries are encoded already, outside the writer.</summary>
internal sealed record EncodedBatch(AppendBatch Batch, EncodedEntry[] Entries);

/// <summary>
/// Decides what one commit writes: which entries are new, revisions, unchanged or refused, and at which positions.
/// Batches see what batches before them in the same commit decided. Pure: what the log knows is handed in.
/// </summary>
internal sealed class AppendPlan(long head, DateTimeOffset received)
{
    private readonly long _before = head;
    private readonly Dictionary<(int Feed, EntryKey Key), KnownEntry> _decided = [];
    private readonly Dictionary<BucketKey, BucketCounts> _buckets = [];
    private readonly Dictionary<LatencyKey, long> _latencies = [];
    private readonly Dictionary<TypeName, BucketCounts> _types = [];
    private readonly Dictionary<int, FeedMove> _moves = [];
    private readonly Dictionary<string, string> _checkpoints = [];
    private readonly Dictionary<int, FeedId> _ids = [];

    /// <summary>The newest position after the commit.</summary>
    public long Head { get; private set; } = head;

    /// <summary>The time stamped on what is stored.</summary>
    public DateTimeOffset Received { get; } = received;

    /// <summary>The rows, in the order of their positions.</summary>
    public List<LogRow> Rows { get; } = [];

    /// <summary>The positions of stored rows that are superseded now.</summary>
    public IEnumerable<long> Superseded => Rows.Where(row => row.Replaces != 0 && row.Replaces <= _before).Select(row => row.Replaces);

    public IReadOnlyDictionary<BucketKey, BucketCounts> Buckets => _buckets;

    public IReadOnlyDictionary<LatencyKey, long> Latencies => _latencies;

    /// <summary>What was counted of entries that name an event type; the others are what is left of their feed's figures.</summary>
    public IReadOnlyDictionary<TypeName, BucketCounts> Types => _types;

    /// <summary><see cref="Types"/> with their numbers, once they have them.</summary>
    public IReadOnlyDictionary<TypeKey, BucketCounts> NumberedTypes { get; set; } = new Dictionary<TypeKey, BucketCounts>();

    /// <summary>Where the feeds end now, by feed.</summary>
    public IReadOnlyDictionary<int, FeedMove> Moves => _moves;

    public IReadOnlyDictionary<string, string> Checkpoints => _checkpoints;

    /// <summary>What the commit stored, once it is durable.</summary>
    public Committed Outcome() => new(_before, Head, [.. Rows.Select(row => row.ToRecorded(_ids[row.Feed], Received))]);

    /// <summary>Adds a batch; the result holds once the commit is durable.</summary>
    /// <param name="feed">The feed's key.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="known">What the log knows of the batch's entries before this commit.</param>
    public AppendResult Add(int feed, EncodedBatch batch, IReadOnlyDictionary<EntryKey, KnownEntry> known)
    {
        _ids[feed] = batch.Batch.Feed;
        var entries = batch.Batch.Entries;
        if (batch.Batch.Replaces is { } current)
        {
            return Replace(feed, batch, current, known);
        }

        if (batch.Batch.Duplicates == DuplicatePolicy.Refuse && FindDuplicates(feed, batch, known) is { } refused)
        {
            return new AppendResult(Stored: false, Received, refused);
        }

        var results = new AppendedEntry[entries.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Decide(feed, entries[i], batch.Entries[i], known);
        }

        if (batch.Batch.Checkpoint is { } checkpoint)
        {
            _checkpoints[checkpoint.Name] = checkpoint.State;
        }

        return new AppendResult(Stored: true, Received, results);
    }

    /// <summary>Counts refused entries as errors.</summary>
    public void CountErrors(int feed, int count)
    {
        foreach (var resolution in Resolutions.All)
        {
            Bucket(feed, resolution).Errors += count;
        }
    }

    // An edit is stored even when only its dates differ: somebody asked for it.
    private AppendResult Replace(int feed, EncodedBatch batch, EventPosition current, IReadOnlyDictionary<EntryKey, KnownEntry> known)
    {
        var (entry, encoded) = (batch.Batch.Entries[0], batch.Entries[0]);
        var isCurrent = TryFind(feed, encoded.Key, known, out var existing) && existing.Position == current.Value;
        return isCurrent
            ? new AppendResult(Stored: true, Received, [Store(feed, entry, encoded, existing, AppendOutcome.Revised)])
            : new AppendResult(Stored: false, Received, [new(entry.Entry.Id, new EventPosition(existing.Position), AppendOutcome.Stale)]);
    }

    private AppendedEntry[]? FindDuplicates(int feed, EncodedBatch batch, IReadOnlyDictionary<EntryKey, KnownEntry> known)
    {
        var entries = batch.Batch.Entries;
        var seen = new HashSet<EntryKey>(entries.Count);
        AppendedEntry[]? results = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var key = batch.Entries[i].Key;
            var taken = TryFind(feed, key, known, out var existing);
            if (seen.Add(key) && !taken)
            {
                continue;
            }

            results ??= [.. entries.Select(e => new AppendedEntry(e.Entry.Id, default, AppendOutcome.Refused))];
            results[i] = new AppendedEntry(entries[i].Entry.Id, new EventPosition(existing.Position), AppendOutcome.Duplicate);
        }

        return results;
    }

    private AppendedEntry Decide(int feed, NewEntry entry, EncodedEntry encoded, IReadOnlyDictionary<EntryKey, KnownEntry> known)
    {
        var id = entry.Entry.Id;
        if (!TryFind(feed, encoded.Key, known, out var existing))
        {
            return Store(feed, entry, encoded, replaced: default, AppendOutcome.Appended);
        }

        return existing.Hash == encoded.Hash
            ? new AppendedEntry(id, new EventPosition(existing.Position), AppendOutcome.Unchanged)
            : Store(feed, entry, encoded, existing, AppendOutcome.Revised);
    }

    private AppendedEntry Store(int feed, NewEntry entry, EncodedEntry encoded, KnownEntry replaced, AppendOutcome outcome)
    {
        var position = ++Head;
        Rows.Add(new LogRow(position, feed, replaced.Revision + 1, replaced.Position, Superseded: false, entry.Size, encoded, entry));
        _decided[(feed, encoded.Key)] = new KnownEntry(position, replaced.Revision + 1, encoded.Hash);
        if (replaced.Position > _before)
        {
            // Stored by this very commit: it is written as superseded.
            var row = (int)(replaced.Position - _before - 1);
            Rows[row] = Rows[row] with { Superseded = true };
        }

        ref var move = ref CollectionsMarshal.GetValueRefOrAddDefault(_moves, feed, out _);
        move = new FeedMove(position, move.NewEntries + (outcome == AppendOutcome.Appended ? 1 : 0));
        Count(feed, entry);
        return new AppendedEntry(entry.Entry.Id, new EventPosition(position), outcome);
    }

    private bool TryFind(int feed, EntryKey key, IReadOnlyDictionary<EntryKey, KnownEntry> known, out KnownEntry existing) =>
        _decided.TryGetValue((feed, key), out existing) || known.TryGetValue(key, out existing);

    private void Count(int feed, NewEntry entry)
    {
        int? latency = !entry.IsBacklog && (entry.Entry.Published ?? entry.Entry.Updated) is { } published
            ? LatencyHistogram.BucketOf((Received - published).TotalSeconds)
            : null;
        if (EventTypes.Of(entry.Entry) is { } type)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_types, new TypeName(feed, type, latency ?? TypeName.UnknownLatency), out _)
                .Count(entry.Size, entry.Verdict.Conformance);
        }

        foreach (var resolution in Resolutions.All)
        {
            Bucket(feed, resolution).Count(entry.Size, entry.Verdict.Conformance);
            if (latency is { } bucket)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(
                    _latencies, new LatencyKey(new BucketKey(feed, resolution, resolution.Floor(Received)), bucket), out _)++;
            }
        }
    }

    private ref BucketCounts Bucket(int feed, Resolution resolution) =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(_buckets, new BucketKey(feed, resolution, resolution.Floor(Received)), out _);
}
