using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Storage.EventLog;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

/// <summary>The file that the embedded log lives in.</summary>
public sealed class SqliteFileTests : IAsyncDisposable
{
    private readonly TempSqlite _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnsureCreated_FolderMissing_MakesIt()
    {
        var file = Path.Combine(_database.Folder, "not", "there", "events.db");

        await EnsureCreatedAsync($"Data Source={file}");

        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task EnsureCreated_Twice_IsTheSameAsOnce()
    {
        await using var services = Services(_database.ConnectionString);
        var setup = services.GetRequiredService<IEventLogSetup>();

        await setup.EnsureCreatedAsync(Stop);
        await setup.EnsureCreatedAsync(Stop);
    }

    [Fact]
    public async Task EnsureCreated_NewFile_HasThePragmasOfThroughputAndDurability()
    {
        await EnsureCreatedAsync(_database.ConnectionString);

        await using var connection = new SqliteConnection(_database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Stop);
        Assert.Equal("4096 wal", $"{await ScalarAsync(connection, "PRAGMA page_size")} {await ScalarAsync(connection, "PRAGMA journal_mode")}");
    }

    [Fact]
    public async Task EnsureCreated_NoDatabase_SaysWhichFileAndWhy()
    {
        await File.WriteAllTextAsync(_database.File, new string('x', 10_000), Stop);

        var error = await Assert.ThrowsAsync<IOException>(() => EnsureCreatedAsync(_database.ConnectionString));

        Assert.Contains(_database.File, error.Message, StringComparison.Ordinal);
        Assert.Contains("not a database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureCreated_PathIsAFolder_SaysSo()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => EnsureCreatedAsync($"Data Source={_database.Folder}"));

        Assert.Contains(_database.Folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureCreated_LayoutOfALaterVersion_IsRefused()
    {
        await EnsureCreatedAsync(_database.ConnectionString);
        await using (var connection = new SqliteConnection(_database.ConnectionString + ";Pooling=false"))
        {
            await connection.OpenAsync(Stop);
            await ScalarAsync(connection, "UPDATE log_schema SET version = 99");
        }

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => EnsureCreatedAsync(_database.ConnectionString));

        Assert.Contains("99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_AfterUse_LeavesTheFileAlone()
    {
        await EnsureCreatedAsync(_database.ConnectionString);

        Assert.False(File.Exists(_database.File + "-wal"));
    }

    [Fact]
    public async Task Append_MoreThanTheWriteAheadLogShouldHold_BeginsItAnew()
    {
        await using var services = Services(_database.ConnectionString);
        await services.GetRequiredService<IEventLogSetup>().EnsureCreatedAsync(Stop);
        var log = services.GetRequiredService<IEventLog>();
        var number = 0;
        ValueTask<AppendResult> AppendAsync(string text)
        {
            var entry = new Entry { Id = $"urn:{number++}", Title = EntryText.Plain("Large"), Content = new EntryContent("text", text) };
            return log.AppendAsync(new AppendBatch { Feed = FeedId.Parse("large"), Entries = [new NewEntry(entry, ContractVerdict.Unchecked, text.Length)] }, Stop);
        }

        await AppendAsync("first");
        var first = await CheckpointsAsync();
        var large = new string('x', 1024 * 1024);
        for (var i = 0; i < 80; i++)
        {
            await AppendAsync(large);
        }

        // It is copied beside the writer, whose next commits find it done: long before the length at which the writer would do it all.
        for (var i = 0; i < 1500 && await CheckpointsAsync() == first; i++)
        {
            await AppendAsync("small");
        }

        Assert.NotEqual(first, await CheckpointsAsync());
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    private static async Task EnsureCreatedAsync(string connectionString)
    {
        await using var services = Services(connectionString);
        await services.GetRequiredService<IEventLogSetup>().EnsureCreatedAsync(Stop);
    }

    // The number in the header of the write-ahead log that counts how often it was begun anew.
    private async Task<uint> CheckpointsAsync()
    {
        await using var file = new FileStream(_database.File + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[32];
        await file.ReadExactlyAsync(header, Stop);
        return BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12));
    }

    private static ServiceProvider Services(string connectionString) =>
        new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FakeTimeProvider()).AddSqliteEventLog(connectionString).BuildServiceProvider();

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Stop);
    }
}
