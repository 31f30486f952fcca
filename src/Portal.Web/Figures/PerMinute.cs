using Portal.Monitoring.Metrics;

namespace Portal.Web.Figures;

/// <summary>Entries by minute. Pure.</summary>
internal static class PerMinute
{
    /// <summary>The counts of the last minutes, oldest first; the last one is the running minute.</summary>
    public static IReadOnlyList<int> Series(IReadOnlyList<ThroughputBucket> buckets, DateTimeOffset now, int minutes)
    {
        var running = Number(now);
        var series = new int[minutes];
        foreach (var bucket in buckets)
        {
            var age = running - Number(bucket.Start);
            if (age >= 0 && age < minutes)
            {
                series[minutes - 1 - age] += (int)bucket.Entries;
            }
        }

        return series;
    }

    /// <summary>The mean over the full minutes since the first entry among them, at most <paramref name="minutes"/>.</summary>
    public static double Mean(IReadOnlyList<ThroughputBucket> buckets, DateTimeOffset now, int minutes)
    {
        var running = Number(now);
        var full = buckets.Where(b => b.Entries > 0 && Number(b.Start) is var minute && minute < running && minute >= running - minutes).ToList();
        if (full.Count == 0)
        {
            return buckets.Where(b => Number(b.Start) == running).Sum(b => b.Entries);
        }

        return (double)full.Sum(b => b.Entries) / (running - full.Min(b => Number(b.Start)));
    }

    private static long Number(DateTimeOffset time) => time.ToUnixTimeSeconds() / 60;
}
