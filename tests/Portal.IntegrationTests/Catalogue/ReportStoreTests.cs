using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Dashboards.Reports;
using Portal.Events.Deliveries;
using Portal.IntegrationTests.EventLog;
using Portal.Storage;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.Catalogue;

public sealed class SqliteReportStoreTests() : ReportStoreTests(EventLogTest.NewSqlite);

public sealed class PostgresReportStoreTests(PostgresServer server) : ReportStoreTests(server.CreateDatabaseAsync);

/// <summary>Reports and their outbox, on both databases.</summary>
public abstract class ReportStoreTests(Func<Task<ITestDatabase>> createDatabase) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Noon);
    private ITestDatabase? _database;
    private ServiceProvider? _services;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IReportStore Store => _services!.GetRequiredService<IReportStore>();

    public async ValueTask InitializeAsync()
    {
        _database = await createDatabase();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time).AddDataProtection().Services;
        _services = (_database.Provider == "Sqlite"
            ? services.AddSqliteStorage(((TempSqlite)_database).Folder)
            : services.AddPostgresStorage(_database.ConnectionString)).BuildServiceProvider();
        await StorageServices.MigrateAsync(_services, Stop);
        var dashboard = new Dashboard { Id = "sales", OwnerId = "otto", OwnerName = "Otto", Created = Noon };
        await _services.GetRequiredService<IDashboardStore>().AddAsync(
            dashboard, new DashboardVersion { Dashboard = "sales", Number = 1, Body = new DashboardBody(), PublishedBy = "Otto", Published = Noon }, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await _database!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Queue_ByTwoThatReadTheSame_IsDoneOnce()
    {
        var report = Report();
        await Store.AddAsync(report, Stop);
        Assert.Empty(await Store.DueReportsAsync(Noon.AddTicks(-1), Stop));
        var (one, other) = (Assert.Single(await Store.DueReportsAsync(Noon, Stop)), Assert.Single(await Store.DueReportsAsync(Noon, Stop)));

        Assert.True(await Store.QueueAsync(one, Noon.AddDays(1), [Delivery("1", "ada"), Delivery("2", "otto")], Stop));
        Assert.False(await Store.QueueAsync(other, Noon.AddDays(1), [Delivery("3", "ada"), Delivery("4", "otto")], Stop));

        Assert.Equal(["1", "2"], (await Store.DueAsync(Noon, 10, Stop)).Select(d => d.Id));
        Assert.Equal(Noon.AddDays(1), Assert.Single(await Store.OfDashboardAsync("sales", Stop)).Next);
        Assert.Equal(report.Schedule, (await Store.OfDashboardAsync("sales", Stop))[0].Schedule);
        Assert.Equal(report.Recipients, (await Store.OfDashboardAsync("sales", Stop))[0].Recipients);
    }

    [Fact]
    public async Task Queue_ThatFails_LeavesTheReportDue()
    {
        await Store.AddAsync(Report(), Stop);
        var due = Assert.Single(await Store.DueReportsAsync(Noon, Stop));

        await Assert.ThrowsAnyAsync<Exception>(() => Store.QueueAsync(due, Noon.AddDays(1), [Delivery("1", "ada"), Delivery("2", "ada")], Stop));

        Assert.Single(await Store.DueReportsAsync(Noon, Stop));
        Assert.Empty(await Store.DueAsync(Noon, 10, Stop));
    }

    [Fact]
    public async Task Deliveries_AreSavedShownAndTidied()
    {
        await Store.AddAsync(Delivery("1", "ada", report: null), Stop);
        await Store.AddAsync(Delivery("2", "ada", report: null), Stop);
        var delivery = (await Store.DueAsync(Noon, 10, Stop))[0];
        (delivery.State, delivery.Attempts, delivery.Problem) = (DeliveryState.Dead, 12, "no");
        await Store.SaveAsync(delivery, Stop);

        Assert.Single(await Store.DueAsync(Noon, 10, Stop));
        Assert.Equal([DeliveryState.Dead, DeliveryState.Waiting], (await Store.DeliveriesAsync("sales", 10, Stop)).Select(d => d.State).Order().Reverse());
        await Store.TidyAsync(Noon.AddDays(1), Stop);
        Assert.Equal("2", Assert.Single(await Store.DeliveriesAsync("sales", 10, Stop)).Id);

        await Store.AddAsync(Report(), Stop);
        Assert.True(await Store.RemoveAsync("sales", "r", Stop));
        Assert.False(await Store.RemoveAsync("sales", "r", Stop));
        await _services!.GetRequiredService<IDashboardStore>().RemoveAsync("sales", Stop);
        Assert.Empty(await Store.DeliveriesAsync("sales", 10, Stop));
    }

    [Fact]
    public async Task SendAgain_OfWhatWasTriedInVain_IsDueAtOnce()
    {
        await Store.AddAsync(Delivery("1", "ada"), Stop);
        Assert.False(await Store.SendAgainAsync("sales", "1", Noon, Stop));
        var delivery = Assert.Single(await Store.DueAsync(Noon, 10, Stop));
        (delivery.State, delivery.Attempts, delivery.Problem, delivery.NextAttempt) = (DeliveryState.Dead, 12, "no", Noon.AddHours(2));
        await Store.SaveAsync(delivery, Stop);

        Assert.False(await Store.SendAgainAsync("other", "1", Noon, Stop));
        Assert.True(await Store.SendAgainAsync("sales", "1", Noon, Stop));

        var again = Assert.Single(await Store.DueAsync(Noon, 10, Stop));
        Assert.Equal((0, null), (again.Attempts, again.Problem));
        (again.State, again.Problem) = (DeliveryState.Delivered, null);
        await Store.SaveAsync(again, Stop);
        Assert.False(await Store.SendAgainAsync("sales", "1", Noon, Stop));
    }

    private static DashboardReport Report() => new()
    {
        Id = "r",
        Dashboard = "sales",
        Schedule = new ReportSchedule { Every = ReportEvery.Month, Day = 3, Hour = 9, Zone = "Europe/Berlin" },
        Recipients = [new ReportRecipient(IsTeam: true, "Logistics", "Logistics"), new ReportRecipient(IsTeam: false, "ada", "Ada")],
        MadeBy = "Otto",
        Made = Noon.AddDays(-1),
        Next = Noon,
    };

    private static ReportDelivery Delivery(string id, string person, string? report = "r") => new()
    {
        Id = id,
        Dashboard = "sales",
        Report = report,
        Person = person,
        PersonName = person,
        From = Noon.AddDays(-1),
        Due = Noon,
        Zone = "UTC",
        NextAttempt = Noon,
    };
}
