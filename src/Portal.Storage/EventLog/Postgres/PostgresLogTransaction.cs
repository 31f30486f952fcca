using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Portal.Events;
using Portal.Monitoring.Metrics;

namespace Portal.Storage.EventLog.Postgres;

/// <summary>The transaction of one commit in PostgreSQL: a few statements over arrays, whatever the number of entries.</summary>
internal sealed class PostgresLogTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) : ILogTransaction
{
    // The lock on this row, held until the commit, makes the order of positions the order of commits in all processes.
    public async ValueTask<long> HeadAsync()
    {
        await using var command = Command("SELECT position FROM log_head FOR UPDATE");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask<IReadOnlyDictionary<FeedId, int>> FeedKeysAsync(IReadOnlyCollection<FeedId> feeds)
    {
        // Whoever holds the head's row is the only one that makes feeds: what is looked up first is not made twice.
        await using var command = Command(
            "WITH wanted AS (SELECT unnest(@ids) AS id), "
            + "added AS (INSERT INTO log_feeds (id, head, last_received, entries) "
            + "SELECT id, 0, 0, 0 FROM wanted WHERE NOT EXISTS (SELECT 1 FROM log_feeds f WHERE f.id = wanted.id) RETURNING id, key) "
            + "SELECT id, key FROM added UNION ALL SELECT id, key FROM log_feeds WHERE id = ANY (@ids)",
            ("ids", feeds.Select(feed => feed.Value).ToArray()));
        Dictionary<FeedId, int> keys = new(feeds.Count);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            keys[FeedId.Parse(reader.GetString(0))] = reader.GetInt32(1);
        }

        return keys;
    }

    public async ValueTask<KnownEntries> KnownAsync(IReadOnlyList<(int Feed, EntryKey Key)> entries)
    {
        var known = new KnownEntries();
        if (entries.Count == 0)
        {
            return known;
        }

        // What is in the log comes last, in place of what was purged of the same entry.
        await using var command = Command(
            "WITH w AS (SELECT * FROM unnest(@feeds, @keys) WITH ORDINALITY AS w (feed, key, n)) "
            + "SELECT w.n, p.position, p.revision, p.hash, 0 AS rank FROM w JOIN log_purged p ON p.feed = w.feed AND p.entry_key = w.key "
            + "UNION ALL SELECT w.n, e.position, e.revision, e.hash, 1 FROM w "
            + "JOIN log_entries e ON e.superseded = 0 AND e.feed = w.feed AND e.entry_key = w.key ORDER BY rank",
            ("feeds", entries.Select(entry => entry.Feed).ToArray()),
            ("keys", entries.Select(entry => entry.Key.Bytes).ToArray()));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (feed, key) = entries[(int)reader.GetInt64(0) - 1];
            known.Add(feed, key, new KnownEntry(reader.GetInt64(1), reader.GetInt32(2), reader.GetInt64(3)));
        }

