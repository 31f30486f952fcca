using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests.Delegation;
using Portal.Events.Deliveries;
using Portal.IntegrationTests.EventLog;
using Portal.Storage;
using Portal.Storage.Identity;
using Portal.Storage.Model;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.Catalogue;

/// <summary>What people are told, and how, on an empty database.</summary>
public abstract class NotificationStoreTests(Func<Task<ITestDatabase>> createDatabase) : IAsyncLifetime
{
    protected static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private ServiceProvider? _services;
    private ITestDatabase? _database;
    private DirectoryInfo? _folder;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected INotificationStore Store => _services!.GetRequiredService<INotificationStore>();

    public async ValueTask InitializeAsync()
    {
        _database = await createDatabase();
        _folder = Directory.CreateTempSubdirectory("portal-notifications-");
        _services = Services();
        await StorageServices.MigrateAsync(_services, Stop);
        await using var context = await Contexts.CreateDbContextAsync(Stop);
        context.Users.AddRange(
            new PortalUser { Id = "one", UserName = "one", DisplayName = "One", Email = "one@example.org" },
            new PortalUser { Id = "two", UserName = "two", DisplayName = "Two" },
            new PortalUser { Id = "gone", UserName = "gone", DisplayName = "Gone", LockoutEnd = DateTimeOffset.MaxValue });
        context.Roles.Add(new Microsoft.AspNetCore.Identity.IdentityRole("operator") { Id = "r" });
        context.UserRoles.Add(new Microsoft.AspNetCore.Identity.IdentityUserRole<string> { UserId = "two", RoleId = "r" });
        await context.SaveChangesAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await (_services?.DisposeAsync() ?? ValueTask.CompletedTask);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder?.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    // As a process of the portal has them: with two, two nodes are at the same database.
    protected ServiceProvider Services()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        services = (ServiceCollection)(_database!.Provider == "Postgres" ? services.AddPostgresStorage(_database.ConnectionString) : services.AddSqliteStorage(_folder!.FullName));
        return services.BuildServiceProvider();
    }

    private IDbContextFactory<PortalDbContext> Contexts => _services!.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    [Fact]
    public async Task Add_MoreThanAreKept_KeepsTheNewestOfEachPerson()
    {
        await Store.AddAsync([.. Enumerable.Range(0, Notification.MaxOfPerson + 20).Select(n => Told("one", $"{n}", Now.AddSeconds(n)))], Stop);
        await Store.AddAsync([Told("one", "newest", Now.AddDays(1)), Told("two", "theirs", Now)], Stop);

        var kept = await Store.ListAsync("one", unreadOnly: false, 1000, Stop);

        Assert.Equal((Notification.MaxOfPerson, "newest", "21"), (kept.Count, kept[0].Title, kept[^1].Title));
        Assert.Single(await Store.ListAsync("two", unreadOnly: true, 1000, Stop));
    }

    [Fact]
    public async Task Add_ATopicAgain_TellsNobodyTwice()
    {
        await Store.AddAsync([Told("one", "first", Now, "topic")], Stop);

        var added = await Store.AddAsync([Told("one", "again", Now, "topic"), Told("two", "first", Now, "topic"), Told("two", "twice", Now, "topic")], Stop);

        Assert.Equal(["first"], added.Select(n => n.Title));
        Assert.Equal(["first"], (await Store.ListAsync("one", unreadOnly: false, 10, Stop)).Select(n => n.Title));
    }

