using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Storage.EventLog.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database beside the writer, a piece at a time. A checkpoint within a commit
/// makes everybody wait who posts an entry meanwhile: after 128 MB that was a tenth of a second.
/// </summary>
internal sealed class SqliteCheckpoints : IAsyncDisposable
{
    /// <summary>How many pages are written before they are copied: 64 MB. A page that many commits wrote is copied once.</summary>
    private const int PagesBetween = 16000;

    /// <summary>How often what came in meanwhile is copied as well, before the writer finishes.</summary>
    private const int MaxPasses = 8;

    private readonly string _connectionString;
    private readonly SemaphoreSlim _due = new(0, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;
    private int _copiedAt;
    private volatile bool _isCopied;

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
        else if (_isCopied)
        {
            _isCopied = false;
            Copy(writer);
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
                    CopyAll(connection.Handle!);
                    _isCopied = true;
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

        // A connection that has not read yet does not know of the write-ahead log, and copies nothing.
        await using var command = connection.CreateCommand();
        command.CommandText = LogSchema.ReadVersion;
        await command.ExecuteScalarAsync(_closing.Token);
        return connection;
    }

    // Only a pass that has met every page flushes the database, and commits go on meanwhile: what came during a long pass, a short
    // one copies. The flush of all of it happens here then; the writer, who alone can begin the log anew, finds next to nothing.
    private static void CopyAll(sqlite3 connection)
    {
        for (var pass = 0; pass < MaxPasses && !Copy(connection); pass++)
        {
        }
    }

    // Passive: it waits for nobody and nobody for it. What it could not copy, a full disk included, the next one copies, or the
    // writer, which then says what is wrong.
    private static bool Copy(sqlite3 connection) =>
        raw.sqlite3_wal_checkpoint_v2(connection, null, raw.SQLITE_CHECKPOINT_PASSIVE, out var pages, out var copied) == raw.SQLITE_OK
        && copied == pages;
}