        return known;
    }

    public async ValueTask WriteAsync(AppendPlan plan)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (plan.Rows.Count > 0)
        {
            await SupersedeAsync(plan);
            await CopyEntriesAsync(plan);
            MoveFeeds(batch, plan);
        }

        CountEntries(batch, plan);
        CountLatencies(batch, plan);
        CountTypes(batch, plan);
        SaveCheckpoints(batch, plan);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync();
        }
    }

    public int MaxParameters => 1000;

    public DbCommand CreateCommand() => new NpgsqlCommand { Connection = connection, Transaction = transaction };

    // Another process may have purged: every append looks.
    public void NotePurged(int feed)
    {
    }

    public async ValueTask CommitAsync() => await transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    // The old revision leaves the index of current ones before the new one enters it.
    private async Task SupersedeAsync(AppendPlan plan)
    {
        long[] superseded = [.. plan.Superseded];
        if (superseded.Length > 0)
        {
            await using var command = Command("UPDATE log_entries SET superseded = 1 WHERE position = ANY (@positions)", ("positions", superseded));
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task CopyEntriesAsync(AppendPlan plan)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY log_entries (position, feed, entry_key, revision, superseded, received, size, hash, payload) FROM STDIN (FORMAT BINARY)");
        foreach (var row in plan.Rows)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint);
            await copy.WriteAsync(row.Feed, NpgsqlDbType.Integer);
            await copy.WriteAsync(row.Encoded.Key.Bytes, NpgsqlDbType.Bytea);
            await copy.WriteAsync(row.Revision, NpgsqlDbType.Integer);
            await copy.WriteAsync(row.Superseded ? 1 : 0, NpgsqlDbType.Integer);
            await copy.WriteAsync(plan.Received.UtcTicks, NpgsqlDbType.Bigint);
            await copy.WriteAsync(row.Size, NpgsqlDbType.Integer);
            await copy.WriteAsync(row.Encoded.Hash, NpgsqlDbType.Bigint);
            await copy.WriteAsync(row.Encoded.Payload, NpgsqlDbType.Bytea);
        }

        await copy.CompleteAsync();
    }

    private static void MoveFeeds(NpgsqlBatch batch, AppendPlan plan)
    {
        var moves = plan.Moves.ToArray();
        Add(
            batch,
            "UPDATE log_feeds f SET head = m.head, last_received = @received, entries = f.entries + m.added "
            + "FROM unnest(@feeds, @heads, @added) AS m (feed, head, added) WHERE f.key = m.feed",
            ("received", plan.Received.UtcTicks),
            ("feeds", moves.Select(m => m.Key).ToArray()),
            ("heads", moves.Select(m => m.Value.Head).ToArray()),
            ("added", moves.Select(m => m.Value.NewEntries).ToArray()));
        Add(batch, "UPDATE log_head SET position = @head", ("head", plan.Head));
        Add(batch, $"SELECT pg_notify('{PostgresLogDatabase.Channel}', '')");
    }

    private static void CountEntries(NpgsqlBatch batch, AppendPlan plan)
    {
        if (plan.Buckets.Count == 0)
        {
            return;
        }

        var buckets = plan.Buckets.ToArray();
        Add(
            batch,
            "INSERT INTO throughput SELECT * FROM unnest(@feeds, @resolutions, @starts, @entries, @bytes, @checked, @invalid, @errors) "
            + "ON CONFLICT (feed, resolution, start) DO UPDATE SET entries = throughput.entries + excluded.entries, "
            + "bytes = throughput.bytes + excluded.bytes, checked = throughput.checked + excluded.checked, "
            + "invalid = throughput.invalid + excluded.invalid, errors = throughput.errors + excluded.errors",
            ("feeds", buckets.Select(b => b.Key.Feed).ToArray()),
            ("resolutions", buckets.Select(b => (int)b.Key.Resolution).ToArray()),
            ("starts", buckets.Select(b => b.Key.Start.UtcTicks).ToArray()),
            ("entries", buckets.Select(b => b.Value.Entries).ToArray()),
            ("bytes", buckets.Select(b => b.Value.Bytes).ToArray()),
            ("checked", buckets.Select(b => b.Value.Checked).ToArray()),
            ("invalid", buckets.Select(b => b.Value.Invalid).ToArray()),
            ("errors", buckets.Select(b => b.Value.Errors).ToArray()));
    }

    private static void CountLatencies(NpgsqlBatch batch, AppendPlan plan)
    {
        if (plan.Latencies.Count == 0)
        {
            return;
        }

        var latencies = plan.Latencies.ToArray();
        Add(
            batch,
            "INSERT INTO throughput_latency SELECT * FROM unnest(@feeds, @resolutions, @starts, @buckets, @counts) "
            + "ON CONFLICT (feed, resolution, start, bucket) DO UPDATE SET count = throughput_latency.count + excluded.count",
            ("feeds", latencies.Select(l => l.Key.Bucket.Feed).ToArray()),
            ("resolutions", latencies.Select(l => (int)l.Key.Bucket.Resolution).ToArray()),
            ("starts", latencies.Select(l => l.Key.Bucket.Start.UtcTicks).ToArray()),
            ("buckets", latencies.Select(l => l.Key.Latency).ToArray()),
            ("counts", latencies.Select(l => l.Value).ToArray()));
    }

    private static void CountTypes(NpgsqlBatch batch, AppendPlan plan)
    {
        if (plan.NumberedTypes.Count == 0)
        {
            return;
        }

        var types = plan.NumberedTypes.ToArray();
        Add(
            batch,
            "INSERT INTO throughput_types SELECT t.feed, r.resolution, r.start, t.type, t.latency, t.entries, t.bytes, t.checked, t.invalid "
            + "FROM unnest(@resolutions, @starts) AS r (resolution, start), "
            + "unnest(@feeds, @types, @latencies, @entries, @bytes, @checked, @invalid) AS t (feed, type, latency, entries, bytes, checked, invalid) "
            + "ON CONFLICT (feed, resolution, start, type, latency) DO UPDATE SET entries = throughput_types.entries + excluded.entries, "
            + "bytes = throughput_types.bytes + excluded.bytes, checked = throughput_types.checked + excluded.checked, "
            + "invalid = throughput_types.invalid + excluded.invalid",
            ("resolutions", Resolutions.All.Select(r => (int)r).ToArray()),
            ("starts", Resolutions.All.Select(r => r.Floor(plan.Received).UtcTicks).ToArray()),
            ("feeds", types.Select(t => t.Key.Feed).ToArray()),
            ("types", types.Select(t => t.Key.Type).ToArray()),
            ("latencies", types.Select(t => t.Key.Latency).ToArray()),
            ("entries", types.Select(t => t.Value.Entries).ToArray()),
            ("bytes", types.Select(t => t.Value.Bytes).ToArray()),
            ("checked", types.Select(t => t.Value.Checked).ToArray()),
            ("invalid", types.Select(t => t.Value.Invalid).ToArray()));
    }

    private static void SaveCheckpoints(NpgsqlBatch batch, AppendPlan plan)
    {
        if (plan.Checkpoints.Count > 0)
        {
            Add(
                batch,
                "INSERT INTO log_checkpoints SELECT * FROM unnest(@names, @states) ON CONFLICT (name) DO UPDATE SET state = excluded.state",
                ("names", plan.Checkpoints.Keys.ToArray()),
                ("states", plan.Checkpoints.Values.ToArray()));
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        batch.BatchCommands.Add(command);
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