    [Fact]
    public async Task Add_OfSomebodyWhoChose_PutsAMessageIntoTheOutboxForEachWay()
    {
        await Store.SaveChoiceAsync(new NotificationChoice { Person = "one", ByEmail = true }, Stop);
        await Store.SaveChoiceAsync(new NotificationChoice { Person = "one", ByEmail = true, Webhook = "https://example.org/x", FeedHash = "h" }, Stop);
        await Store.AddAsync([Told("one", "a", Now), Told("two", "b", Now)], Stop);

        var due = await Store.DueAsync(Now, 10, Stop);
        Assert.Equal([NotificationWay.Email, NotificationWay.Webhook], due.Select(d => d.Way).Order());
        due[0].State = DeliveryState.Dead;
        due[0].Problem = "no";
        await Store.SaveAsync(due[0], Stop);

        Assert.Equal([due[1].Id], (await Store.DueAsync(Now, 10, Stop)).Select(d => d.Id));
        Assert.Equal("no", (await Store.LastDeadAsync("one", due[0].Way, Stop))?.Problem);
        Assert.Equal("one", (await Store.FindByFeedAsync("h", Stop))?.Person);
        await Store.TidyAsync(Now.AddDays(1), Stop);
        Assert.Null(await Store.LastDeadAsync("one", due[0].Way, Stop));
    }

    [Fact]
    public async Task Read_OneThenAll_CountsThoseThatWereNot()
    {
        var added = await Store.AddAsync([Told("one", "a", Now), Told("one", "b", Now), Told("one", "c", Now), Told("two", "d", Now)], Stop);

        Assert.Equal(0, await Store.MarkReadAsync("two", added[0].Id, Now, Stop));
        Assert.Equal(1, await Store.MarkReadAsync("one", added[0].Id, Now, Stop));
        Assert.Equal(2, await Store.MarkReadAsync("one", null, Now, Stop));
        Assert.Equal((0, 1), (await Store.CountUnreadAsync("one", Stop), await Store.CountUnreadAsync("two", Stop)));
    }

    [Fact]
    public async Task Person_WhoIsRemoved_TakesEverythingWithThem()
    {
        var deputies = _services!.GetRequiredService<IDeputyStore>();
        await Store.SaveChoiceAsync(new NotificationChoice { Person = "one", ByEmail = true }, Stop);
        await Store.AddAsync([Told("one", "a", Now)], Stop);
        await deputies.AddAsync(new Deputyship { Id = "d", Person = "two", PersonName = "Two", Deputy = "one", DeputyName = "One", From = Now, To = Now.AddDays(1) }, Now, Stop);
        await using (var context = await Contexts.CreateDbContextAsync(Stop))
        {
            await context.Users.Where(user => user.Id == "one").ExecuteDeleteAsync(Stop);
        }

        Assert.Equal((0, 0, 0), ((await Store.ListAsync("one", false, 10, Stop)).Count, (await Store.DueAsync(Now, 10, Stop)).Count, (await deputies.ListAsync(Now, Stop)).Count));
        Assert.Null(await Store.FindChoiceAsync("one", Stop));
    }

    [Fact]
    public async Task Directory_ListsThoseWhoAreHereWithTheirRoles()
    {
        var people = await _services!.GetRequiredService<IPeopleDirectory>().ListAsync(Stop);

        Assert.Equal([("One", "one@example.org", ""), ("Two", null, "operator")], people.Select(one => (one.Name, one.Email, string.Join(',', one.Actor.Roles))));
        Assert.Null(await _services!.GetRequiredService<IPeopleDirectory>().FindAsync("gone", Stop));
    }

    protected static Notification Told(string person, string title, DateTimeOffset at, string? topic = null) =>
        Notification.Of(new Notice(person, NotificationKind.Comment, title, "", "x") { Topic = topic }, at);
}

public sealed class SqliteNotificationStoreTests() : NotificationStoreTests(EventLogTest.NewSqlite);

public sealed class PostgresNotificationStoreTests(PostgresServer server) : NotificationStoreTests(server.CreateDatabaseAsync)
{
    [Fact]
    public async Task Told_OnOneNode_IsHeardOnTheOthers()
    {
        await using var other = Services();
        var signals = other.GetRequiredService<INotificationSignals>();
        Assert.Null(await signals.NextAsync(Stop));

        await Store.AddAsync([Told("one", "a", Now), Told("one", "b", Now)], Stop);
        var told = await signals.NextAsync(Stop);
        await Store.MarkReadAsync("two", null, Now, Stop);
        await Store.MarkReadAsync("one", null, Now, Stop);

        Assert.Equal(("one", "one"), (told, await signals.NextAsync(Stop)));
    }
}
