using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Kinds;
using Portal.Catalogue.Requests.Policy;
using Portal.Contracts;
using Portal.Events.Activity;
using Portal.IntegrationTests.EventLog;
using Portal.Storage;
using Portal.Storage.Identity;
using Portal.Storage.Model;
using Portal.TestKit;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.Catalogue;

/// <summary>Requests on an empty database, with many hands on them.</summary>
public abstract class RequestStoreTests(Func<Task<ITestDatabase>> createDatabase) : IAsyncLifetime
{
    private static readonly Actor Developer = Of("dev", PortalRoles.Developer);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private ServiceProvider? _services;
    private ITestDatabase? _database;
    private DirectoryInfo? _folder;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static RequestDraft Draft => new() { Id = "returns", Title = "Returns", Owner = "Sales", Domain = "Sales", Justification = "Planning" };

    private RequestDesk Desk => _services!.GetRequiredService<RequestDesk>();

    private DecisionDesk Decisions => _services!.GetRequiredService<DecisionDesk>();

    private IRequestStore Store => _services!.GetRequiredService<IRequestStore>();

    public async ValueTask InitializeAsync()
    {
        _database = await createDatabase();
        _folder = Directory.CreateTempSubdirectory("portal-requests-");
        _services = Services();
        await StorageServices.MigrateAsync(_services, Stop);
    }

