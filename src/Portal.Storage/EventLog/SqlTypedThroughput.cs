using System.Globalization;
using Portal.Events;
using Portal.Monitoring.Metrics;

namespace Portal.Storage.EventLog;

/// <summary>Reads the figures of event types. What names no type is what is left of the feed's own figures.</summary>
internal sealed class SqlTypedThroughput(ILogDatabase database) : ITypedThroughput
{
    // One statement, so that no commit comes between the parts: a difference of figures of two moments would be no figure.
    private static readonly string Statement =
        "SELECT t.start, t.type, n.name, t.latency, t.entries, t.bytes, t.checked, t.invalid FROM throughput_types t "
        + "LEFT JOIN log_types n ON n.feed = t.feed AND n.type = t.type "
        + "WHERE t.feed = @feed AND t.resolution = @resolution AND t.start >= @from AND t.start < @to "
        + $"UNION ALL SELECT start, {Text(TypedFold.Feed)}, NULL, {Text(TypedFold.Feed)}, entries, bytes, checked, invalid FROM throughput WHERE {LogQueries.FeedRange} "
        + $"UNION ALL SELECT start, {Text(TypedFold.FeedLatency)}, NULL, bucket, count, 0, 0, 0 FROM throughput_latency WHERE {LogQueries.FeedRange}";

    public async Task<IReadOnlyList<TypedThroughput>> ReadAsync(
        FeedId feed, DateTimeOffset from, DateTimeOffset to, Resolution resolution, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        if (await LogQueries.FeedKeysAsync(connection, [feed], cancellationToken) is not [var key])
        {
            return [];
        }

        var fold = new TypedFold();
        await using var command = LogStatements.Command(
            connection.CreateCommand(), Statement,
            ("@feed", key), ("@resolution", (int)resolution), ("@from", resolution.Floor(from).UtcTicks), ("@to", to.UtcTicks));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            fold.Add(
                reader.GetInt64(0),
                (int)reader.GetInt64(1),
                await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetString(2),
                (int)reader.GetInt64(3),
                new BucketCounts { Entries = reader.GetInt64(4), Bytes = reader.GetInt64(5), Checked = reader.GetInt64(6), Invalid = reader.GetInt64(7) });
        }

        return fold.Finish(from);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
