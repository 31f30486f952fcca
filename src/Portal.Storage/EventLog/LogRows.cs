using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Metrics;

namespace Portal.Storage.EventLog;

/// <summary>What the log knows of an entry id of a feed: its newest revision.</summary>
internal readonly record struct KnownEntry(long Position, int Revision, long Hash);

/// <summary>A row to be written.</summary>
/// <param name="Position">Its position.</param>
/// <param name="Feed">The feed's key.</param>
/// <param name="Revision">Its revision, from 1.</param>
/// <param name="Replaces">The position of the revision that it replaces; 0 when it is the first.</param>
/// <param name="Superseded">Whether a later row of the same commit replaces it.</param>
/// <param name="Size">Bytes as received.</param>
/// <param name="Encoded">The entry as it is stored.</param>
/// <param name="Source">The entry as it was given.</param>
internal readonly record struct LogRow(
    long Position, int Feed, int Revision, long Replaces, bool Superseded, int Size, EncodedEntry Encoded, NewEntry Source)
{
    /// <summary>The entry as it will be read.</summary>
    public RecordedEntry ToRecorded(FeedId feed, DateTimeOffset received) => new()
    {
        Position = new EventPosition(Position),
        Feed = feed,
        Entry = Source.Entry,
        Received = received,
        Revision = Revision,
        Superseded = Superseded,
        Verdict = Source.Verdict,
        Size = Size,
        Receipt = Source.Receipt,
    };
}

/// <summary>How a commit moves the end of a feed.</summary>
/// <param name="Head">The position of its newest entry.</param>
/// <param name="NewEntries">How many ids are new; revisions are none.</param>
internal readonly record struct FeedMove(long Head, long NewEntries);

/// <summary>Counts to be added to a throughput bucket.</summary>
internal struct BucketCounts
{
    public long Entries;
    public long Bytes;
    public long Checked;
    public long Invalid;
    public long Errors;

    public void Count(int size, Conformance conformance)
    {
        Entries++;
        Bytes += size;
        Checked += conformance == Conformance.Unchecked ? 0 : 1;
        Invalid += conformance == Conformance.Invalid ? 1 : 0;
    }

    public readonly BucketCounts Plus(BucketCounts other) => new()
    {
        Entries = Entries + other.Entries,
        Bytes = Bytes + other.Bytes,
        Checked = Checked + other.Checked,
        Invalid = Invalid + other.Invalid,
        Errors = Errors + other.Errors,
    };
}

/// <summary>A throughput bucket of a feed.</summary>
internal readonly record struct BucketKey(int Feed, Resolution Resolution, DateTimeOffset Start);

/// <summary>A latency bucket within a throughput bucket.</summary>
internal readonly record struct LatencyKey(BucketKey Bucket, int Latency);

/// <summary>What a commit counts of an event type in one latency bucket; all of it falls into the same minute, hour and day.</summary>
/// <param name="Feed">The feed's key.</param>
/// <param name="Name">The type; empty when it is not one to be told apart.</param>
/// <param name="Latency">The latency bucket; <see cref="UnknownLatency"/> when the entries' dates do not tell.</param>
internal readonly record struct TypeName(int Feed, string Name, int Latency)
{
    /// <summary>Stands where no latency is known, below the buckets.</summary>
    public const int UnknownLatency = -1;
}

/// <summary>The same with the type's number.</summary>
internal readonly record struct TypeKey(int Feed, int Type, int Latency);
