using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Portal.Storage.EventLog.Sqlite;

/// <summary>The log in a SQLite file: one writing connection, reading ones from the pool.</summary>
internal sealed class SqliteLogDatabase(string connectionString) : ILogDatabase
{
    // A page of 8 KB holds a few entries; the log is durable against a power cut (synchronous=FULL), and a checkpoint
    // of the write-ahead log comes every 128 MB, so that it does not interrupt group commits all the time.
    private const string Pragmas =
        "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000; "
        + "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;";

    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS log_head (position INTEGER NOT NULL);
        INSERT INTO log_head SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM log_head);
        CREATE TABLE IF NOT EXISTS log_feeds (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, head INTEGER NOT NULL, last_received INTEGER NOT NULL, entries INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS log_entries (
            position INTEGER PRIMARY KEY, feed INTEGER NOT NULL, entry_id TEXT NOT NULL, revision INTEGER NOT NULL,
            superseded INTEGER NOT NULL, received INTEGER NOT NULL, size INTEGER NOT NULL, payload BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS log_entries_by_feed ON log_entries (feed, position);
        CREATE TABLE IF NOT EXISTS log_keys (
            feed INTEGER NOT NULL, entry_id TEXT NOT NULL, position INTEGER NOT NULL, revision INTEGER NOT NULL, hash INTEGER NOT NULL,
            PRIMARY KEY (feed, entry_id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS log_checkpoints (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS throughput (
            feed INTEGER NOT NULL, resolution INTEGER NOT NULL, start INTEGER NOT NULL, entries INTEGER NOT NULL, bytes INTEGER NOT NULL,
            checked INTEGER NOT NULL, invalid INTEGER NOT NULL, errors INTEGER NOT NULL, PRIMARY KEY (feed, resolution, start)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS throughput_latency (
            feed INTEGER NOT NULL, resolution INTEGER NOT NULL, start INTEGER NOT NULL, bucket INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (feed, resolution, start, bucket)) WITHOUT ROWID;
        """;

    private SqliteLogSession? _session;

    public async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(SqliteOpenMode.ReadWriteCreate, cancellationToken);
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = Pragmas + Schema;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        _session = new SqliteLogSession(connection);
    }

    public async ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) =>
        await OpenAsync(SqliteOpenMode.ReadOnly, cancellationToken);

    public ValueTask<ILogTransaction> BeginAsync(CancellationToken cancellationToken) => _session is { } session
        ? ValueTask.FromResult<ILogTransaction>(session.Begin())
        : throw new InvalidOperationException("The event log was not set up before it was used.");

    // One process owns the file: nobody else writes.
    public Task WaitForOthersAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }

        using var pooled = new SqliteConnection(Mode(SqliteOpenMode.ReadOnly));
        SqliteConnection.ClearPool(pooled);
    }

    private async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(Mode(mode));
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (SqliteException exception)
        {
            await connection.DisposeAsync();
            throw new IOException($"The event log '{connection.DataSource}' cannot be opened: {exception.Message}", exception);
        }
    }

    private string Mode(SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder(connectionString) { Mode = mode, Pooling = mode == SqliteOpenMode.ReadOnly, DefaultTimeout = 30 }.ConnectionString;
}
