using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.IntegrationTests.EventLog;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Projections;
using Portal.Storage;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.Monitoring;

public sealed class SqliteProjectionStoreTests() : ProjectionStoreTests(EventLogTest.NewSqlite);

public sealed class PostgresProjectionStoreTests(PostgresServer server) : ProjectionStoreTests(server.CreateDatabaseAsync);

/// <summary>What projections write is saved with their position, once, on both databases.</summary>
public abstract class ProjectionStoreTests(Func<Task<ITestDatabase>> createDatabase) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly KpiDefinition Definition = new()
    {
        Feeds = [FeedId.Parse("orders")],
        Measure = new KpiMeasure(AggregateKind.Sum, EntryField.Json("/total")),
        Dimensions = [EntryField.Json("/country")],
    };

    private readonly FakeTimeProvider _time = new(Noon);
    private ITestDatabase? _database;
    private ServiceProvider? _services;

    private IProjectionStore Store => _services!.GetRequiredService<IProjectionStore>();

    private IKpiStore Kpis => _services!.GetRequiredService<IKpiStore>();

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
    public async Task Save_Twice_AddsUpInTheSameBucketsAndMovesThePosition()
    {
        await OpenAsync("kpi:1:1");

        var first = await Store.SaveAsync([Step("kpi:1:1", 0, 10, Bucket(1, Noon, "NL", 2), Bucket(1, Noon, "DE", 3))]);
        var second = await Store.SaveAsync([Step("kpi:1:1", 10, 20, Bucket(1, Noon, "NL", 5))]);

        Assert.Equal((0, 0), (first.Count, second.Count));
        Assert.Equal("10 [NL 7 DE 3]", await ReadAsync(1));
        Assert.Equal(
            (20L, true, "state of 20"),
            (await Store.ListAsync()).Select(row => (row.Position.Value, row.IsLive, System.Text.Encoding.UTF8.GetString(row.State!))).Single());
    }

    [Fact]
    public async Task Save_FromWhereItIsNot_SavesNothingOfItAndAllOfTheOthers()
    {
        await OpenAsync("kpi:1:1", "kpi:2:1");
        await Store.SaveAsync([Step("kpi:1:1", 0, 10, Bucket(1, Noon, "NL", 2))]);

        var lost = await Store.SaveAsync(
            [Step("kpi:1:1", 0, 10, Bucket(1, Noon, "NL", 2)), Step("kpi:2:1", 0, 10, Bucket(2, Noon, "NL", 1)), Step("kpi:3:1", 0, 10, Bucket(3, Noon, "NL", 1))]);

        Assert.Equal(["kpi:1:1", "kpi:3:1"], lost.Order());
        Assert.Equal(("2 [NL 2]", "1 [NL 1]", ""), (await ReadAsync(1), await ReadAsync(2), await ReadAsync(3)));
    }

    [Fact]
    public async Task Save_AStoppedOne_IsRefusedUntilItIsRestarted()
    {
        await OpenAsync("kpi:1:1");
        await Store.SetFailureAsync("kpi:1:1", "broken");
        var stopped = await Store.SaveAsync([Step("kpi:1:1", 0, 10)]);

        await Store.SetFailureAsync("kpi:1:1", null);
        var restarted = await Store.SaveAsync([Step("kpi:1:1", 0, 10)]);

        Assert.Equal((1, 0), (stopped.Count, restarted.Count));
    }

    [Fact]
    public async Task Save_ManyBuckets_AreAllThere()
    {
        await OpenAsync("kpi:1:1");
        var changes = Enumerable.Range(0, 2000).Select(i => Bucket(1, Noon.AddMinutes(-i), "NL", 1)).ToArray();

        await Store.SaveAsync([Step("kpi:1:1", 0, 1, changes)]);
        await Store.SaveAsync([Step("kpi:1:1", 1, 2, changes)]);

        Assert.Equal("4000 [NL 4000]", await ReadAsync(1, days: 2));
    }

    [Fact]
    public async Task Save_OlderThanBucketsAreKept_IsLeftOut()
    {
        await OpenAsync("kpi:1:1");

        await Store.SaveAsync([Step("kpi:1:1", 0, 1, Bucket(1, Noon.AddDays(-4), "NL", 1), Bucket(1, Noon, "NL", 1))]);

        Assert.Equal("1 [NL 1]", await ReadAsync(1, days: 30));
    }

    [Fact]
    public async Task Tidy_Later_RemovesWhatIsNoLongerKept()
    {
        await OpenAsync("kpi:1:1");
        await Store.SaveAsync([Step("kpi:1:1", 0, 1, Bucket(1, Noon, "NL", 1), Bucket(1, Noon.AddDays(2), "NL", 2))]);

        await Store.TidyAsync(Noon.AddDays(4));

        Assert.Equal("2 [NL 2]", await ReadAsync(1, days: 30));
    }

    [Fact]
    public async Task Remove_AProjection_TakesItsBucketsWithIt()
    {
        await OpenAsync("kpi:1:1", "kpi:2:1");
        await Store.SaveAsync([Step("kpi:1:1", 0, 1, Bucket(1, Noon, "NL", 1)), Step("kpi:2:1", 0, 1, Bucket(2, Noon, "NL", 1))]);

        await Store.RemoveAsync(["kpi:1:1"]);

        Assert.Equal(("", "1 [NL 1]", "kpi:2:1"), (await ReadAsync(1), await ReadAsync(2), (await Store.ListAsync()).Single().Name));
    }

    [Fact]
    public async Task Kpi_ChangedInWhatItMeasures_IsANewVersion()
    {
        var kpi = await Kpis.AddAsync(NewKpi("sum"));
        var title = await Kpis.UpdateAsync("sum", k => k.Title = "Another", "Ann");
        var measure = await Kpis.UpdateAsync("sum", k => k.Definition = k.Definition with { Measure = new KpiMeasure(AggregateKind.Count) }, "Bob");

        Assert.Equal((1, 1, 2), (kpi!.Version, title!.Version, measure!.Version));
        Assert.Equal([(2, "Bob"), (1, "Tester")], (await Kpis.VersionsAsync(kpi.Number)).Select(v => (v.Version, v.ChangedBy)));
        Assert.Equal(("Another", AggregateKind.Count, 80.0), (await Kpis.ListAsync()).Select(k => (k.Title, k.Definition.Measure.Kind, k.Goal!.Bad)).Single());
    }

    [Fact]
    public async Task Kpi_WithATakenId_IsNotAdded()
    {
        await Kpis.AddAsync(NewKpi("sum"));

        Assert.Null(await Kpis.AddAsync(NewKpi("sum")));
    }

    private static Kpi NewKpi(string id) => new()
    {
        Id = id,
        Title = id,
        Definition = Definition,
        Goal = new KpiGoal(100, 80),
        CreatedBy = "t",
        CreatedByName = "Tester",
        Created = Noon,
        Changed = Noon,
    };

    private static BucketChange Bucket(int series, DateTimeOffset at, string country, int total)
    {
        var bucket = new KpiBucket(Definition);
        var measured = new Measured((Int128)total * 1_000_000_000, 0, at.UtcTicks, 1);
        bucket.Total.Add(isPer: false, measured);
        bucket.Groups!.Unbounded(country, out _).Add(isPer: false, measured);
        return new BucketChange(new BucketKey(series, Resolution.Minute, BucketTime.Minute(at)), bucket);
    }

    private static ProjectionSave Step(string name, long from, long to, params BucketChange[] changes) => new(
        name, new EventPosition(from), new EventPosition(to), IsLive: true,
        new ProjectionOutput { State = System.Text.Encoding.UTF8.GetBytes($"state of {to}"), Buckets = Once(changes) });

    // A projection gives each bucket once.
    private static List<BucketChange> Once(BucketChange[] changes) =>
    [
        .. changes.GroupBy(change => change.Key).Select(group =>
        {
            var sum = new KpiBucket(Definition);
            foreach (var change in group)
            {
                sum.Merge(change.Bucket);
            }

            return new BucketChange(group.Key, sum);
        }),
    ];

    private Task<IReadOnlyList<ProjectionRow>> OpenAsync(params string[] names) => Store.OpenAsync(
        [.. names.Select(name => new ProjectionRow(name, EventPosition.Start, EventPosition.Start, false, null, null, Noon))]);

    private async Task<string> ReadAsync(int series, int days = 1)
    {
        var figures = new KpiFigures(_services!.GetRequiredService<IKpiBuckets>(), _time);
        var history = await figures.ReadAsync(
            series, Definition, new KpiRange { From = Noon.AddDays(-days), To = Noon.AddDays(days), Resolution = Resolution.Minute, Groups = 10 });
        return history.Points.Count == 0
            ? ""
            : $"{history.Whole.Value} [{string.Join(' ', history.Groups.Select(group => $"{group.Values[0]} {group.Value}"))}]";
    }
}
