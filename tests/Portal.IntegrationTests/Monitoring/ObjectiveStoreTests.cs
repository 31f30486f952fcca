using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.IntegrationTests.EventLog;
using Portal.Monitoring.Objectives;
using Portal.Storage;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.Monitoring;

public sealed class SqliteObjectiveStoreTests() : ObjectiveStoreTests(EventLogTest.NewSqlite);

public sealed class PostgresObjectiveStoreTests(PostgresServer server) : ObjectiveStoreTests(server.CreateDatabaseAsync);

/// <summary>Objectives and what was seen of their feeds, on both databases.</summary>
public abstract class ObjectiveStoreTests(Func<Task<ITestDatabase>> createDatabase) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FeedId Orders = FeedId.Parse("orders");
    private readonly FakeTimeProvider _time = new(Noon);
    private ITestDatabase? _database;
    private ServiceProvider? _services;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IObjectiveStore Store => _services!.GetRequiredService<IObjectiveStore>();

    public async ValueTask InitializeAsync()
    {
        _database = await createDatabase();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time).AddDataProtection().Services;
        _services = (_database.Provider == "Sqlite"
            ? services.AddSqliteStorage(((TempSqlite)_database).Folder)
            : services.AddPostgresStorage(_database.ConnectionString)).BuildServiceProvider();
        await StorageServices.MigrateAsync(_services, Stop);
        await Feeds().AddAsync(
            new Feed { Id = Orders, Title = "Orders", Owner = "o", Domain = "d", Channel = new FeedChannel.Hosted(), Created = Noon, Changed = Noon }, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await _database!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Save_OfTheSameKind_ChangesItAndKeepsSinceWhen()
    {
        await Store.SaveAsync(Objective(ObjectiveKind.Cadence, 99, Noon), Stop);
        await Store.SaveAsync(Objective(ObjectiveKind.Delay, 95, Noon), Stop);
        await Store.SaveAsync(Objective(ObjectiveKind.Cadence, 99.9, Noon.AddDays(1)), Stop);

        Assert.Equal(
            [(ObjectiveKind.Cadence, 99.9, Noon), (ObjectiveKind.Delay, 95, Noon)],
            (await Store.OfFeedAsync(Orders, Stop)).Select(one => (one.Kind, one.Target, one.Since)));
        Assert.True(await Store.RemoveAsync(Orders, ObjectiveKind.Delay, Stop));
        Assert.False(await Store.RemoveAsync(Orders, ObjectiveKind.Delay, Stop));
        Assert.Single(await Store.ListAsync(Stop));
    }

    [Fact]
    public async Task See_LooksOfSeveralMinutes_AreARowAnHour()
    {
        await Store.SaveAsync(Objective(ObjectiveKind.Availability, 99, Noon), Stop);
        await Store.SeeAsync([new AvailabilityLook(Orders, true)], Noon, Stop);
        await Store.SeeAsync([new AvailabilityLook(Orders, false)], Noon.AddMinutes(1), Stop);
        await Store.SeeAsync([new AvailabilityLook(Orders, true)], Noon.AddMinutes(1).AddSeconds(20), Stop);
        await Store.SeeAsync([new AvailabilityLook(Orders, true)], Noon.AddMinutes(63), Stop);

        Assert.Equal([(Noon, 3L, 2L), (Noon.AddHours(1), 8L, 0L)], (await Store.HoursAsync(Orders, Noon, Stop)).Select(h => (h.Start, h.Known, h.Bad)));
        await Store.TidyAsync(Noon.AddHours(1), Stop);
        Assert.Single(await Store.HoursAsync(Orders, Noon, Stop));

        await Store.RemoveAsync(Orders, ObjectiveKind.Availability, Stop);
        Assert.Empty(await Store.HoursAsync(Orders, Noon, Stop));
    }

    [Fact]
    public async Task Told_IsRemembered_AndGoesWithTheFeed()
    {
        await Store.SaveAsync(Objective(ObjectiveKind.Availability, 99, Noon), Stop);
        await Store.ToldAsync(Orders, ObjectiveKind.Availability, Noon, Stop);
        await Store.ToldAsync(Orders, ObjectiveKind.Cadence, Noon, Stop);
        Assert.Equal(Noon, Assert.Single(await Store.ListAsync(Stop)).ToldBurning);

        await Feeds().RemoveAsync(Orders, Stop);
        Assert.Empty(await Store.ListAsync(Stop));
    }

    private static FeedObjective Objective(ObjectiveKind kind, double target, DateTimeOffset at) => new()
    {
        Feed = Orders,
        Kind = kind,
        Within = kind == ObjectiveKind.Availability ? null : TimeSpan.FromMinutes(5),
        Target = target,
        Since = at,
        Changed = at,
        ChangedBy = "Otto",
    };

    private IFeedStore Feeds() => _services!.GetRequiredService<IFeedStore>();
}