    // As a process of the portal has them: with two, two nodes are at the same database.
    private ServiceProvider Services()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time);
        services = (ServiceCollection)(_database!.Provider == "Postgres" ? services.AddPostgresStorage(_database.ConnectionString) : services.AddSqliteStorage(_folder!.FullName));
        services.AddSingleton<IActivityLog, Silence>().AddSingleton<IAuditTrail, Silence>().AddSingleton<IRequesters, FakeRequesters>()
            .AddSingleton<AccessControl>().AddSingleton<CatalogueChanges>().AddSingleton<CompiledContracts>().AddSingleton<FeedRegistry>()
            .AddSingleton<ContractRegistry>().AddSingleton<RequestKinds>().AddSingleton<Notifier>().AddSingleton<RequestRights>().AddSingleton<RequestNews>().AddSingleton<RequestJournal>().AddSingleton<PolicyDesk>()
            .AddSingleton<ApiKeys>().AddSingleton<DecisionDesk>().AddSingleton<RequestDesk>();
        return services.BuildServiceProvider();
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
    public async Task Decide_ByFiftyAtOnce_OneWinsAndTheOthersAreTold()
    {
        var request = (await Desk.SubmitAsync(Draft, Developer, Stop)).Value!;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(
            () => Decisions.DecideAsync(request.Id, i % 2 == 0 ? Decision.Approve : Decision.Decline, "Because", Of($"op{i}", PortalRoles.Operator), Stop), Stop)));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal(Portal.Catalogue.RefusalKind.Conflict, outcome.Refusal!.Kind));
        var stored = (await Store.FindAsync(request.Id, Stop))!;
        Assert.Equal(2, stored.History.Count);
        Assert.Equal(outcomes.Single(outcome => outcome.Succeeded).Value!.History[^1].Actor, stored.History[^1].Actor);
    }

    [Fact]
    public async Task Submit_TheSameByManyAtOnce_IsTakenOnce()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Desk.SubmitAsync(Draft, Developer, Stop), Stop)));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.Equal(1, await Store.CountAsync(new RequestQuery(), Stop));
    }

    [Fact]
    public async Task Request_WithAllThatHappenedToIt_ComesBackTheSame()
    {
        var request = (await Desk.SubmitAsync(Draft, Developer, Stop)).Value!;
        await Desk.CommentAsync(request.Id, "=1+1 <script>", Developer, Stop);
        var decided = (await Decisions.DecideAsync(request.Id, Decision.Approve, "Fine", Of("op", PortalRoles.Operator), Stop)).Value!;

        Assert.Equivalent(decided, await Store.FindAsync(request.Id, Stop), strict: true);
    }

    [Fact]
    public async Task List_AmongTenThousandDraftsOfOthers_IsBoundedAndShowsNoneOfThem()
    {
        const int drafts = 10_000;
        var stranger = Of("stranger", PortalRoles.Developer);
        await using (var context = await _services!.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop))
        {
            // Past the store, which would need a transaction for each: that nobody gets so far by the desk is asserted below.
            context.AddRange(Enumerable.Range(0, drafts).Select(_ => new FeedRequest { Id = FeedRequest.NewId(_time.GetUtcNow()), RequesterId = "stranger", RequesterName = "s", Draft = Draft, Created = _time.GetUtcNow() }));
            await context.SaveChangesAsync(Stop);
        }

        var request = (await Desk.SubmitAsync(Draft, Developer, Stop)).Value!;

        Assert.Equal([request.Id], (await Desk.ListAsync(Of("op", PortalRoles.Operator), cancellationToken: Stop)).Select(r => r.Id));
        Assert.InRange((await Desk.ListAsync(stranger, cancellationToken: Stop)).Count, 1, RequestQuery.MaxListed);
        Assert.Equal(Portal.Catalogue.RefusalKind.Conflict, (await Desk.BeginAsync(Draft, stranger, Stop)).Refusal?.Kind);
        Assert.Equal(drafts, await Store.CountAsync(new RequestQuery { RequesterId = "stranger" }, Stop));
    }

    [Fact]
    public async Task Crash_AfterTheCommitAndBeforeTheNotice_TellsExactlyOnceAfterTheRestart()
    {
        var asked = new FeedRequest { Id = FeedRequest.NewId(_time.GetUtcNow()), RequesterId = "dev", RequesterName = "dev name", Draft = Draft, Created = _time.GetUtcNow() };
        await using (var context = await _services!.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Stop))
        {
            context.Users.Add(new PortalUser { Id = "dev", UserName = "dev", DisplayName = "dev name" });
            await context.SaveChangesAsync(Stop);
        }

        // What a process did that was ended there.
        asked.Submit(Draft, "claim", [], _time.GetUtcNow().AddDays(1), Developer, _time.GetUtcNow());
        await Store.AddAsync(asked, Stop);
        asked.Decline(Of("op", PortalRoles.Operator), "Why", _time.GetUtcNow());
        await Store.SaveAsync(asked, Stop);
        Assert.Equal([asked.Id], (await Store.ListAsync(new RequestQuery { UntoldOnly = true }, Stop)).Select(r => r.Id));

        await using var other = Services();
        await Task.WhenAll(new[] { _services!, other }.Select(node => ActivatorUtilities.CreateInstance<RequestUpkeep>(node).SweepAsync(Stop)));
        await ActivatorUtilities.CreateInstance<RequestUpkeep>(_services!).SweepAsync(Stop);

        var told = await _services!.GetRequiredService<INotificationStore>().ListAsync("dev", unreadOnly: false, 10, Stop);
        Assert.Equal([(NotificationKind.RequestDeclined, "Declined: new feed 'returns'")], told.Select(one => (one.Kind, one.Title)));
        Assert.Empty(await Store.ListAsync(new RequestQuery { UntoldOnly = true }, Stop));
    }

    [Fact]
    public async Task Told_OfAnOlderVersion_KeepsWhatIsStillToBeTold()
    {
        var request = (await Desk.SubmitAsync(Draft, Developer, Stop)).Value!;
        var before = (await Store.FindAsync(request.Id, Stop))!;
        before.Comment(new RequestComment(_time.GetUtcNow(), "dev", "dev name", "Soon?"));
        await Store.SaveAsync(before, Stop);

        await Store.ToldAsync(request, Stop);

        Assert.Equal(1, (await Store.FindAsync(request.Id, Stop))!.UntoldComments);
    }

    [Fact]
    public async Task Quota_OfADay_IsNeverExceededByTwoNodesWithManyAtOnce()
    {
        const int perDay = 5;
        await using var other = Services();
        var policy = new RequestPolicy { Checks = RequestChecks.Names.ToDictionary(name => name, _ => CheckMode.Off), AutoApprovals = [new AutoApproval("Sales", perDay)] };
        Assert.True((await _services!.GetRequiredService<PolicyDesk>().ChangeAsync(policy, Of("op", PortalRoles.Operator), Stop)).Succeeded);
        RequestDesk[] nodes = [Desk, other.GetRequiredService<RequestDesk>()];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(
            () => nodes[i % 2].SubmitAsync(Draft with { Id = $"returns-{i}", Domain = i % 3 == 0 ? "SALES " : "Sales" }, Developer, Stop), Stop)));

        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded, outcome.Refusal?.Detail));
        Assert.Equal(perDay, outcomes.Count(outcome => outcome.Value!.State == RequestState.Approved));
        Assert.Equal(
            (perDay, 24 - perDay),
            (await Store.CountAsync(new RequestQuery { States = [RequestState.Approved] }, Stop), await Store.CountAsync(new RequestQuery { States = [RequestState.Submitted] }, Stop)));

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(RequestState.Approved, (await Desk.SubmitAsync(Draft, Developer, Stop)).Value!.State);
    }

    [Fact]
    public async Task Policy_SavedByTwo_IsSavedByOne()
    {
        var policies = _services!.GetRequiredService<PolicyDesk>();
        var oper = Of("op", PortalRoles.Operator);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(() => policies.ChangeAsync(new RequestPolicy { DueHours = i }, oper, Stop), Stop)));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        var now = await policies.CurrentAsync(Stop);
        Assert.Equal((1, outcomes.Single(outcome => outcome.Succeeded).Value!.DueHours), (now.Revision, now.DueHours));
        Assert.True((await policies.ChangeAsync(now with { NamePattern = "[a-z]+" }, oper, Stop)).Succeeded);
        Assert.Equal("[a-z]+", (await policies.CurrentAsync(Stop)).NamePattern);
    }

    private static Actor Of(string id, string role) => new() { Id = id, Name = id + " name", Roles = new HashSet<string> { role } };

    private sealed class Silence : IActivityLog, IAuditTrail
    {
        public ValueTask RecordAsync(ActivityEvent activity, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask RecordAsync(AuditEvent happened, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}

public sealed class SqliteRequestStoreTests() : RequestStoreTests(EventLogTest.NewSqlite);

public sealed class PostgresRequestStoreTests(PostgresServer server) : RequestStoreTests(server.CreateDatabaseAsync);
