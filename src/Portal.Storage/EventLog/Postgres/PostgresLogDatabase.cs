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

    // The statements of a commit and the usual reads, kept prepared on each connection.
    private const int PreparedStatements = 40;

    private readonly NpgsqlDataSource _source;
    private NpgsqlConnection? _listener;

    public PostgresLogDatabase(string connectionString) => _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = PreparedStatements });

    public async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var turn = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('portal_log_schema'))", connection, transaction))
        {
            // "IF NOT EXISTS" alone does not keep two nodes that start at once from making the same table.
            await turn.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var create = new NpgsqlCommand(LogSchema.Postgres, connection, transaction))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var version = new NpgsqlCommand(LogSchema.ReadVersion, connection, transaction))
        {
            LogSchema.Check((int)(await version.ExecuteScalarAsync(cancellationToken))!, $"database '{connection.Database}'");
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    public async ValueTask<ILogTransaction> BeginAsync(bool durable, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (!durable)
            {
                await using var relaxed = new NpgsqlCommand("SET LOCAL synchronous_commit TO OFF", connection, transaction);
                await relaxed.ExecuteNonQueryAsync(cancellationToken);
            }

            return new PostgresLogTransaction(connection, transaction);
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
