using Microsoft.Extensions.DependencyInjection;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Objectives;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

public sealed class SqliteObjectiveFiguresTests() : ObjectiveFiguresTests(NewSqlite);

public sealed class PostgresObjectiveFiguresTests(PostgresServer server) : ObjectiveFiguresTests(server.CreateDatabaseAsync);

/// <summary>What the figures that are kept with the entries say of objectives.</summary>
public abstract class ObjectiveFiguresTests(Func<Task<ITestDatabase>> createDatabase) : EventLogTest(createDatabase)
{
    private IObjectiveFigures Figures => Services.GetRequiredService<IObjectiveFigures>();

    [Fact]
    public async Task BusyMinutes_AreThoseWithEntries()
    {
        await AppendAsync(Orders, "a", "b");
        Time.Advance(TimeSpan.FromMinutes(3));
        await Throughput.RecordErrorsAsync(Orders, 1, Stop);
        Time.Advance(TimeSpan.FromMinutes(1));
        await AppendAsync(Orders, "c");
        await AppendAsync(Invoices, "c");

        var minute = Resolution.Minute.Floor(Noon);
        Assert.Equal([minute, minute.AddMinutes(4)], await Figures.BusyMinutesAsync(Orders, Noon.AddDays(-1), Noon.AddDays(1), Stop));
        Assert.Empty(await Figures.BusyMinutesAsync(Portal.Events.FeedId.Parse("none"), Noon.AddDays(-1), Noon.AddDays(1), Stop));
    }

    [Fact]
    public async Task Delays_CountWhatCameInTime()
    {
        await Log.AppendAsync(Batch(Orders, New("a", published: Noon.AddSeconds(-1)), New("b", published: Noon.AddSeconds(-30)), New("undated")), Stop);

        var point = Assert.Single(await Figures.DelaysAsync(Orders, TimeSpan.FromSeconds(2), Noon.AddDays(-1), Noon.AddDays(1), Resolution.Hour, Stop));

        Assert.Equal(new ObjectivePoint(Resolution.Hour.Floor(Noon), 1, 2), point);
    }
}
