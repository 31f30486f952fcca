namespace Portal.Monitoring.Metrics;

/// <summary>
/// Counts of latencies in buckets that grow by a quarter of a power of two from 1 ms, so that a percentile is
/// off by at most 19%. Pure.
/// </summary>
public static class LatencyHistogram
{
    /// <summary>How many buckets there are; the last one holds everything from about 12 days up.</summary>
    public const int Buckets = 122;

    private const double Smallest = 0.001;
    private const int StepsPerDoubling = 4;
    private const double Rounding = 1e-9;

    /// <summary>The bucket of a latency in seconds; negative ones, which differing clocks cause, count as 0.</summary>
    public static int BucketOf(double seconds) =>
        seconds <= Smallest ? 0 : Math.Min(Buckets - 1, (int)Math.Ceiling(StepsPerDoubling * Math.Log2(seconds / Smallest)));

    /// <summary>The last bucket that holds nothing above a latency in seconds; -1 when none does.</summary>
    public static int WholeBucketsWithin(double seconds) => seconds < Smallest ? -1 : UpperEnd(BucketOf(seconds)) <= seconds * (1 + Rounding) ? BucketOf(seconds) : BucketOf(seconds) - 1;

    /// <summary>The upper end of a bucket, in seconds.</summary>
    public static double UpperEnd(int bucket) => Smallest * Math.Pow(2, (double)bucket / StepsPerDoubling);

    /// <summary>The latency that the given share of the counted entries did not exceed, in seconds; null without counts.</summary>
    /// <param name="counts">Bucket and count, in any order; a bucket may stand there more than once.</param>
    /// <param name="share">Above 0, at most 1.</param>
    public static double? Percentile(IReadOnlyCollection<KeyValuePair<int, long>> counts, double share)
    {
        var wanted = Math.Ceiling(counts.Sum(c => c.Value) * share);
        var seen = 0L;
        foreach (var (bucket, count) in counts.OrderBy(c => c.Key))
        {
            seen += count;
            if (seen >= wanted && seen > 0)
            {
                return UpperEnd(bucket);
            }
        }

        return null;
    }
}
