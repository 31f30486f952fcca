using System.Globalization;
using Portal.Events;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Objectives;

namespace Portal.Storage.EventLog;

/// <summary>Reads what objectives are measured by from the buckets that the writer keeps with the entries.</summary>
internal sealed class SqlObjectiveFigures(ILogDatabase database) : IObjectiveFigures
{
    public async Task<IReadOnlyList<DateTimeOffset>> BusyMinutesAsync(
        FeedId feed, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        List<DateTimeOffset> busy = [];
        await ReadAsync(
            $"SELECT start, entries, entries FROM throughput WHERE {LogQueries.FeedRange} AND entries > 0 ORDER BY start",
            feed, from, to, Resolution.Minute, within: 0, (start, _, _) => busy.Add(start), cancellationToken);
        return busy;
    }

    // A bucket counts as within when all of it is: what is not known to keep the promise does not count for it.
    public async Task<IReadOnlyList<ObjectivePoint>> DelaysAsync(
        FeedId feed, TimeSpan within, DateTimeOffset from, DateTimeOffset to, Resolution resolution, CancellationToken cancellationToken = default)
    {
        List<ObjectivePoint> points = [];
        await ReadAsync(
            $"SELECT start, SUM(CASE WHEN bucket <= @within THEN count ELSE 0 END), SUM(count) FROM throughput_latency WHERE {LogQueries.FeedRange} GROUP BY start ORDER BY start",
            feed, from, to, resolution, LatencyHistogram.WholeBucketsWithin(within.TotalSeconds), (start, good, all) => points.Add(new ObjectivePoint(start, good, all)), cancellationToken);
        return points;
    }

    private async Task ReadAsync(
        string sql, FeedId feed, DateTimeOffset from, DateTimeOffset to, Resolution resolution, int within, Action<DateTimeOffset, long, long> take, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        if (await LogQueries.FeedKeysAsync(connection, [feed], cancellationToken) is not [var key])
        {
            return;
        }

        await using var command = LogStatements.Command(
            connection.CreateCommand(), sql,
            ("@feed", key), ("@resolution", (int)resolution), ("@from", resolution.Floor(from).UtcTicks), ("@to", to.UtcTicks), ("@within", within));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            // PostgreSQL sums whole numbers to a decimal.
            take(LogQueries.Time(reader.GetInt64(0)), Number(reader.GetValue(1)), Number(reader.GetValue(2)));
        }
    }

    private static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
