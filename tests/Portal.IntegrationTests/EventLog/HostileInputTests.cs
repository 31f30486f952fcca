using Microsoft.Extensions.DependencyInjection;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Metrics;
using Portal.Storage.EventLog.Indexing;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

public sealed class SqliteHostileInputTests() : HostileInputTests(NewSqlite);

public sealed class PostgresHostileInputTests(PostgresServer server) : HostileInputTests(server.CreateDatabaseAsync);

/// <summary>What publishers send that nobody would think of.</summary>
public abstract class HostileInputTests(Func<Task<ITestDatabase>> createDatabase) : EventLogTest(createDatabase)
{
    public static TheoryData<string> Ids { get; } =
    [
        "", " ", "'; DROP TABLE log_entries; --", "a\0b", "\r\n\t", "\"\\", "\uFFFF", "日本\U0001F600", new string('x', 200), new string('é', 101),
        Scrambled(100_000),
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Append_StrangeId_IsFoundAgainAndStaysUnique(string id)
    {
        await AppendAsync(Orders, id, id + "x");

        Assert.Equal(id, (await Log.FindAsync(Orders, id, Stop))?.Entry.Id);
        Assert.Equal([id], await Log.KnownAsync(Orders, [id, "other"], Stop));
        Assert.Equal([Result(id, 1, AppendOutcome.Duplicate)], (await Log.AppendAsync(Batch(Orders, New(id)), Stop)).Entries);
    }

    [Fact]
    public async Task Append_BrokenSurrogates_AreStoredAndDisturbNobody()
    {
        var broken = Log.AppendAsync(Batch(Orders, New("x\uD800", "\uDC00 half")), Stop).AsTask();
        var alike = Log.AppendAsync(Batch(Orders, New("x\uD801")), Stop).AsTask();
        var neighbour = Log.AppendAsync(Batch(Invoices, New("n")), Stop).AsTask();

        Assert.True((await broken).Stored);
        Assert.True((await neighbour).Stored);
        Assert.Equal([AppendOutcome.Duplicate], (await alike).Entries.Select(e => e.Outcome));
        Assert.Equal("\uFFFD half", (await Log.FindAsync(Orders, "x\uD800", Stop))?.Entry.Title.Value);
        Assert.Equal(["x\uD800"], await Log.KnownAsync(Orders, ["x\uD800"], Stop));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("x\uD800")]
    [InlineData("\uFFFF")]
    [InlineData("'; DROP TABLE log_types; --")]
    public async Task Append_StrangeCategory_IsStoredAndIndexedAndDisturbsNobody(string term)
    {
        var entry = new Entry { Id = "a", Categories = [new Category(term, term, term), new Category("plain")] };
        var strange = Log.AppendAsync(Batch(Orders, new NewEntry(entry, ContractVerdict.Unchecked, 100)), Stop).AsTask();
        var neighbour = Log.AppendAsync(Batch(Invoices, New("n")), Stop).AsTask();
        await Services.GetRequiredService<LogIndexer>().CatchUpAsync(Stop);

        Assert.Equal((true, true), ((await strange).Stored, (await neighbour).Stored));
        Assert.Equal("1:a", await ReadAsync(new EventQuery { Feeds = [Orders], Where = new CategoryCondition.HasTerm("plain") }));
        Assert.Equal(1, (await TypedThroughput.ReadAsync(Orders, Noon.AddHours(-1), Noon.AddHours(1), Resolution.Minute, Stop)).Sum(type => type.Sum.Entries));
    }

    [Fact]
    public async Task Append_ManyMegabytes_ComeBack()
    {
        var content = new EntryContent("text", Scrambled(8_000_000) + "\0<&>\"");
        await Log.AppendAsync(Batch(Orders, new NewEntry(new Entry { Id = "a", Content = content }, ContractVerdict.Unchecked, int.MaxValue)), Stop);
        await Log.AppendAsync(Batch(Orders, New("b", size: int.MaxValue)), Stop);

        Assert.Equal(content, (await Log.FindAsync(Orders, "a", Stop))?.Entry.Content);
    }

    [Fact]
    public async Task Append_DatesAtTheEndsOfTime_ComeBack()
    {
        await Log.AppendAsync(Batch(Orders, New("a", published: DateTimeOffset.MinValue), New("b", published: DateTimeOffset.MaxValue)), Stop);

        var entries = await Log.ReadAsync(new EventQuery(), Stop);

        Assert.Equal<DateTimeOffset?>([DateTimeOffset.MinValue, DateTimeOffset.MaxValue], entries.Select(e => e.Entry.Published));
    }

    [Fact]
    public async Task Checkpoint_StrangeState_ComesBack()
    {
        var checkpoint = new Checkpoint("it's", "{\"x\":\"'; --\\u0000 日本\"}");
        await Log.AppendAsync(Batch(Orders) with { Checkpoint = checkpoint }, Stop);

        Assert.Equal(checkpoint, await Log.FindCheckpointAsync("it's", Stop));
    }

    // Text that does not compress: databases shorten repetition before they find it too long.
    private static string Scrambled(int length)
    {
        var random = new Random(7);
        return string.Create(length, random, static (span, r) =>
        {
            foreach (ref var c in span)
            {
                c = (char)r.Next('0', 'z');
            }
        });
    }
}
