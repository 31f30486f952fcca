namespace Portal.TestKit.Databases;

/// <summary>A SQLite file in a folder of its own below the temporary folder.</summary>
public sealed class TempSqlite : ITestDatabase
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("portal-sqlite-").FullName;

    /// <summary>The file; it is there once somebody has opened it.</summary>
    public string File => Path.Combine(Folder, "events.db");

    /// <inheritdoc />
    public string Provider => "Sqlite";

    /// <inheritdoc />
    public string ConnectionString => $"Data Source={File}";

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
