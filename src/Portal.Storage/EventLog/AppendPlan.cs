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
    private readonly Dictionary<(int Feed, string EntryId), KnownEntry> _decided = [];
    private readonly Dictionary<BucketKey, BucketCounts> _buckets = [];
    private readonly Dictionary<LatencyKey, long> _latencies = [];
    private readonly Dictionary<int, long> _newEntries = [];
    private readonly Dictionary<string, string> _checkpoints = [];

    /// <summary>The newest position after the commit.</summary>
    public long Head { get; private set; } = head;

    /// <summary>The time stamped on what is stored.</summary>
    public DateTimeOffset Received { get; } = received;

    /// <summary>The rows, in the order of their positions.</summary>
    public List<LogRow> Rows { get; } = [];

    public IReadOnlyDictionary<BucketKey, BucketCounts> Buckets => _buckets;

    public IReadOnlyDictionary<LatencyKey, long> Latencies => _latencies;

    /// <summary>New ids by feed, for the feeds' ends; feeds with revisions only are there with 0.</summary>
    public IReadOnlyDictionary<int, long> NewEntries => _newEntries;

    public IReadOnlyDictionary<string, string> Checkpoints => _checkpoints;

    /// <summary>Adds a batch; the result holds once the commit is durable.</summary>
    /// <param name="feed">The feed's key.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="known">What the log knows of the batch's ids before this commit.</param>
    public AppendResult Add(int feed, EncodedBatch batch, IReadOnlyDictionary<string, KnownEntry> known)
    {
        var entries = batch.Batch.Entries;
        if (batch.Batch.Duplicates == DuplicatePolicy.Refuse && FindDuplicates(feed, entries, known) is { } refused)
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

    private AppendedEntry[]? FindDuplicates(int feed, IReadOnlyList<NewEntry> entries, IReadOnlyDictionary<string, KnownEntry> known)
    {
        var seen = new HashSet<string>(entries.Count);
        AppendedEntry[]? results = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var id = entries[i].Entry.Id;
            var taken = TryFind(feed, id, known, out var existing);
            if (seen.Add(id) && !taken)
            {
                continue;
            }

            results ??= [.. entries.Select(e => new AppendedEntry(e.Entry.Id, default, AppendOutcome.Refused))];
            results[i] = new AppendedEntry(id, new EventPosition(existing.Position), AppendOutcome.Duplicate);
        }

        return results;
    }

    private AppendedEntry Decide(int feed, NewEntry entry, EncodedEntry encoded, IReadOnlyDictionary<string, KnownEntry> known)
    {
        var id = entry.Entry.Id;
        if (!TryFind(feed, id, known, out var existing))
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
        var id = entry.Entry.Id;
        Rows.Add(new LogRow(position, feed, id, replaced.Revision + 1, replaced.Position, entry.Size, encoded));
        _decided[(feed, id)] = new KnownEntry(position, replaced.Revision + 1, encoded.Hash);
        CollectionsMarshal.GetValueRefOrAddDefault(_newEntries, feed, out _) += outcome == AppendOutcome.Appended ? 1 : 0;
        Count(feed, entry);
        return new AppendedEntry(id, new EventPosition(position), outcome);
    }

    private bool TryFind(int feed, string id, IReadOnlyDictionary<string, KnownEntry> known, out KnownEntry existing) =>
        _decided.TryGetValue((feed, id), out existing) || known.TryGetValue(id, out existing);

    private void Count(int feed, NewEntry entry)
    {
        int? latency = (entry.Entry.Published ?? entry.Entry.Updated) is { } published
            ? LatencyHistogram.BucketOf((Received - published).TotalSeconds)
            : null;
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
