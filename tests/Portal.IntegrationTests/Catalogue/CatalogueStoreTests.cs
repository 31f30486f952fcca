using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Domains;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Parties;
using Portal.Events;
using Portal.IntegrationTests.EventLog;
using Portal.Storage;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.Catalogue;

/// <summary>The catalogue's tables on an empty database.</summary>
public abstract class CatalogueStoreTests(Func<Task<ITestDatabase>> createDatabase) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FeedId Orders = FeedId.Parse("orders");
    private ServiceProvider? _services;
    private ITestDatabase? _database;
    private DirectoryInfo? _folder;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IFeedStore Feeds => _services!.GetRequiredService<IFeedStore>();

    private IDomainStore Domains => _services!.GetRequiredService<IDomainStore>();

    private IFeedUseStore Uses => _services!.GetRequiredService<IFeedUseStore>();

    public async ValueTask InitializeAsync()
    {
        _database = await createDatabase();
        _folder = Directory.CreateTempSubdirectory("portal-store-");
        _services = Open();
        await StorageServices.MigrateAsync(_services, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await (_services?.DisposeAsync() ?? ValueTask.CompletedTask);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder?.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Feed_WithAllThatIsToldOfIt_ComesBackTheSame()
    {
        var details = new FeedDetails
        {
            Documentation = "# Read me",
            Classification = Classification.PersonalData,
            Contacts = [new FeedContact("Sales", "sales@example.org")],
            EventTypes = [new FeedEventType("sales.order.placed", null)],
            Links = [new FeedLink("Docs", "https://example.org")],
            Producers = [new FeedParty("Shop", "Web", "publishes")],
            Consumers = [new FeedParty("Billing", null, null)],
            DerivedFrom = [FeedId.Parse("other")],
            Deprecation = new Deprecation(Noon, FeedId.Parse("next"), new DateOnly(2027, 1, 31), "Because"),
        };
        await AddAsync("orders", "Sales", "Orders", details);

        await using var again = Open();
        var found = (await again.GetRequiredService<IFeedStore>().FindAsync(Orders, Stop))!;

        Assert.Equal(("Orders", 1), (found.Subdomain, found.Revision));
        Assert.Equivalent(details, found.Details, strict: true);
    }

    [Fact]
    public async Task Update_ByManyAtOnce_LosesNone()
    {
        await AddAsync("orders", "Sales");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Feeds.UpdateAsync(
            Orders,
            feed =>
            {
                feed.Tags = [.. feed.Tags, $"tag-{i}"];
                feed.Revision++;
            },
            Stop)));

        var found = (await Feeds.FindAsync(Orders, Stop))!;
        Assert.Equal((5, "tag-0 tag-1 tag-2 tag-3"), (found.Revision, string.Join(' ', found.Tags.Order())));
    }

    [Fact]
    public async Task Move_OfADomain_TakesPartsAndWhatIsSaidAlong()
    {
        await AddAsync("orders", "Sales", "Orders");
        await AddAsync("returns", "sales");
        await AddAsync("people", "HR");
        await Domains.SaveAsync(new DomainTerm { Domain = "Sales", Subdomain = "Orders", Summary = "What was bought" }, Stop);

        var moved = await Domains.MoveAsync(new DomainMove(new DomainPlace("Sales"), new DomainPlace("Commerce")), Noon, Stop);

        Assert.Equal(["orders", "returns"], moved.Select(id => id.Value).Order());
        Assert.Equal(
            ["orders Commerce/Orders 2", "people HR/ 1", "returns Commerce/ 2"],
            (await Feeds.ListAsync(Stop)).Select(f => $"{f.Id} {f.Domain}/{f.Subdomain} {f.Revision}").Order());
        Assert.Equal(["Commerce › Orders: What was bought"], (await Domains.ListAsync(Stop)).Select(t => $"{t.Place}: {t.Summary}"));
    }

    [Fact]
    public async Task Move_ThatMerges_KeepsWhatIsSaidOfWhereItGoes()
    {
        await Domains.SaveAsync(new DomainTerm { Domain = "Sales", Subdomain = "", Summary = "old" }, Stop);
        await Domains.SaveAsync(new DomainTerm { Domain = "Commerce", Subdomain = "", Summary = "kept" }, Stop);

        await Domains.MoveAsync(new DomainMove(new DomainPlace("Sales"), new DomainPlace("Commerce")), Noon, Stop);

        Assert.Equal(["Commerce: kept"], (await Domains.ListAsync(Stop)).Select(t => $"{t.Place}: {t.Summary}"));
    }

    [Fact]
    public async Task Move_OfCaseAlone_RenamesTheTerm()
    {
        await Domains.SaveAsync(new DomainTerm { Domain = "sales", Subdomain = "", Summary = "kept" }, Stop);

        await Domains.MoveAsync(new DomainMove(new DomainPlace("sales"), new DomainPlace("Sales")), Noon, Stop);

        Assert.Equal(["Sales: kept"], (await Domains.ListAsync(Stop)).Select(t => $"{t.Place}: {t.Summary}"));
    }

    [Fact]
    public async Task Uses_OfTheSameKey_AreAddedUpAndOfNoFeedForgotten()
    {
        await AddAsync("orders", "Sales");
        await Uses.AddAsync([Use("orders", 2, 0), Use("gone", 1, 0)], Stop);

        await Uses.AddAsync([Use("orders", 3, 5)], Stop);

        var use = Assert.Single(await Uses.OfFeedAsync(Orders, Stop));
        Assert.Equal((5, Noon, Noon.AddMinutes(5)), (use.Count, use.First, use.Last));
        Assert.Empty(await Uses.OfFeedAsync(FeedId.Parse("gone"), Stop));
    }

    private static FeedUse Use(string feed, long count, int minutes) => new()
    {
        Feed = FeedId.Parse(feed),
        Kind = UseKind.Read,
        Principal = "key-1",
        Name = "Job",
        First = Noon.AddMinutes(minutes),
        Last = Noon.AddMinutes(minutes),
        Count = count,
    };

    private async Task AddAsync(string id, string domain, string? subdomain = null, FeedDetails? details = null) => Assert.True(await Feeds.AddAsync(
        new Feed
        {
            Id = FeedId.Parse(id),
            Title = id,
            Owner = "Sales",
            Domain = domain,
            Subdomain = subdomain,
            Channel = new FeedChannel.Hosted(),
            Details = details ?? FeedDetails.None,
            Revision = 1,
            Created = Noon,
            Changed = Noon,
        },
        Stop));

    private ServiceProvider Open()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        return (_database!.Provider == "Sqlite" ? services.AddSqliteStorage(_folder!.FullName) : services.AddPostgresStorage(_database.ConnectionString)).BuildServiceProvider();
    }
}

public sealed class SqliteCatalogueStoreTests() : CatalogueStoreTests(EventLogTest.NewSqlite);

public sealed class PostgresCatalogueStoreTests(PostgresServer server) : CatalogueStoreTests(server.CreateDatabaseAsync);
