using System.Data.Common;
using Microsoft.Data.Sqlite;
using Portal.Events;
using Portal.Monitoring.Metrics;
using SQLitePCL;

namespace Portal.Storage.EventLog.Sqlite;

/// <summary>
/// The one writing connection with its prepared statements, and the transaction that runs on it. SQLite runs in the
/// caller's thread: nothing here waits.
/// </summary>
internal sealed class SqliteLogSession : ILogTransaction
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCheckpoints _checkpoints;
    private readonly List<SqliteStatement> _statements = [];
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly SqliteStatement _head;
    private readonly SqliteStatement _setHead;
    private readonly SqliteStatement _findFeed;
    private readonly SqliteStatement _addFeed;
    private readonly SqliteStatement _known;
    private readonly SqliteStatement _purged;
    private readonly SqliteStatement _addEntry;
    private readonly SqliteStatement _supersede;
    private readonly SqliteStatement _moveFeed;
    private readonly SqliteStatement _saveCheckpoint;
    private readonly SqliteStatement _count;
    private readonly SqliteStatement _countLatency;
    private readonly SqliteStatement _countType;

    // Most feeds never purge: their appends are spared the second look.
    private readonly HashSet<int> _purgedFeeds = [];

    private bool _durable = true;

    public SqliteLogSession(SqliteConnection connection, SqliteCheckpoints checkpoints)
    {
        (_connection, _checkpoints) = (connection, checkpoints);
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _head = Prepare("SELECT position FROM log_head");
        _setHead = Prepare("UPDATE log_head SET position = ?1");
        _findFeed = Prepare("SELECT key FROM log_feeds WHERE id = ?1");
        _addFeed = Prepare("INSERT INTO log_feeds (id, head, last_received, entries) VALUES (?1, 0, 0, 0) RETURNING key");
        _known = Prepare("SELECT position, revision, hash FROM log_entries WHERE superseded = 0 AND feed = ?1 AND entry_key = ?2");
        _purged = Prepare("SELECT position, revision, hash FROM log_purged WHERE feed = ?1 AND entry_key = ?2");
        _addEntry = Prepare("INSERT INTO log_entries VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        _supersede = Prepare("UPDATE log_entries SET superseded = 1 WHERE position = ?1");
        _moveFeed = Prepare("UPDATE log_feeds SET head = ?2, last_received = ?3, entries = entries + ?4 WHERE key = ?1");
        _saveCheckpoint = Prepare("INSERT INTO log_checkpoints VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET state = excluded.state");
        _count = Prepare(
            "INSERT INTO throughput VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (feed, resolution, start) DO UPDATE SET "
            + "entries = entries + excluded.entries, bytes = bytes + excluded.bytes, checked = checked + excluded.checked, "
            + "invalid = invalid + excluded.invalid, errors = errors + excluded.errors");
        _countLatency = Prepare(
            "INSERT INTO throughput_latency VALUES (?1, ?2, ?3, ?4, ?5) "
            + "ON CONFLICT (feed, resolution, start, bucket) DO UPDATE SET count = count + excluded.count");
        _countType = Prepare(
            "INSERT INTO throughput_types VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (feed, resolution, start, type, latency) DO UPDATE SET "
            + "entries = entries + excluded.entries, bytes = bytes + excluded.bytes, checked = checked + excluded.checked, "
            + "invalid = invalid + excluded.invalid");
        using var purgedFeeds = new SqliteStatement(_connection, "SELECT key FROM log_feeds WHERE EXISTS (SELECT 1 FROM log_purged WHERE feed = key)");
        while (purgedFeeds.Next())
        {
            _purgedFeeds.Add((int)purgedFeeds.Number(0));
        }
    }

    /// <summary>Begins a transaction, with the write lock from the start.</summary>
    public ILogTransaction Begin(bool durable)
    {
        if (durable != _durable)
        {
            // Takes effect while it is prepared, so that it cannot be kept prepared.
            using (new SqliteStatement(_connection, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"))
            {
                _durable = durable;
            }
        }

        _begin.Run();
        return this;
    }

    public ValueTask<long> HeadAsync() => ValueTask.FromResult(_head.Scalar()!.Value);

    public ValueTask<IReadOnlyDictionary<FeedId, int>> FeedKeysAsync(IReadOnlyCollection<FeedId> feeds)
    {
        Dictionary<FeedId, int> keys = new(feeds.Count);
        foreach (var feed in feeds)
        {
            keys[feed] = (int)(_findFeed.Bind(1, feed.Value).Scalar() ?? _addFeed.Bind(1, feed.Value).Scalar()!.Value);
        }

        return ValueTask.FromResult<IReadOnlyDictionary<FeedId, int>>(keys);
    }

    public ValueTask<KnownEntries> KnownAsync(IReadOnlyList<(int Feed, EntryKey Key)> entries)
    {
        var known = new KnownEntries();
        foreach (var (feed, key) in entries)
        {
            if (Find(_known, feed, key) is { } entry)
            {
                known.Add(feed, key, entry);
            }
            else if (_purgedFeeds.Contains(feed) && Find(_purged, feed, key) is { } purged)
            {
                known.Add(feed, key, purged);
            }
        }

        return ValueTask.FromResult(known);
    }

    public ValueTask WriteAsync(AppendPlan plan)
    {
        // The old revision leaves the index of current ones before the new one enters it.
        foreach (var position in plan.Superseded)
        {
            _supersede.Bind(1, position).Run();
        }

        var received = plan.Received.UtcTicks;
        foreach (var row in plan.Rows)
        {
            _addEntry.Bind(1, row.Position).Bind(2, row.Feed).Bind(3, row.Encoded.Key.Bytes).Bind(4, row.Revision)
                .Bind(5, row.Superseded ? 1 : 0).Bind(6, received).Bind(7, row.Size).Bind(8, row.Encoded.Hash).Bind(9, row.Encoded.Payload).Run();
        }

        foreach (var (feed, move) in plan.Moves)
        {
            _moveFeed.Bind(1, feed).Bind(2, move.Head).Bind(3, received).Bind(4, move.NewEntries).Run();
        }

        WriteFigures(plan);
        foreach (var (name, state) in plan.Checkpoints)
        {
            _saveCheckpoint.Bind(1, name).Bind(2, state).Run();
        }

        if (plan.Rows.Count > 0)
        {
            _setHead.Bind(1, plan.Head).Run();
        }

        return ValueTask.CompletedTask;
    }

    // The library finds each parameter's number by comparing names from the first on.
    public int MaxParameters => 60;

    public DbCommand CreateCommand() => _connection.CreateCommand();

    public void NotePurged(int feed) => _purgedFeeds.Add(feed);

    public ValueTask CommitAsync()
    {
        _commit.Run();
        _checkpoints.Note(_connection.Handle!);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the transaction, not the session; without a commit before, nothing of it is left.</summary>
    public ValueTask DisposeAsync()
    {
        // Some errors, a full disk among them, have rolled back already.
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _rollback.Run();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the session.</summary>
    public async ValueTask CloseAsync()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        await _connection.DisposeAsync();
    }

    private static KnownEntry? Find(SqliteStatement statement, int feed, EntryKey key)
    {
        if (!statement.Bind(1, feed).Bind(2, key.Bytes).Next())
        {
            return null;
        }

        var entry = new KnownEntry(statement.Number(0), (int)statement.Number(1), statement.Number(2));
        statement.Reset();
        return entry;
    }

    private void WriteFigures(AppendPlan plan)
    {
        foreach (var (key, counts) in plan.Buckets)
        {
            _count.Bind(1, key.Feed).Bind(2, (int)key.Resolution).Bind(3, key.Start.UtcTicks).Bind(4, counts.Entries)
                .Bind(5, counts.Bytes).Bind(6, counts.Checked).Bind(7, counts.Invalid).Bind(8, counts.Errors).Run();
        }

        foreach (var (key, count) in plan.Latencies)
        {
            _countLatency.Bind(1, key.Bucket.Feed).Bind(2, (int)key.Bucket.Resolution).Bind(3, key.Bucket.Start.UtcTicks)
                .Bind(4, key.Latency).Bind(5, count).Run();
        }

        foreach (var resolution in Resolutions.All)
        {
            var start = resolution.Floor(plan.Received).UtcTicks;
            foreach (var (key, counts) in plan.NumberedTypes)
            {
                _countType.Bind(1, key.Feed).Bind(2, (int)resolution).Bind(3, start).Bind(4, key.Type).Bind(5, key.Latency)
                    .Bind(6, counts.Entries).Bind(7, counts.Bytes).Bind(8, counts.Checked).Bind(9, counts.Invalid).Run();
            }
        }
    }

    private SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(_connection, sql);
        _statements.Add(statement);
        return statement;
    }
}
