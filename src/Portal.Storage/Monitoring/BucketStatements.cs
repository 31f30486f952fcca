using Portal.Monitoring.Kpis;
using Portal.Monitoring.Metrics;

namespace Portal.Storage.Monitoring;

/// <summary>Adds to buckets of KPIs.</summary>
internal static class BucketStatements
{
    /// <summary>Adds to buckets; what is older than buckets are kept is left out.</summary>
    public static async Task MergeAsync(
        RowStatements rows, IReadOnlyList<BucketChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = Resolutions.All.Select(resolution => BucketTime.OldestKept(resolution, now)).ToArray();
        var kept = changes.Where(change => change.Key.Start >= oldest[(int)change.Key.Resolution]).ToList();
        Dictionary<BucketKey, StoredBucket> stored = [];
        await rows.RunAsync(
            [.. kept.Select(change => Key(change.Key))],
            tuples => $"SELECT series, resolution, start, total, groups FROM kpi_buckets WHERE (series, resolution, start) IN (VALUES {tuples})",
            reader => stored[new BucketKey(reader.GetInt32(0), (Resolution)reader.GetInt32(1), reader.GetInt64(2))] =
                new StoredBucket((byte[])reader.GetValue(3), reader.IsDBNull(4) ? null : (byte[])reader.GetValue(4)),
            cancellationToken);
        await rows.RunAsync(
            [.. kept.Select(change => Row(change.Key, change.Onto(stored.GetValueOrDefault(change.Key))))],
            tuples => $"INSERT INTO kpi_buckets (series, resolution, start, total, groups) VALUES {tuples} "
                + "ON CONFLICT (series, resolution, start) DO UPDATE SET total = excluded.total, groups = excluded.groups",
            null,
            cancellationToken);
    }

    private static object?[] Key(BucketKey key) => [key.Series, (int)key.Resolution, key.Start];

    private static object?[] Row(BucketKey key, StoredBucket bucket) => [key.Series, (int)key.Resolution, key.Start, bucket.Total, bucket.Groups];
}
