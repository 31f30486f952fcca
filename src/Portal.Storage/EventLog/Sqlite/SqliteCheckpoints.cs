using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Storage.EventLog.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database beside the writer, a piece at a time. A checkpoint within a commit
/// makes everybody wait who posts an entry meanwhile: after 128 MB that was a tenth of a second.
/// </summary>
internal sealed class SqliteCheckpoints : IAsyncDisposable
{
    /// <summary>How many pages are written before the next piece is copied: 16 MB.</summary>
    private const int PagesBetween = 2000;

    private readonly string _connectionString;
    private readonly SemaphoreSlim _due = new(0, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;
    private int _copiedAt;

    /// <param name="connectionString">A connection that may write.</param>
    public SqliteCheckpoints(string connectionString)
    {
        _connectionString = connectionString;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Told by the writer after each commit.</summary>
    /// <param name="writer">Its connection.</param>
    public void Note(sqlite3 writer)
    {
        raw.sqlite3_db_status(writer, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 0);
        if (written - _copiedAt >= PagesBetween && _due.CurrentCount == 0)
        {
            _copiedAt = written;
            _due.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _loop;
        _closing.Dispose();
        _due.Dispose();
    }

    private async Task RunAsync()
    {
        SqliteConnection? connection = null;
        try
        {
            while (true)
            {
                await _due.WaitAsync(_closing.Token);
                try
                {
                    connection ??= await OpenAsync();
                    Copy(connection);
                }
                catch (SqliteException)
                {
                    // No file handle left, for example. The writer copies what is not copied here, and says what is wrong.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The log is closed: what is left is copied by the last connection to close.
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(_closing.Token);
        return connection;
    }

    // Passive: it waits for nobody and nobody for it. What it could not copy, a full disk included, the next one copies, or the
    // writer, which then says what is wrong.
    private static void Copy(SqliteConnection connection) =>
        raw.sqlite3_wal_checkpoint_v2(connection.Handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
}
