using Microsoft.Extensions.DependencyInjection;
using Portal.Events;
using Portal.Events.Log;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

public sealed class SqliteFollowTests() : FollowTests(NewSqlite);

public sealed class PostgresFollowTests(PostgresServer server) : FollowTests(server.CreateDatabaseAsync)
{
    [Fact]
    public async Task Append_FromTwoProcesses_IsSeenByBothInOnePositionOrder()
    {
        await using var other = await OpenAsync();
        var logs = new[] { Log, other.GetRequiredService<IEventLog>() };
        var readers = logs.Select(log => FollowAsync(log, 800)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => WriteAsync(logs[writer % 2], writer, 100)));

        var seen = await Task.WhenAll(readers);
        Assert.Equal(seen[0], seen[1]);
        Assert.Equal(800, seen[0].Distinct().Count());
    }

    [Fact]
    public async Task Watch_AppendFromAnotherProcess_IsTold()
    {
        await using var other = await OpenAsync();
        await using var heads = Log.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        await heads.MoveNextAsync();

        await other.GetRequiredService<IEventLog>().AppendAsync(Batch(Orders, New("a")), Stop);

        Assert.True(await heads.MoveNextAsync());
        Assert.Equal(new EventPosition(1), heads.Current);
    }

    [Fact]
    public async Task Remove_ThenAppendFromTheOtherProcess_IsStored()
    {
        await using var other = await OpenAsync();
        var second = other.GetRequiredService<IEventLog>();
        await second.AppendAsync(Batch(Orders, New("a")), Stop);
        await Log.RemoveFeedAsync(Orders, Stop);
        await AppendAsync(Orders, "b");

        await second.AppendAsync(Batch(Orders, New("c")), Stop);

        Assert.Equal("2:b 3:c", await ReadAsync(new EventQuery { Feeds = [Orders] }));
    }
}

