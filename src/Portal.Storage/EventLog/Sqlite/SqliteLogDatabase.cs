using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Storage.EventLog.Sqlite;

/// <summary>The log in a SQLite file: one writing connection, reading ones from the pool.</summary>
internal sealed class SqliteLogDatabase(string connectionString) : ILogDatabase
{
    // A page of 4 KB holds two or three entries, and an index of random ids writes a page for each: larger ones only made the
    // write-ahead log longer. The log is durable against a power cut (synchronous=FULL). Its checkpoints run beside the commits; at
    // 256 MB, should they not get through, the writer does one. The cache is small: a commit that split a page of an index walks
    // over all of it, which at 64 MB cost small commits a fifth of their time.
    private const string Pragmas =
        "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 64000; "
        + "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;";

    // Another process that holds the file, a backup for example, is waited for this long.
    private const int BusyMilliseconds = 30_000;

    private SqliteLogSession? _session;
    private SqliteCheckpoints? _checkpoints;

    public async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        if (_session is not null)
        {
            return;
        }

        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            _checkpoints ??= new SqliteCheckpoints(ConnectionString(SqliteOpenMode.ReadWriteCreate));
            _session = await OpenSessionAsync(file, _checkpoints, cancellationToken);
        }
        catch (Exception exception) when (exception is SqliteException or UnauthorizedAccessException or IOException)
        {
            throw new IOException($"The event log '{file}' cannot be opened for writing: {exception.Message}", exception);
        }
    }

    public async ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadOnly));
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

    public ValueTask<ILogTransaction> BeginAsync(bool durable, CancellationToken cancellationToken) => _session is { } session
        ? ValueTask.FromResult(session.Begin(durable))
        : throw new InvalidOperationException("The event log was not set up before it was used.");

    // One process owns the file: nobody else writes.
    public Task WaitForOthersAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // The last connection to close takes the write-ahead log away: first the pooled ones, then the writer.
        using var pooled = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadOnly));
        SqliteConnection.ClearPool(pooled);
        if (_checkpoints is not null)
        {
            await _checkpoints.DisposeAsync();
            _checkpoints = null;
        }

        if (_session is not null)
        {
            await _session.CloseAsync();
            _session = null;
        }
    }

    private async Task<SqliteLogSession> OpenSessionAsync(string file, SqliteCheckpoints checkpoints, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadWriteCreate));
        try
        {
            await connection.OpenAsync(cancellationToken);
            raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas + "BEGIN IMMEDIATE;" + LogSchema.Sqlite + "COMMIT;";
            await command.ExecuteNonQueryAsync(cancellationToken);
            command.CommandText = LogSchema.ReadVersion;
            LogSchema.Check((int)(long)(await command.ExecuteScalarAsync(cancellationToken))!, $"'{file}'");
            return new SqliteLogSession(connection, checkpoints);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private string ConnectionString(SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder(connectionString) { Mode = mode, Pooling = mode == SqliteOpenMode.ReadOnly, DefaultTimeout = 30 }.ConnectionString;
}
