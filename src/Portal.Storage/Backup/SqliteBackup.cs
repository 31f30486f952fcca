using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Portal.Storage.Backup;

/// <summary>
/// Backs up what a portal keeps in a folder, while it runs, and puts it back. The two databases are of one moment as far as it
/// matters: both are held still before either is copied, the catalogue first, so that no position in the catalogue (how far a
/// subscriber was served) is beyond the end of the event log that comes with it.
/// </summary>
public static class SqliteBackup
{
    private const string ReadPosition = "SELECT position FROM log_head";

    /// <summary>Copies a portal's data into a folder, which must be new or empty.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="keys">The folder of keys inside it.</param>
    /// <param name="target">Where to.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends it; what was copied until then is removed.</param>
    public static async Task<BackupManifest> MakeAsync(string data, string keys, string target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new IOException($"'{target}' is not empty: a backup goes into a folder of its own.");
        }

        PrivateFolder(target);
        try
        {
            var position = await CopyDatabasesAsync(data, target, cancellationToken);
            CopyKeys(Path.Combine(data, keys), Path.Combine(target, keys));
            return await BackupManifest.WriteAsync(target, now, position, cancellationToken);
        }
        catch
        {
            Directory.Delete(target, recursive: true);
            throw;
        }
    }

    /// <summary>
    /// Puts a backup in place of a portal's data. What was there is kept beside it, in <c>replaced-TIME</c>; without
    /// <paramref name="replace"/> nothing may be there.
    /// </summary>
    /// <exception cref="IOException">The backup is damaged, a portal uses the data, or there is data and it is not to be replaced.</exception>
    public static async Task<BackupManifest> RestoreAsync(
        string source, string data, bool replace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var manifest = await BackupManifest.ReadAsync(source, cancellationToken);
        foreach (var file in manifest.Files.Keys.Where(name => name.EndsWith(".db", StringComparison.Ordinal)))
        {
            CheckIntegrity(Path.Combine(source, file));
        }

        PrivateFolder(data);
        MoveAside(data, replace, now);
        foreach (var name in manifest.Files.Keys)
        {
            var file = Path.Combine(data, name);
            PrivateFolder(Path.GetDirectoryName(file)!);
            File.Copy(Path.Combine(source, name), file);
            if (name.EndsWith(".db", StringComparison.Ordinal))
            {
                UseWriteAheadLog(file);
            }
        }

        return manifest;
    }

    private static async Task<long> CopyDatabasesAsync(string data, string target, CancellationToken cancellationToken)
    {
        await using var catalogue = await HoldAsync(StorageServices.CatalogueFile(data), "SELECT COUNT(*) FROM sqlite_master", cancellationToken);
        await using var events = await HoldAsync(StorageServices.EventsFile(data), ReadPosition, cancellationToken);
        var position = await ReadAsync(events, ReadPosition, cancellationToken);
        Copy(catalogue, StorageServices.CatalogueFile(target));
        Copy(events, StorageServices.EventsFile(target));
        return position;
    }

    // A transaction that has read something sees the database as it is then, whatever is written meanwhile.
    private static async Task<SqliteConnection> HoldAsync(string file, string read, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new IOException($"There is no database '{file}'.");
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 60 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var begin = connection.CreateCommand();
            begin.CommandText = "BEGIN DEFERRED";
            await begin.ExecuteNonQueryAsync(cancellationToken);
            await ReadAsync(connection, read, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<long> ReadAsync(SqliteConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static void Copy(SqliteConnection source, string file)
    {
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        target.Open();
        source.BackupDatabase(target);

        // One file, whole: no write-ahead log beside it.
        using var command = target.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE";
        command.ExecuteNonQuery();
    }

    private static void CopyKeys(string source, string target)
    {
        if (!Directory.Exists(source))
        {
            return;
        }

        PrivateFolder(target);
        foreach (var file in Directory.EnumerateFiles(source, "*.xml"))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }

    // As the portal made it: readers and the writer do not wait for each other.
    private static void UseWriteAheadLog(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }

    private static void CheckIntegrity(string file)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is not "ok")
        {
            throw new IOException($"The backup is damaged: '{Path.GetFileName(file)}' is not a sound database.");
        }
    }

    private static void MoveAside(string data, bool replace, DateTimeOffset now)
    {
        // The event log first: a running portal has it open all the time.
        string[] databases = [StorageServices.EventsFile(data), StorageServices.CatalogueFile(data)];
        if (!databases.Any(File.Exists))
        {
            return;
        }

        if (!replace)
        {
            throw new IOException($"'{data}' holds a portal already: give --replace to put the backup in its place.");
        }

        foreach (var file in databases.Where(File.Exists))
        {
            RequireAlone(file);
        }

        var aside = PrivateFolder(Path.Combine(data, string.Create(CultureInfo.InvariantCulture, $"replaced-{now.UtcDateTime:yyyyMMdd-HHmmss}")));
        foreach (var entry in new DirectoryInfo(data).EnumerateFileSystemInfos().Where(e => !e.Name.StartsWith("replaced-", StringComparison.Ordinal)))
        {
            Directory.Move(entry.FullName, Path.Combine(aside, entry.Name));
        }
    }

    // Only the last connection can end the write-ahead log: this fails while a portal has the database open.
    private static void RequireAlone(string file)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = DELETE";
            command.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            throw new IOException($"'{file}' is in use: stop the portal first ({exception.Message}).", exception);
        }
    }

    private static string PrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
