using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Events;

namespace Portal.Storage.EventLog.Sqlite;

/// <summary>The one writing connection with its prepared statements. SQLite runs in the caller's thread: nothing here waits.</summary>
internal sealed class SqliteLogSession : IAsyncDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<FeedId, int> _feedKeys = [];
    private readonly List<Statement> _statements = [];
    private readonly Statement _head;
    private readonly Statement _setHead;
    private readonly Statement _findFeed;
    private readonly Statement _addFeed;
    private readonly Statement _known;
    private readonly Statement _addEntry;
    private readonly Statement _addKey;
    private readonly Statement _moveKey;
    private readonly Statement _supersede;
    private readonly Statement _moveFeed;
    private readonly Statement _saveCheckpoint;
    private readonly Statement _count;
    private readonly Statement _countLatency;
    private SqliteTransaction? _transaction;

    public SqliteLogSession(SqliteConnection connection)
    {
        _connection = connection;
        _head = Prepare("SELECT position FROM log_head");
        _setHead = Prepare("UPDATE log_head SET position = $0", 1);
        _findFeed = Prepare("SELECT key FROM log_feeds WHERE id = $0", 1);
        _addFeed = Prepare("INSERT INTO log_feeds (id, head, last_received, entries) VALUES ($0, 0, 0, 0) RETURNING key", 1);
        _known = Prepare(
            "SELECT k.entry_id, k.position, k.revision, k.hash FROM json_each($1) AS j JOIN log_keys AS k ON k.feed = $0 AND k.entry_id = j.value", 2);
        _addEntry = Prepare("INSERT INTO log_entries VALUES ($0, $1, $2, $3, 0, $4, $5, $6)", 7);
        _addKey = Prepare("INSERT INTO log_keys VALUES ($0, $1, $2, 1, $3)", 4);
        _moveKey = Prepare("UPDATE log_keys SET position = $2, revision = $3, hash = $4 WHERE feed = $0 AND entry_id = $1", 5);
        _supersede = Prepare("UPDATE log_entries SET superseded = 1 WHERE position = $0", 1);
        _moveFeed = Prepare("UPDATE log_feeds SET head = $1, last_received = $2, entries = entries + $3 WHERE key = $0", 4);
        _saveCheckpoint = Prepare("INSERT INTO log_checkpoints VALUES ($0, $1) ON CONFLICT (name) DO UPDATE SET state = excluded.state", 2);
        _count = Prepare(
            "INSERT INTO throughput VALUES ($0, $1, $2, $3, $4, $5, $6, $7) ON CONFLICT (feed, resolution, start) DO UPDATE SET "
            + "entries = entries + excluded.entries, bytes = bytes + excluded.bytes, checked = checked + excluded.checked, "
            + "invalid = invalid + excluded.invalid, errors = errors + excluded.errors",
            8);
        _countLatency = Prepare(
            "INSERT INTO throughput_latency VALUES ($0, $1, $2, $3, $4) "
            + "ON CONFLICT (feed, resolution, start, bucket) DO UPDATE SET count = count + excluded.count",
            5);
    }

    /// <summary>Begins a transaction, with the write lock from the start.</summary>
    public SqliteLogTransaction Begin()
    {
        _transaction = _connection.BeginTransaction(deferred: false);
        foreach (var statement in _statements)
        {
            statement.Enlist(_transaction);
        }

        return new SqliteLogTransaction(this);
    }

    public ValueTask<long> HeadAsync() => ValueTask.FromResult((long)_head.Scalar()!);

    public ValueTask<int> FeedKeyAsync(FeedId feed)
    {
        if (!_feedKeys.TryGetValue(feed, out var key))
        {
            key = (int)(long)(_findFeed.Scalar(feed.Value) ?? _addFeed.Scalar(feed.Value)!);
            _feedKeys[feed] = key;
        }

        return ValueTask.FromResult(key);
    }

    public ValueTask<IReadOnlyDictionary<string, KnownEntry>> KnownAsync(int feed, IReadOnlyCollection<string> entryIds)
    {
        Dictionary<string, KnownEntry> known = [];
        using var reader = _known.Read(feed, JsonSerializer.Serialize(entryIds));
        while (reader.Read())
        {
            known[reader.GetString(0)] = new KnownEntry(reader.GetInt64(1), reader.GetInt32(2), reader.GetInt64(3));
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, KnownEntry>>(known);
    }

    public ValueTask WriteAsync(AppendPlan plan)
    {
        var received = plan.Received.UtcTicks;
        foreach (var row in plan.Rows)
        {
            _addEntry.Run(row.Position, row.Feed, row.EntryId, row.Revision, received, row.Size, row.Encoded.Payload);
            if (row.Replaces == 0)
            {
                _addKey.Run(row.Feed, row.EntryId, row.Position, row.Encoded.Hash);
            }
            else
            {
                _moveKey.Run(row.Feed, row.EntryId, row.Position, row.Revision, row.Encoded.Hash);
                _supersede.Run(row.Replaces);
            }
        }

        foreach (var (feed, added) in plan.NewEntries)
        {
            _moveFeed.Run(feed, plan.Rows.Last(r => r.Feed == feed).Position, received, added);
        }

        WriteFigures(plan);
        foreach (var (name, state) in plan.Checkpoints)
        {
            _saveCheckpoint.Run(name, state);
        }

        if (plan.Rows.Count > 0)
        {
            _setHead.Run(plan.Head);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(FeedId feed, string checkpoint)
    {
        using var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.Parameters.AddWithValue("$feed", feed.Value);
        command.Parameters.AddWithValue("$checkpoint", checkpoint);
        command.CommandText =
            """
            DELETE FROM log_entries WHERE feed = (SELECT key FROM log_feeds WHERE id = $feed);
            DELETE FROM log_keys WHERE feed = (SELECT key FROM log_feeds WHERE id = $feed);
            DELETE FROM throughput WHERE feed = (SELECT key FROM log_feeds WHERE id = $feed);
            DELETE FROM throughput_latency WHERE feed = (SELECT key FROM log_feeds WHERE id = $feed);
            DELETE FROM log_checkpoints WHERE name = $checkpoint;
            DELETE FROM log_feeds WHERE id = $feed;
            """;
        command.ExecuteNonQuery();
        _feedKeys.Remove(feed);
        return ValueTask.CompletedTask;
    }

    public ValueTask CommitAsync()
    {
        _transaction!.Commit();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the transaction; without a commit before, nothing of it is left, keys of new feeds included.</summary>
    public void End(bool committed)
    {
        if (!committed)
        {
            _feedKeys.Clear();
        }

        _transaction?.Dispose();
        _transaction = null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        await _connection.DisposeAsync();
    }

    private void WriteFigures(AppendPlan plan)
    {
        foreach (var (key, counts) in plan.Buckets)
        {
            _count.Run(
                key.Feed, (int)key.Resolution, key.Start.UtcTicks, counts.Entries, counts.Bytes, counts.Checked, counts.Invalid, counts.Errors);
        }

        foreach (var (key, count) in plan.Latencies)
        {
            _countLatency.Run(key.Bucket.Feed, (int)key.Bucket.Resolution, key.Bucket.Start.UtcTicks, key.Latency, count);
        }
    }

    private Statement Prepare(string sql, int parameters = 0)
    {
        var statement = new Statement(_connection, sql, parameters);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>A prepared statement whose parameters are $0, $1, ...</summary>
    private sealed class Statement : IDisposable
    {
        private readonly SqliteCommand _command;
        private readonly SqliteParameter[] _parameters;

        public Statement(SqliteConnection connection, string sql, int parameters)
        {
            _command = connection.CreateCommand();
            _command.CommandText = sql;
            _parameters = [.. Enumerable.Range(0, parameters).Select(i => new SqliteParameter($"${i}", null))];
            _command.Parameters.AddRange(_parameters);
        }

        public void Enlist(SqliteTransaction transaction) => _command.Transaction = transaction;

        public void Run(params ReadOnlySpan<object> values)
        {
            Bind(values);
            _command.ExecuteNonQuery();
        }

        public object? Scalar(params ReadOnlySpan<object> values)
        {
            Bind(values);
            return _command.ExecuteScalar();
        }

        public SqliteDataReader Read(params ReadOnlySpan<object> values)
        {
            Bind(values);
            return _command.ExecuteReader();
        }

        public void Dispose() => _command.Dispose();

        private void Bind(ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                _parameters[i].Value = values[i];
            }
        }
    }
}
