using Npgsql;
using NpgsqlTypes;
using Portal.Events;

namespace Portal.Storage.EventLog.Postgres;

/// <summary>One commit in PostgreSQL: a few statements over arrays, whatever the number of entries.</summary>
internal sealed class PostgresLogTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) : ILogTransaction
{
    private readonly Dictionary<FeedId, int> _feedKeys = [];

    // The lock on this row, held until the commit, makes the order of positions the order of commits in all processes.
    public async ValueTask<long> HeadAsync()
    {
        await using var command = Command("SELECT position FROM log_head FOR UPDATE");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask<int> FeedKeyAsync(FeedId feed)
    {
        if (_feedKeys.TryGetValue(feed, out var known))
        {
            return known;
        }

        await using var command = Command(
            "WITH added AS (INSERT INTO log_feeds (id, head, last_received, entries) SELECT @id, 0, 0, 0 "
            + "WHERE NOT EXISTS (SELECT 1 FROM log_feeds WHERE id = @id) RETURNING key) "
            + "SELECT key FROM added UNION ALL SELECT key FROM log_feeds WHERE id = @id");
        command.Parameters.AddWithValue("id", feed.Value);
        var key = (int)(await command.ExecuteScalarAsync())!;
        _feedKeys[feed] = key;
        return key;
    }

    public async ValueTask<IReadOnlyDictionary<string, KnownEntry>> KnownAsync(int feed, IReadOnlyCollection<string> entryIds)
    {
        Dictionary<string, KnownEntry> known = [];
        await using var command = Command("SELECT entry_id, position, revision, hash FROM log_keys WHERE feed = @feed AND entry_id = ANY (@ids)");
        command.Parameters.AddWithValue("feed", feed);
        command.Parameters.AddWithValue("ids", entryIds.ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            known[reader.GetString(0)] = new KnownEntry(reader.GetInt64(1), reader.GetInt32(2), reader.GetInt64(3));
        }

        return known;
    }

    public async ValueTask WriteAsync(AppendPlan plan)
    {
        if (plan.Rows.Count > 0)
        {
            await CopyEntriesAsync(plan);
            await WriteKeysAsync(plan);
            await MoveFeedsAsync(plan);
        }

        await WriteFiguresAsync(plan);
        foreach (var (name, state) in plan.Checkpoints)
        {
            await using var save = Command("INSERT INTO log_checkpoints VALUES (@name, @state) ON CONFLICT (name) DO UPDATE SET state = excluded.state");
            save.Parameters.AddWithValue("name", name);
            save.Parameters.AddWithValue("state", state);
            await save.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask RemoveAsync(FeedId feed, string checkpoint)
    {
        await using var command = Command(
            """
            DELETE FROM log_entries WHERE feed = (SELECT key FROM log_feeds WHERE id = @feed);
            DELETE FROM log_keys WHERE feed = (SELECT key FROM log_feeds WHERE id = @feed);
            DELETE FROM throughput WHERE feed = (SELECT key FROM log_feeds WHERE id = @feed);
            DELETE FROM throughput_latency WHERE feed = (SELECT key FROM log_feeds WHERE id = @feed);
            DELETE FROM log_checkpoints WHERE name = @checkpoint;
            DELETE FROM log_feeds WHERE id = @feed;
            """);
        command.Parameters.AddWithValue("feed", feed.Value);
        command.Parameters.AddWithValue("checkpoint", checkpoint);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask CommitAsync() => await transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task CopyEntriesAsync(AppendPlan plan)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY log_entries (position, feed, entry_id, revision, superseded, received, size, payload) FROM STDIN (FORMAT BINARY)");
        foreach (var row in plan.Rows)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint);
            await copy.WriteAsync(row.Feed, NpgsqlDbType.Integer);
            await copy.WriteAsync(row.EntryId, NpgsqlDbType.Text);
            await copy.WriteAsync(row.Revision, NpgsqlDbType.Integer);
            await copy.WriteAsync(0, NpgsqlDbType.Integer);
            await copy.WriteAsync(plan.Received.UtcTicks, NpgsqlDbType.Bigint);
            await copy.WriteAsync(row.Size, NpgsqlDbType.Integer);
            await copy.WriteAsync(row.Encoded.Payload, NpgsqlDbType.Bytea);
        }

        await copy.CompleteAsync();
    }

    private async Task WriteKeysAsync(AppendPlan plan)
    {
        // An id can come twice in one commit (an entry and its revision): its last row is the one that counts.
        var last = plan.Rows.GroupBy(r => (r.Feed, r.EntryId)).Select(g => g.Last()).ToList();
        await using var keys = Command(
            "INSERT INTO log_keys SELECT * FROM unnest(@feeds, @ids, @positions, @revisions, @hashes) "
            + "ON CONFLICT (feed, entry_id) DO UPDATE SET position = excluded.position, revision = excluded.revision, hash = excluded.hash");
        keys.Parameters.AddWithValue("feeds", last.Select(r => r.Feed).ToArray());
        keys.Parameters.AddWithValue("ids", last.Select(r => r.EntryId).ToArray());
        keys.Parameters.AddWithValue("positions", last.Select(r => r.Position).ToArray());
        keys.Parameters.AddWithValue("revisions", last.Select(r => r.Revision).ToArray());
        keys.Parameters.AddWithValue("hashes", last.Select(r => r.Encoded.Hash).ToArray());
        await keys.ExecuteNonQueryAsync();

        var replaced = plan.Rows.Where(r => r.Replaces != 0).Select(r => r.Replaces).ToArray();
        if (replaced.Length > 0)
        {
            await using var supersede = Command("UPDATE log_entries SET superseded = 1 WHERE position = ANY (@positions)");
            supersede.Parameters.AddWithValue("positions", replaced);
            await supersede.ExecuteNonQueryAsync();
        }
    }

    private async Task MoveFeedsAsync(AppendPlan plan)
    {
        foreach (var (feed, added) in plan.NewEntries)
        {
            await using var move = Command(
                "UPDATE log_feeds SET head = @head, last_received = @received, entries = entries + @added WHERE key = @feed");
            move.Parameters.AddWithValue("head", plan.Rows.Last(r => r.Feed == feed).Position);
            move.Parameters.AddWithValue("received", plan.Received.UtcTicks);
            move.Parameters.AddWithValue("added", added);
            move.Parameters.AddWithValue("feed", feed);
            await move.ExecuteNonQueryAsync();
        }

        await using var head = Command($"UPDATE log_head SET position = @head; SELECT pg_notify('{PostgresLogDatabase.Channel}', '')");
        head.Parameters.AddWithValue("head", plan.Head);
        await head.ExecuteNonQueryAsync();
    }

    private async Task WriteFiguresAsync(AppendPlan plan)
    {
        if (plan.Buckets.Count > 0)
        {
            var buckets = plan.Buckets.ToList();
            await using var count = Command(
                "INSERT INTO throughput SELECT * FROM unnest(@feeds, @resolutions, @starts, @entries, @bytes, @checked, @invalid, @errors) "
                + "ON CONFLICT (feed, resolution, start) DO UPDATE SET entries = throughput.entries + excluded.entries, "
                + "bytes = throughput.bytes + excluded.bytes, checked = throughput.checked + excluded.checked, "
                + "invalid = throughput.invalid + excluded.invalid, errors = throughput.errors + excluded.errors");
            count.Parameters.AddWithValue("feeds", buckets.Select(b => b.Key.Feed).ToArray());
            count.Parameters.AddWithValue("resolutions", buckets.Select(b => (int)b.Key.Resolution).ToArray());
            count.Parameters.AddWithValue("starts", buckets.Select(b => b.Key.Start.UtcTicks).ToArray());
            count.Parameters.AddWithValue("entries", buckets.Select(b => b.Value.Entries).ToArray());
            count.Parameters.AddWithValue("bytes", buckets.Select(b => b.Value.Bytes).ToArray());
            count.Parameters.AddWithValue("checked", buckets.Select(b => b.Value.Checked).ToArray());
            count.Parameters.AddWithValue("invalid", buckets.Select(b => b.Value.Invalid).ToArray());
            count.Parameters.AddWithValue("errors", buckets.Select(b => b.Value.Errors).ToArray());
            await count.ExecuteNonQueryAsync();
        }

        if (plan.Latencies.Count > 0)
        {
            var latencies = plan.Latencies.ToList();
            await using var count = Command(
                "INSERT INTO throughput_latency SELECT * FROM unnest(@feeds, @resolutions, @starts, @buckets, @counts) "
                + "ON CONFLICT (feed, resolution, start, bucket) DO UPDATE SET count = throughput_latency.count + excluded.count");
            count.Parameters.AddWithValue("feeds", latencies.Select(l => l.Key.Bucket.Feed).ToArray());
            count.Parameters.AddWithValue("resolutions", latencies.Select(l => (int)l.Key.Bucket.Resolution).ToArray());
            count.Parameters.AddWithValue("starts", latencies.Select(l => l.Key.Bucket.Start.UtcTicks).ToArray());
            count.Parameters.AddWithValue("buckets", latencies.Select(l => l.Key.Latency).ToArray());
            count.Parameters.AddWithValue("counts", latencies.Select(l => l.Value).ToArray());
            await count.ExecuteNonQueryAsync();
        }
    }

    private NpgsqlCommand Command(string sql) => new(sql, connection, transaction);
}
