using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.IntegrationTests.EventLog;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Processes;
using Portal.Monitoring.Projections;
using Portal.Storage;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.Monitoring;

public sealed class SqliteProcessStoreTests() : ProcessStoreTests(EventLogTest.NewSqlite);

public sealed class PostgresProcessStoreTests(PostgresServer server) : ProcessStoreTests(server.CreateDatabaseAsync);

/// <summary>Processes and what happened to their keys, on both databases.</summary>
public abstract class ProcessStoreTests(Func<Task<ITestDatabase>> createDatabase) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Noon);
    private ITestDatabase? _database;
    private ServiceProvider? _services;

    private IProjectionStore Store => _services!.GetRequiredService<IProjectionStore>();

    private IProcessMarks Marks => _services!.GetRequiredService<IProcessMarks>();

    public async ValueTask InitializeAsync()
    {
        _database = await createDatabase();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time).AddDataProtection().Services;
        _services = (_database.Provider == "Sqlite"
            ? services.AddSqliteStorage(((TempSqlite)_database).Folder)
            : services.AddPostgresStorage(_database.ConnectionString)).BuildServiceProvider();
        await StorageServices.MigrateAsync(_services);
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await _database!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Marks_OfSeveralSteps_AreJoinedByKeyAndTheEarliestStays()
    {
        await SaveAsync(0, Mark("A", 0, 5), Mark("A", 1, 9), Mark("B", 1, 9), Mark("C", 0, -200));
        await SaveAsync(1, Mark("A", 0, 7), Mark("A", 1, 8));

        Assert.Equal(["A 0 5", "A 1 8"], Text(await Marks.BegunAsync(1, Noon, Noon.AddHours(1))));
        Assert.Equal(1, await Marks.WithoutBeginAsync(1, Noon, Noon.AddHours(1)));
        Assert.Equal(["C 0 -200"], Text(await Marks.OfKeyAsync(1, "C")));
    }

    [Fact]
    public async Task Remove_OfItsProjection_TakesItsMarksAndNoOthers()
    {
        await SaveAsync(0, Mark("A", 0, 5), Mark("A", 0, 5) with { Process = 2 });

        await Store.RemoveAsync(["process:1:1"]);

        Assert.Equal((0, 1), ((await Marks.OfKeyAsync(1, "A")).Count, (await Marks.OfKeyAsync(2, "A")).Count));
    }

    [Fact]
    public async Task Tidy_TakesWhatIsOlderThanMarksAreKept()
    {
        await SaveAsync(0, Mark("old", 0, -(int)IProcessMarks.Kept.TotalMinutes - 1), Mark("new", 0, 0));

        await Store.TidyAsync(Noon);

        Assert.Equal((0, 1), ((await Marks.OfKeyAsync(1, "old")).Count, (await Marks.OfKeyAsync(1, "new")).Count));
    }

    [Fact]
    public async Task Update_OfWhatIsFollowed_IsANewVersionAndOfATitleIsNot()
    {
        var store = _services!.GetRequiredService<IProcessStore>();
        var step = new ProcessStep("Placed", FeedId.Parse("orders"), EntryField.Json("/number"), [], TimeSpan.FromMinutes(1));
        var made = await store.AddAsync(new BusinessProcess
        {
            Id = "p",
            Title = "P",
            Definition = new ProcessDefinition([step, step with { Name = "Sent" }]),
            CreatedBy = "o",
            CreatedByName = "Olga",
            Created = Noon,
            Changed = Noon,
        });

        var titled = await store.UpdateAsync("p", process => process.Title = "Q");
        Assert.Equal((1, "process:1:1"), (titled!.Version, made!.Projection));
        var changed = await store.UpdateAsync("p", process => process.Definition = new ProcessDefinition([step, step with { Key = EntryField.Json("/other") }]));

        Assert.Equal(2, changed!.Version);
        var read = Assert.Single(await store.ListAsync());
        Assert.Equal(("Q", "/other", TimeSpan.FromMinutes(1)), (read.Title, read.Definition.Steps[1].Key.Path, read.Definition.Steps[0].Limit));
        Assert.Null(await store.AddAsync(made));
    }

    private static ProcessMark Mark(string key, int step, int minute) => new(1, key, step, Noon.AddMinutes(minute), new EventPosition(7));

    private static IEnumerable<string> Text(IEnumerable<ProcessMark> marks) =>
        marks.OrderBy(mark => mark.Key, StringComparer.Ordinal).ThenBy(mark => mark.Step).Select(mark => $"{mark.Key} {mark.Step} {(mark.At - Noon).TotalMinutes}");

    private async Task SaveAsync(long from, params ProcessMark[] marks)
    {
        await Store.OpenAsync([new ProjectionRow("process:1:1", EventPosition.Start, EventPosition.Start, false, null, null, Noon)]);
        var lost = await Store.SaveAsync([new ProjectionSave("process:1:1", new EventPosition(from), new EventPosition(from + 1), true, new ProjectionOutput { State = [], Marks = marks })]);
        Assert.Empty(lost);
    }
}
