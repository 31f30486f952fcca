using System.Runtime.InteropServices;
using Portal.Monitoring.Metrics;

namespace Portal.Storage.EventLog;

/// <summary>Puts rows of <c>throughput_types</c> and the feed's own figures together to figures of each type. Pure.</summary>
internal sealed class TypedFold
{
    /// <summary>Stands for the feed's own counts.</summary>
    public const int Feed = -1;

    /// <summary>Stands for the feed's own latencies.</summary>
    public const int FeedLatency = -2;

    private const int Untyped = int.MaxValue;

    private readonly Dictionary<int, Figures> _types = [];

    /// <summary>Adds a row.</summary>
    public void Add(long start, int type, string? name, int latency, BucketCounts counts)
    {
        if (type > Feed)
        {
            Of(type, name).Add(start, latency, counts);
            Of(Untyped, null).Add(start, latency, Negative(counts));
        }
        else if (type == Feed)
        {
            Of(Untyped, null).Add(start, TypeName.UnknownLatency, counts);
        }
        else
        {
            // These entries are among the feed's counts already.
            Of(Untyped, null).AddLatency(start, latency, counts.Entries);
        }
    }

    /// <summary>The figures, largest first.</summary>
    /// <param name="from">The begin of the whole range.</param>
    public IReadOnlyList<TypedThroughput> Finish(DateTimeOffset from) =>
    [
        .. _types
            .Select(type => type.Value.Finish(ShareOf(type.Key), from))
            .Where(type => type.Sum.Entries > 0)
            .OrderBy(type => type.Share).ThenByDescending(type => type.Sum.Entries).ThenBy(type => type.Type, StringComparer.Ordinal),
    ];

    private static TypedShare ShareOf(int type) => type switch
    {
        Untyped => TypedShare.Untyped,
        EventTypes.Other => TypedShare.Others,
        _ => TypedShare.Type,
    };

    private static BucketCounts Negative(BucketCounts counts) =>
        new() { Entries = -counts.Entries, Bytes = -counts.Bytes, Checked = -counts.Checked, Invalid = -counts.Invalid };

    private Figures Of(int type, string? name) => _types.TryGetValue(type, out var figures) ? figures : _types[type] = new Figures(name);

    private sealed class Figures(string? name)
    {
        private readonly SortedDictionary<long, (BucketCounts Counts, Dictionary<int, long> Latencies)> _buckets = [];

        public void Add(long start, int latency, BucketCounts counts)
        {
            var bucket = At(start);
            _buckets[start] = (bucket.Counts.Plus(counts), bucket.Latencies);
            Count(bucket.Latencies, latency, counts.Entries);
        }

        public void AddLatency(long start, int latency, long count) => Count(At(start).Latencies, latency, count);

        public TypedThroughput Finish(TypedShare share, DateTimeOffset from)
        {
            Dictionary<int, long> latencies = [];
            BucketCounts sum = default;
            List<ThroughputBucket> buckets = [];
            foreach (var (start, bucket) in _buckets)
            {
                if (bucket.Counts.Entries == 0)
                {
                    continue;
                }

                buckets.Add(Bucket(LogQueries.Time(start), bucket.Counts, bucket.Latencies));
                sum = sum.Plus(bucket.Counts);
                foreach (var (latency, count) in bucket.Latencies)
                {
                    Count(latencies, latency, count);
                }
            }

            return new TypedThroughput(share, name, Bucket(from, sum, latencies), buckets);
        }

        private (BucketCounts Counts, Dictionary<int, long> Latencies) At(long start) =>
            _buckets.TryGetValue(start, out var known) ? known : _buckets[start] = (default, []);

        private static void Count(Dictionary<int, long> latencies, int latency, long count)
        {
            if (latency != TypeName.UnknownLatency)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(latencies, latency, out _) += count;
            }
        }

        private static ThroughputBucket Bucket(DateTimeOffset start, BucketCounts counts, Dictionary<int, long> latencies) => new(
            start,
            counts.Entries,
            counts.Bytes,
            counts.Checked,
            counts.Invalid,
            Errors: 0,
            LatencyHistogram.Percentile(latencies, 0.5),
            LatencyHistogram.Percentile(latencies, 0.95),
            LatencyHistogram.Percentile(latencies, 0.99));
    }
}
