using Microsoft.Data.Sqlite;
using Portal.Storage.EventLog;

namespace Portal.Benchmarks.EventLog;

/// <summary>A database with the tables, indexes and settings of the event log, for those who compete with it.</summary>
internal static class SampleDatabase
{
    // As the event log opens its file.
    private const string Pragmas =
        "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000; "
        + "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;";

    public static async Task<SqliteConnection> OpenAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas + LogSchema.Sqlite;
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public static async Task<long> CountAsync(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM log_entries";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