/// <summary>Readers that keep up, and what happens beside them.</summary>
public abstract class FollowTests(Func<Task<ITestDatabase>> createDatabase) : EventLogTest(createDatabase)
{
    [Fact]
    public async Task Follow_WhileEightWrite_SeesEachEntryOnceInOrder()
    {
        const int Writers = 8, Each = 150;
        var reader = FollowAsync(Log, Writers * Each);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(Log, writer, Each)));

        var seen = await reader;
        Assert.Equal(Enumerable.Range(1, Writers * Each).Select(i => (long)i), seen.Select(e => e.Position));
        Assert.Equal(Writers * Each, seen.Select(e => (e.Feed, e.Id)).Distinct().Count());
        foreach (var feed in seen.GroupBy(e => e.Feed))
        {
            Assert.Equal(Enumerable.Range(0, Each).Select(i => $"{i}"), feed.Select(e => e.Id));
        }
    }

    [Fact]
    public async Task Watch_SlowReader_IsToldTheNewestHeadOnly()
    {
        await AppendAsync(Orders, "a");
        await using var heads = Log.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Assert.True(await heads.MoveNextAsync());
        Assert.Equal(new EventPosition(1), heads.Current);

        await AppendAsync(Orders, "b");
        await AppendAsync(Orders, "c");

        Assert.True(await heads.MoveNextAsync());
        Assert.Equal(new EventPosition(3), heads.Current);
        Assert.Equal(new EventPosition(3), await Log.HeadAsync(Stop));
    }

    [Fact]
    public async Task Watch_EmptyLog_SaysZeroFirst()
    {
        await using var heads = Log.WatchAsync(Stop).GetAsyncEnumerator(Stop);

        Assert.True(await heads.MoveNextAsync());
        Assert.Equal(EventPosition.Start, heads.Current);
    }

    [Fact]
    public async Task Watch_Cancelled_Ends()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var heads = Log.WatchAsync(cancel.Token).GetAsyncEnumerator(Stop);
        await heads.MoveNextAsync();
        var next = heads.MoveNextAsync();

        await cancel.CancelAsync();

        Assert.False(await next);
    }

    [Fact]
    public async Task Remove_Feed_TakesAllOfItAndReusesNoPosition()
    {
        await AppendAsync(Invoices, "i");
        await Log.AppendAsync(Batch(Orders, New("a"), New("b")) with { Checkpoint = new Checkpoint("subscription:orders", "{}") }, Stop);

        await Log.RemoveFeedAsync(Orders, Stop);

        Assert.Equal("1:i", await ReadAsync(new EventQuery()));
        Assert.Null(await Log.FindAsync(Orders, "a", Stop));
        Assert.Null(await Log.FindCheckpointAsync("subscription:orders", Stop));
        Assert.Empty(await Log.TailsAsync([Orders], Stop));
        var range = new Portal.Monitoring.Metrics.ThroughputQuery { From = Noon.AddDays(-1), To = Noon.AddDays(1) };
        Assert.Equal([1L], (await Throughput.ReadAsync(range, Stop)).Select(b => b.Entries));
        Assert.Empty(await Throughput.ReadAsync(range with { Feeds = [Orders] }, Stop));

        await AppendAsync(Orders, "a");
        Assert.Equal("1:i 4:a", await ReadAsync(new EventQuery()));
        Assert.Equal(1, (await Log.TailsAsync([Orders], Stop))[Orders].Entries);
    }

    [Fact]
    public async Task Remove_UnknownFeed_DoesNothing()
    {
        await AppendAsync(Orders, "a");

        await Log.RemoveFeedAsync(Invoices, Stop);

        Assert.Equal("1:a", await ReadAsync(new EventQuery()));
    }

    [Fact]
    public async Task Remove_BetweenAppends_TakesOnlyWhatCameBefore()
    {
        for (var round = 0; round < 20; round++)
        {
            var before = Log.AppendAsync(Batch(Orders, New($"before-{round}")), Stop).AsTask();
            var removal = Log.RemoveFeedAsync(Orders, Stop).AsTask();
            var after = Log.AppendAsync(Batch(Orders, New($"after-{round}")), Stop).AsTask();
            await Task.WhenAll(before, removal, after);

            Assert.True((await after).Stored);
            Assert.Equal([$"after-{round}"], (await Log.ReadAsync(new EventQuery(), Stop)).Select(e => e.Entry.Id));
        }
    }

    [Fact]
    public async Task Reopen_AfterDispose_GoesOnWhereItStopped()
    {
        await Log.AppendAsync(Batch(Orders, New("a")) with { Checkpoint = new Checkpoint("x", "1") }, Stop);

        await ReopenAsync();
        await AppendAsync(Orders, "b");

        Assert.Equal("1:a 2:b", await ReadAsync(new EventQuery()));
        Assert.Equal(new Checkpoint("x", "1"), await Log.FindCheckpointAsync("x", Stop));
        Assert.Equal(new EventPosition(2), await Log.HeadAsync(Stop));
    }

    [Fact]
    public async Task Dispose_WhileBatchesWait_StoresEachThatWasTaken()
    {
        var log = Log;
        var appends = Enumerable.Range(0, 200).Select(i => log.AppendAsync(Batch(Orders, New($"{i}")), Stop).AsTask()).ToArray();

        await ReopenAsync();

        Assert.All(await Task.WhenAll(appends), result => Assert.True(result.Stored));
        Assert.Equal(200, (await Log.ReadAsync(new EventQuery { Limit = 500 }, Stop)).Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync(Batch(Orders, New("late")), Stop));
    }

    protected static async Task WriteAsync(IEventLog log, int writer, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var result = await log.AppendAsync(Batch(FeedId.Parse($"feed-{writer}"), New($"{i}")), Stop);
            Assert.True(result.Stored);
        }
    }

    /// <summary>Reads after each head that is told until so many entries were seen.</summary>
    protected static async Task<List<(long Position, string Feed, string Id)>> FollowAsync(IEventLog log, int count)
    {
        List<(long Position, string Feed, string Id)> seen = [];
        var position = EventPosition.Start;
        await foreach (var head in log.WatchAsync(Stop))
        {
            while (position < head && await log.ReadAsync(new EventQuery { From = position, Limit = 40 }, Stop) is { Count: > 0 } page)
            {
                seen.AddRange(page.Select(e => (e.Position.Value, e.Feed.Value, e.Entry.Id)));
                position = page[^1].Position;
            }

            if (seen.Count >= count)
            {
                break;
            }
        }

        return seen;
    }
}
