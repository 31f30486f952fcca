using Microsoft.Extensions.DependencyInjection;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Metrics;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

public sealed class SqliteTypedThroughputTests() : TypedThroughputTests(NewSqlite);

public sealed class PostgresTypedThroughputTests(PostgresServer server) : TypedThroughputTests(server.CreateDatabaseAsync);

/// <summary>The figures of event types that are written with the entries.</summary>
public abstract class TypedThroughputTests(Func<Task<ITestDatabase>> createDatabase) : EventLogTest(createDatabase)
{
    [Theory]
    [InlineData(Resolution.Minute)]
    [InlineData(Resolution.Hour)]
    [InlineData(Resolution.Day)]
    public async Task Read_AfterAppends_HasEachTypeAndWhatIsLeft(Resolution resolution)
    {
        await Log.AppendAsync(Batch(Orders, Typed("a", "placed", Conformance.Valid, 10), Typed("b", "paid", size: 20), New("c", size: 5)), Stop);
        await Log.AppendAsync(Batch(Orders, Typed("d", "Placed", Conformance.Invalid, 30)), Stop);
        await Log.AppendAsync(Batch(Invoices, Typed("a", "sent")), Stop);
        await Throughput.RecordErrorsAsync(Orders, 2, Stop);

        var start = resolution.Floor(Noon);
        Assert.Equal(
            [
                (TypedShare.Type, "placed", new ThroughputBucket(start, 2, 40, 2, 1, 0, null, null, null)),
                (TypedShare.Type, "paid", new ThroughputBucket(start, 1, 20, 0, 0, 0, null, null, null)),
                (TypedShare.Untyped, null, new ThroughputBucket(start, 1, 5, 0, 0, 0, null, null, null)),
            ],
            (await ReadTypesAsync(Orders, resolution)).Select(t => (t.Share, t.Type, Assert.Single(t.Buckets))));
    }

    [Fact]
    public async Task Read_SeveralMinutes_SumsThemAndKeepsEach()
    {
        await Log.AppendAsync(Batch(Orders, Typed("a", "placed")), Stop);
        Time.Advance(TimeSpan.FromMinutes(2));
        await Log.AppendAsync(Batch(Orders, Typed("b", "placed"), Typed("c", "placed")), Stop);

        var type = Assert.Single(await ReadTypesAsync(Orders, Resolution.Minute));

        Assert.Equal([1L, 2L], type.Buckets.Select(b => b.Entries));
        Assert.Equal((3L, 300L), (type.Sum.Entries, type.Sum.Bytes));
    }

    [Fact]
    public async Task Read_Latencies_AreEachTypesOwn()
    {
        await Log.AppendAsync(
            Batch(
                Orders, Typed("fast", "placed", published: Noon.AddSeconds(-1)), Typed("slow", "paid", published: Noon.AddSeconds(-100)),
                New("untyped", published: Noon.AddSeconds(-10))), Stop);

        var types = await ReadTypesAsync(Orders, Resolution.Hour);

        Assert.InRange(types.Single(t => t.Type == "placed").Sum.LatencyP99!.Value, 0.8, 1.2);
        Assert.InRange(types.Single(t => t.Type == "paid").Sum.LatencyP50!.Value, 80, 120);
        Assert.InRange(types.Single(t => t.Share == TypedShare.Untyped).Buckets[0].LatencyP50!.Value, 8, 12);
    }

    [Fact]
    public async Task Append_MoreTypesThanAFeedMayHave_CountsTheRestTogether()
    {
        await Log.AppendAsync(Batch(Orders, [.. Enumerable.Range(0, 100).Select(i => Typed($"{i}", $"type {i}"))]), Stop);
        await ReopenAsync();
        await Log.AppendAsync(Batch(Orders, Typed("again", "type 7"), Typed("late", "one more"), Typed("long", new string('x', 201))), Stop);

        var types = await ReadTypesAsync(Orders, Resolution.Minute);

        Assert.Equal(41, types.Count);
        Assert.Equal(("type 7", 2L), (types[0].Type, types[0].Sum.Entries));
        Assert.Equal((TypedShare.Others, null, 62L), (types[^1].Share, types[^1].Type, types[^1].Sum.Entries));
    }

    [Fact]
    public async Task Append_ByTwoWriters_CountsATypeOnce()
    {
        await using var other = await OpenAsync();
        await Log.AppendAsync(Batch(Orders, Typed("a", "placed")), Stop);
        await other.GetRequiredService<IEventLog>().AppendAsync(Batch(Orders, Typed("b", "PLACED"), Typed("c", "paid")), Stop);
        await Log.AppendAsync(Batch(Orders, Typed("d", "paid"), Typed("e", "placed")), Stop);

        Assert.Equal([("placed", 3L), ("paid", 2L)], (await ReadTypesAsync(Orders, Resolution.Day)).Select(t => (t.Type!, t.Sum.Entries)));
    }

    [Fact]
    public async Task Read_RefusedUnchangedOrRemoved_IsNotCounted()
    {
        await Log.AppendAsync(Batch(Orders, Typed("a", "placed")), Stop);
        await Log.AppendAsync(Batch(Orders, Typed("a", "placed"), Typed("b", "placed")), Stop);
        await Log.AppendAsync(Revising(Orders, Typed("a", "placed")), Stop);
        Assert.Equal(1, Assert.Single(await ReadTypesAsync(Orders, Resolution.Minute)).Sum.Entries);

        await Log.RemoveFeedAsync(Orders, Stop);
        Assert.Empty(await ReadTypesAsync(Orders, Resolution.Minute));

        await Log.AppendAsync(Batch(Orders, Typed("z", "paid")), Stop);
        Assert.Equal(["paid"], (await ReadTypesAsync(Orders, Resolution.Minute)).Select(t => t.Type));
    }

    private Task<IReadOnlyList<TypedThroughput>> ReadTypesAsync(FeedId feed, Resolution resolution) =>
        TypedThroughput.ReadAsync(feed, Noon.AddDays(-1), Noon.AddDays(1), resolution, Stop);
}
