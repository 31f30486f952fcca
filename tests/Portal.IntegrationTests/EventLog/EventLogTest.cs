using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Metrics;
using Portal.Storage.EventLog;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

/// <summary>A log on an empty database, as each test gets it. Each suite runs on both databases.</summary>
public abstract class EventLogTest(Func<Task<ITestDatabase>> createDatabase) : IAsyncLifetime
{
    protected static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 30, TimeSpan.Zero);
    protected static readonly FeedId Orders = FeedId.Parse("orders");
    protected static readonly FeedId Invoices = FeedId.Parse("invoices");

    private ServiceProvider? _services;
    private ITestDatabase? _database;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(Noon);

    protected ITestDatabase Database => _database!;

    protected IEventLog Log => _services!.GetRequiredService<IEventLog>();

    protected IServiceProvider Services => _services!;

    protected ITypedThroughput TypedThroughput => _services!.GetRequiredService<ITypedThroughput>();

    protected IThroughput Throughput => _services!.GetRequiredService<IThroughput>();

    public static Task<ITestDatabase> NewSqlite() => Task.FromResult<ITestDatabase>(new TempSqlite());

    public async ValueTask InitializeAsync()
    {
        _database = await createDatabase();
        _services = await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Another log on the same database, as another process would have it.</summary>
    protected async Task<ServiceProvider> OpenAsync()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time);
        var connection = Database.ConnectionString;
        var provider = (Database.Provider == "Sqlite" ? services.AddSqliteEventLog(connection) : services.AddPostgresEventLog(connection))
            .BuildServiceProvider();
        await provider.GetRequiredService<IEventLogSetup>().EnsureCreatedAsync(Stop);
        return provider;
    }

    protected async Task ReopenAsync()
    {
        await _services!.DisposeAsync();
        _services = await OpenAsync();
    }

    protected static NewEntry New(string id, string title = "", Conformance conformance = Conformance.Unchecked, int size = 100, DateTimeOffset? published = null) =>
        new(new Entry { Id = id, Title = EntryText.Plain(title), Published = published }, new ContractVerdict(conformance, null, []), size);

    protected static NewEntry Typed(string id, string type, Conformance conformance = Conformance.Unchecked, int size = 100, DateTimeOffset? published = null) =>
        new(new Entry { Id = id, Published = published, Categories = [new Category(type)] }, new ContractVerdict(conformance, null, []), size);

    protected static AppendBatch Batch(FeedId feed, params NewEntry[] entries) => new() { Feed = feed, Entries = entries };

    protected static AppendBatch Revising(FeedId feed, params NewEntry[] entries) =>
        new() { Feed = feed, Entries = entries, Duplicates = DuplicatePolicy.Revise };

    /// <summary>Appends entries with these ids and expects them stored.</summary>
    protected async Task AppendAsync(FeedId feed, params string[] ids) =>
        Assert.True((await Log.AppendAsync(Batch(feed, [.. ids.Select(id => New(id))]), Stop)).Stored);

    /// <summary>What a read gives, as "position:id" with a mark for the superseded.</summary>
    protected async Task<string> ReadAsync(EventQuery query) =>
        string.Join(' ', (await Log.ReadAsync(query, Stop)).Select(e => $"{e.Position}:{e.Entry.Id}{(e.Superseded ? "!" : "")}"));

    protected static AppendedEntry Result(string id, long position, AppendOutcome outcome) => new(id, new EventPosition(position), outcome);
}
