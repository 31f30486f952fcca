using System.Data.Common;
using System.Globalization;
using Portal.Events;
using Portal.Monitoring.Metrics;

namespace Portal.Storage.EventLog;

/// <summary>Reads the buckets that the writer keeps with the entries.</summary>
internal sealed class SqlThroughput(SqlEventLog log, ILogDatabase database) : IThroughput
{
    public async Task<IReadOnlyList<ThroughputBucket>> ReadAsync(ThroughputQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        if (await ScopeAsync(connection, query, cancellationToken) is not { } scope)
        {
            return [];
        }

        var latencies = await LatenciesAsync(connection, query, scope, "start", cancellationToken);
        await using var command = Command(
            connection, query,
            $"SELECT start, SUM(entries), SUM(bytes), SUM(checked), SUM(invalid), SUM(errors) FROM throughput WHERE {scope} GROUP BY start ORDER BY start");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<ThroughputBucket> buckets = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var start = reader.GetInt64(0);
            buckets.Add(Bucket(LogQueries.Time(start), reader, [.. latencies[start]]));
        }

        return buckets;
    }

    public async Task<ThroughputBucket> SumAsync(ThroughputQuery query, CancellationToken cancellationToken = default)
    {
        var buckets = await ReadAsync(query, cancellationToken);
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        var scope = await ScopeAsync(connection, query, cancellationToken);
        var latencies = scope is null
            ? []
            : (await LatenciesAsync(connection, query, scope, "start", cancellationToken)).SelectMany(l => l).ToList();
        return new ThroughputBucket(
            query.From,
            buckets.Sum(b => b.Entries),
            buckets.Sum(b => b.Bytes),
            buckets.Sum(b => b.Checked),
            buckets.Sum(b => b.Invalid),
            buckets.Sum(b => b.Errors),
            LatencyHistogram.Percentile(latencies, 0.5),
            LatencyHistogram.Percentile(latencies, 0.95),
            LatencyHistogram.Percentile(latencies, 0.99));
    }

    public async Task<IReadOnlyDictionary<FeedId, ThroughputBucket>> SumByFeedAsync(ThroughputQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        Dictionary<FeedId, ThroughputBucket> sums = [];
        if (await ScopeAsync(connection, query, cancellationToken) is not { } scope)
        {
            return sums;
        }

        var latencies = await LatenciesAsync(connection, query, scope, "feed", cancellationToken);
        await using var command = Command(
            connection, query,
            "SELECT t.feed, t.entries, t.bytes, t.checked, t.invalid, t.errors, f.id FROM (SELECT feed, SUM(entries) AS entries, SUM(bytes) AS bytes, "
            + $"SUM(checked) AS checked, SUM(invalid) AS invalid, SUM(errors) AS errors FROM throughput WHERE {scope} GROUP BY feed) t JOIN log_feeds f ON f.key = t.feed");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            sums[FeedId.Parse(reader.GetString(6))] = Bucket(query.From, reader, [.. latencies[Count(reader, 0)]]);
        }

        return sums;
    }

    public ValueTask RecordErrorsAsync(FeedId feed, int count, CancellationToken cancellationToken = default) =>
        log.Writer.CountErrorsAsync(feed, count, cancellationToken);

    private static ThroughputBucket Bucket(DateTimeOffset start, DbDataReader reader, IReadOnlyCollection<KeyValuePair<int, long>> latencies) => new(
        start,
        Count(reader, 1),
        Count(reader, 2),
        Count(reader, 3),
        Count(reader, 4),
        Count(reader, 5),
        LatencyHistogram.Percentile(latencies, 0.5),
        LatencyHistogram.Percentile(latencies, 0.95),
        LatencyHistogram.Percentile(latencies, 0.99));

    private static async Task<ILookup<long, KeyValuePair<int, long>>> LatenciesAsync(
        DbConnection connection, ThroughputQuery query, string scope, string by, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, query, $"SELECT {by}, bucket, SUM(count) FROM throughput_latency WHERE {scope} GROUP BY {by}, bucket");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(long Group, KeyValuePair<int, long> Count)> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((Count(reader, 0), KeyValuePair.Create(reader.GetInt32(1), Count(reader, 2))));
        }

        return rows.ToLookup(r => r.Group, r => r.Count);
    }

    /// <summary>The condition that both tables are read by; null when none of the feeds has ever had an entry.</summary>
    private static async Task<string?> ScopeAsync(DbConnection connection, ThroughputQuery query, CancellationToken cancellationToken)
    {
        const string Range = "resolution = @resolution AND start >= @from AND start < @to";
        if (query.Feeds is null)
        {
            return $"feed IN (SELECT key FROM log_feeds) AND {Range}";
        }

        var keys = await LogQueries.FeedKeysAsync(connection, query.Feeds, cancellationToken);
        return keys.Count == 0 ? null : $"feed IN ({string.Join(',', keys)}) AND {Range}";
    }

    private static DbCommand Command(DbConnection connection, ThroughputQuery query, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        LogQueries.Add(command, "@resolution", (int)query.Resolution);
        LogQueries.Add(command, "@from", query.Resolution.Floor(query.From).UtcTicks);
        LogQueries.Add(command, "@to", query.To.UtcTicks);
        return command;
    }

    // PostgreSQL sums whole numbers to a decimal.
    private static long Count(DbDataReader reader, int column) => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);
}
