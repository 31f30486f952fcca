using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.IntegrationTests.EventLog;
using Portal.Storage;
using Portal.Storage.Model;

namespace Portal.IntegrationTests.Access;

/// <summary>The trail on PostgreSQL, written by two nodes at once, and held against what somebody does to its table.</summary>
public sealed class AuditStoreTests(PostgresServer server)
{
    [Fact]
    public async Task TwoNodes_WritingAtOnce_MakeOneChain_ThatTamperingBreaks()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var one = Node(database.ConnectionString);
        await using var other = Node(database.ConnectionString);
        await StorageServices.MigrateAsync(one);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => (i % 2 == 0 ? one : other).GetRequiredService<IAuditStore>().AppendAsync(Draft(i)))));
        Assert.Equal(new AuditVerdict(60, 1, 60, (await HeadAsync(one)).Hash, null), await VerifyAsync(other));

        await using var context = await one.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        await context.Database.ExecuteSqlRawAsync("UPDATE audit SET \"ActorName\" = 'Nobody' WHERE \"Number\" = 30");

        Assert.Equal("Record 30 was changed after it was written.", (await VerifyAsync(one)).Fault);
    }

    [Fact]
    public async Task Purge_RemovesTheOldestAndTheRestVerifies()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var node = Node(database.ConnectionString);
        await StorageServices.MigrateAsync(node);
        var store = node.GetRequiredService<IAuditStore>();
        for (var i = 0; i < 10; i++)
        {
            await store.AppendAsync(Draft(i));
        }

        var removed = await store.PurgeAsync(Draft(5).At, Draft(20) with { Action = AuditChain.PurgeAction });

        Assert.Equal(5, removed);
        var verdict = await VerifyAsync(node);
        Assert.Equal((6, 6, 11, null), (verdict.Records, verdict.First, verdict.Last, verdict.Fault));
        Assert.Equal([11, 10], (await store.ReadAsync(new AuditQuery { Limit = 2 })).Select(r => r.Number));
        Assert.Equal(0, await store.PurgeAsync(Draft(0).At, Draft(21) with { Action = AuditChain.PurgeAction }));
    }

    [Theory]
    [InlineData("100%", 1)]
    [InlineData("CHANGE 1", 1)]
    [InlineData("change", 3)]
    [InlineData("_", 0)]
    public async Task Read_ByText_TakesItLiterally(string text, int found)
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var node = Node(database.ConnectionString);
        await StorageServices.MigrateAsync(node);
        var store = node.GetRequiredService<IAuditStore>();
        await store.AppendAsync(Draft(0));
        await store.AppendAsync(Draft(1));
        await store.AppendAsync(Draft(2) with { Summary = "Change of 100% \ud83d\ude00" });

        Assert.Equal(found, (await store.ReadAsync(new AuditQuery { Text = text })).Count);
        Assert.Null((await VerifyAsync(node)).Fault);
    }

    private static ServiceProvider Node(string connectionString) =>
        new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging().AddPostgresStorage(connectionString).BuildServiceProvider();

    private static Task<AuditVerdict> VerifyAsync(IServiceProvider node) => AuditChain.VerifyAsync(node.GetRequiredService<IAuditStore>().ReadAllAsync());

    private static async Task<AuditRecord> HeadAsync(IServiceProvider node) =>
        (await node.GetRequiredService<IAuditStore>().ReadAsync(new AuditQuery { Limit = 1 }))[0];

    private static AuditRecord Draft(int i) => new()
    {
        Number = 0,
        At = DateTimeOffset.UnixEpoch.AddMinutes(i),
        Action = "tests.writer.wrote",
        Outcome = AuditOutcome.Done,
        ActorId = "op",
        ActorName = "Otto",
        Subject = "portal",
        Summary = $"Change {i}",
        Changes = [new("field", null, $"{i}")],
        Previous = "",
        Hash = "",
    };
}
