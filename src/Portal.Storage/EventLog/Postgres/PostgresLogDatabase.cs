using System.Data.Common;
using Npgsql;

namespace Portal.Storage.EventLog.Postgres;

/// <summary>The log in PostgreSQL. Any number of processes may write: the head's row is locked until the commit.</summary>
internal sealed class PostgresLogDatabase : ILogDatabase
{
    /// <summary>The channel on which a commit tells the other processes.</summary>
    public const string Channel = "portal_log";

    // Also found without the notification: a connection may break in between.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(3);

    private const string Schema =
        """
        SELECT pg_advisory_xact_lock(7046029254386353131);
        CREATE TABLE IF NOT EXISTS log_head (position BIGINT NOT NULL);
        INSERT INTO log_head SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM log_head);
        CREATE TABLE IF NOT EXISTS log_feeds (
            key INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT NOT NULL UNIQUE, head BIGINT NOT NULL,
            last_received BIGINT NOT NULL, entries BIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS log_entries (
            position BIGINT PRIMARY KEY, feed INTEGER NOT NULL, entry_id TEXT NOT NULL, revision INTEGER NOT NULL,
            superseded INTEGER NOT NULL, received BIGINT NOT NULL, size INTEGER NOT NULL, payload BYTEA NOT NULL);
        CREATE INDEX IF NOT EXISTS log_entries_by_feed ON log_entries (feed, position);
        CREATE TABLE IF NOT EXISTS log_keys (
            feed INTEGER NOT NULL, entry_id TEXT NOT NULL, position BIGINT NOT NULL, revision INTEGER NOT NULL, hash BIGINT NOT NULL,
            PRIMARY KEY (feed, entry_id));
        CREATE TABLE IF NOT EXISTS log_checkpoints (name TEXT PRIMARY KEY, state TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS throughput (
            feed INTEGER NOT NULL, resolution INTEGER NOT NULL, start BIGINT NOT NULL, entries BIGINT NOT NULL, bytes BIGINT NOT NULL,
            checked BIGINT NOT NULL, invalid BIGINT NOT NULL, errors BIGINT NOT NULL, PRIMARY KEY (feed, resolution, start));
        CREATE TABLE IF NOT EXISTS throughput_latency (
            feed INTEGER NOT NULL, resolution INTEGER NOT NULL, start BIGINT NOT NULL, bucket INTEGER NOT NULL, count BIGINT NOT NULL,
            PRIMARY KEY (feed, resolution, start, bucket));
        """;

    private readonly NpgsqlDataSource _source;
    private NpgsqlConnection? _listener;

    public PostgresLogDatabase(string connectionString) => _source = NpgsqlDataSource.Create(connectionString);

    public async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Schema, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    public async ValueTask<ILogTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            return new PostgresLogTransaction(connection, await connection.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task WaitForOthersAsync(CancellationToken cancellationToken)
    {
        try
        {
            var listener = _listener ??= await ListenAsync(cancellationToken);
            await listener.WaitAsync(LookAnyway, cancellationToken);
        }
        catch (DbException)
        {
            // A broken connection is of no further use: the next round opens another.
            await DropListenerAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropListenerAsync();
        await _source.DisposeAsync();
    }

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"LISTEN {Channel}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    private async ValueTask DropListenerAsync()
    {
        if (_listener is { } listener)
        {
            _listener = null;
            await listener.DisposeAsync();
        }
    }
}
