using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Metrics;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

public sealed class SqliteThroughputTests() : ThroughputTests(NewSqlite);

public sealed class PostgresThroughputTests(PostgresServer server) : ThroughputTests(server.CreateDatabaseAsync);

/// <summary>The figures that are written with the entries.</summary>
public abstract class ThroughputTests(Func<Task<ITestDatabase>> createDatabase) : EventLogTest(createDatabase)
{
    private static readonly DateTimeOffset Minute = Noon.AddSeconds(-30);

    [Theory]
    [InlineData(Resolution.Minute)]
    [InlineData(Resolution.Hour)]
    [InlineData(Resolution.Day)]
    public async Task Read_AfterAppends_SumsToTheEntries(Resolution resolution)
    {
        await Log.AppendAsync(Batch(Orders, New("a", size: 10), New("b", size: 20, conformance: Conformance.Valid)), Stop);
        await Log.AppendAsync(Batch(Orders, New("c", size: 30, conformance: Conformance.Invalid)), Stop);
        await Log.AppendAsync(Batch(Invoices, New("a", size: 1)), Stop);
        await Throughput.RecordErrorsAsync(Orders, 2, Stop);

        var start = resolution.Floor(Noon);
        Assert.Equal([new ThroughputBucket(start, 3, 60, 2, 1, 2, null, null, null)], await ReadBucketsAsync(resolution, Orders));
        Assert.Equal([new ThroughputBucket(start, 4, 61, 2, 1, 2, null, null, null)], await ReadBucketsAsync(resolution, Orders, Invoices));
        Assert.Equal([new ThroughputBucket(start, 4, 61, 2, 1, 2, null, null, null)], await ReadBucketsAsync(resolution));
    }

    [Fact]
    public async Task Read_RefusedAndUnchangedEntries_AreNotCounted()
    {
        await AppendAsync(Orders, "a");
        await Log.AppendAsync(Batch(Orders, New("b"), New("a")), Stop);
        await Log.AppendAsync(Revising(Orders, New("a")), Stop);

        Assert.Equal(1, Assert.Single(await ReadBucketsAsync(Resolution.Minute, Orders)).Entries);
    }

    [Fact]
    public async Task Read_SeveralMinutes_HasABucketEach()
    {
        await AppendAsync(Orders, "a");
        Time.Advance(TimeSpan.FromMinutes(2));
        await AppendAsync(Orders, "b", "c");

        var buckets = await ReadBucketsAsync(Resolution.Minute, Orders);

        Assert.Equal([(Minute, 1L), (Minute.AddMinutes(2), 2L)], buckets.Select(b => (b.Start, b.Entries)));
        var onlyFirst = new ThroughputQuery { Feeds = [Orders], From = Noon, To = Minute.AddMinutes(2) };
        Assert.Equal([1L], (await Throughput.ReadAsync(onlyFirst, Stop)).Select(b => b.Entries));
    }

    [Fact]
    public async Task Read_PublishedEntries_HavePercentiles()
    {
        var entries = Enumerable.Range(1, 100).Select(i => New($"{i}", published: Noon.AddSeconds(i <= 95 ? -1 : -100))).ToArray();
        await Log.AppendAsync(Batch(Orders, entries), Stop);
        await Log.AppendAsync(Batch(Orders, New("from the future", published: Noon.AddYears(1))), Stop);

        var bucket = Assert.Single(await ReadBucketsAsync(Resolution.Hour, Orders));

        Assert.InRange(bucket.LatencyP50!.Value, 0.8, 1.2);
        Assert.InRange(bucket.LatencyP95!.Value, 0.8, 1.2);
        Assert.InRange(bucket.LatencyP99!.Value, 80, 120);
    }

    [Fact]
    public async Task Read_UnknownFeedOrNone_IsEmpty()
    {
        await AppendAsync(Orders, "a");

        Assert.Empty(await ReadBucketsAsync(Resolution.Minute, Invoices));
        Assert.Empty(await Throughput.ReadAsync(new ThroughputQuery { Feeds = [], From = Noon.AddDays(-1), To = Noon.AddDays(1) }, Stop));
    }

    [Fact]
    public async Task Sum_SeveralBuckets_IsOfAllEntries()
    {
        await Log.AppendAsync(Batch(Orders, New("a", published: Noon.AddSeconds(-1))), Stop);
        Time.Advance(TimeSpan.FromMinutes(5));
        await AppendAsync(Orders, "b");

        var sum = await Throughput.SumAsync(new ThroughputQuery { Feeds = [Orders], From = Noon.AddHours(-1), To = Noon.AddHours(1) }, Stop);

        Assert.Equal((2L, 200L), (sum.Entries, sum.Bytes));
        Assert.InRange(sum.LatencyP99!.Value, 0.8, 1.2);
    }

    private async Task<IReadOnlyList<ThroughputBucket>> ReadBucketsAsync(Resolution resolution, params Portal.Events.FeedId[] feeds) =>
        await Throughput.ReadAsync(
            new ThroughputQuery { Feeds = feeds.Length == 0 ? null : feeds, From = Noon.AddDays(-1), To = Noon.AddDays(1), Resolution = resolution }, Stop);
}
