using Portal.Events;
using Portal.Events.Log;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

public sealed class SqliteReadTests() : ReadTests(NewSqlite);

public sealed class PostgresReadTests(PostgresServer server) : ReadTests(server.CreateDatabaseAsync);

/// <summary>What readers find.</summary>
public abstract class ReadTests(Func<Task<ITestDatabase>> createDatabase) : EventLogTest(createDatabase)
{
    [Fact]
    public async Task Read_Forward_BeginsAfterThePosition()
    {
        await AppendAsync(Orders, "a", "b", "c", "d");

        Assert.Equal("1:a 2:b", await ReadAsync(new EventQuery { Limit = 2 }));
        Assert.Equal("1:a", await ReadAsync(new EventQuery { From = EventPosition.Start, Limit = 1 }));
        Assert.Equal("3:c 4:d", await ReadAsync(new EventQuery { From = new EventPosition(2), Limit = 50 }));
        Assert.Equal("", await ReadAsync(new EventQuery { From = new EventPosition(4) }));
    }

    [Fact]
    public async Task Read_Backward_BeginsBeforeThePosition()
    {
        await AppendAsync(Orders, "a", "b", "c", "d");

        Assert.Equal("4:d 3:c", await ReadAsync(new EventQuery { Direction = ReadDirection.Backward, Limit = 2 }));
        Assert.Equal("2:b 1:a", await ReadAsync(new EventQuery { Direction = ReadDirection.Backward, From = new EventPosition(3) }));
        Assert.Equal("", await ReadAsync(new EventQuery { Direction = ReadDirection.Backward, From = new EventPosition(1) }));
    }

    [Fact]
    public async Task Read_OneFeed_LeavesTheOthersOut()
    {
        await InTurnsAsync();

        Assert.Equal("1:o1 3:o2 5:o3", await ReadAsync(new EventQuery { Feeds = [Orders] }));
        Assert.Equal("5:o3 3:o2", await ReadAsync(new EventQuery { Feeds = [Orders], Direction = ReadDirection.Backward, Limit = 2 }));
        Assert.Equal("4:i2", await ReadAsync(new EventQuery { Feeds = [Invoices], From = new EventPosition(2), Limit = 1 }));
    }

    [Fact]
    public async Task Read_SeveralFeeds_ComeInTheOrderOfTheLog()
    {
        await InTurnsAsync();
        await AppendAsync(FeedId.Parse("other"), "x");

        Assert.Equal("2:i1 3:o2 4:i2", await ReadAsync(new EventQuery { Feeds = [Orders, Invoices, Orders], From = new EventPosition(1), Limit = 3 }));
        Assert.Equal("6:i3 5:o3", await ReadAsync(new EventQuery { Feeds = [Invoices, Orders], Direction = ReadDirection.Backward, Limit = 2 }));
    }

    [Fact]
    public async Task Read_UnknownOrNoFeed_IsEmpty()
    {
        await AppendAsync(Orders, "a");

        Assert.Equal("", await ReadAsync(new EventQuery { Feeds = [Invoices] }));
        Assert.Equal("", await ReadAsync(new EventQuery { Feeds = [] }));
        Assert.Equal("1:a", await ReadAsync(new EventQuery { Feeds = [Invoices, Orders] }));
    }

    [Theory]
    [InlineData(ReadDirection.Forward)]
    [InlineData(ReadDirection.Backward)]
    public async Task Read_HundredsOfFeeds_FindsEachEntryOnce(ReadDirection direction)
    {
        var feeds = Enumerable.Range(0, 300).Select(i => FeedId.Parse($"feed-{i}")).ToArray();
        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(feeds.Select(feed => Log.AppendAsync(Batch(feed, New($"{feed}-{round}")), Stop).AsTask()));
        }

        var wanted = feeds.Where((_, i) => i % 3 != 0).ToArray();
        List<RecordedEntry> found = [];
        EventPosition? from = null;
        while (await Log.ReadAsync(new EventQuery { Feeds = wanted, Direction = direction, From = from, Limit = 70 }, Stop) is { Count: > 0 } page)
        {
            found.AddRange(page);
            from = page[^1].Position;
        }

        var ordered = direction == ReadDirection.Forward ? found.OrderBy(e => e.Position) : found.OrderByDescending(e => e.Position);
        Assert.Equal(ordered, found);
        Assert.Equal(
            wanted.SelectMany(feed => new[] { $"{feed}-0", $"{feed}-1" }).Order(StringComparer.Ordinal),
            found.Select(e => e.Entry.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(EventQuery.MaxLimit + 1)]
    public async Task Read_LimitOutOfRange_IsAnError(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Log.ReadAsync(new EventQuery { Limit = limit }, Stop));

    [Fact]
    public async Task Find_UnknownEntry_IsNull()
    {
        await AppendAsync(Orders, "a");

        Assert.Null(await Log.FindAsync(Orders, "b", Stop));
        Assert.Null(await Log.FindAsync(Invoices, "a", Stop));
        Assert.Null(await Log.FindAsync(Orders, "A", Stop));
    }

    [Fact]
    public async Task Known_SomeIds_NamesThoseThatAreThere()
    {
        await AppendAsync(Orders, "a", "b");
        await AppendAsync(Invoices, "c");

        Assert.Equal(["a", "b"], (await Log.KnownAsync(Orders, ["a", "b", "c", "d"], Stop)).Order());
        Assert.Empty(await Log.KnownAsync(FeedId.Parse("none"), ["a"], Stop));
        Assert.Empty(await Log.KnownAsync(Orders, [], Stop));
    }

    [Fact]
    public async Task Tails_AfterAppends_CountEntriesNotRevisions()
    {
        await AppendAsync(Orders, "a", "b");
        Time.Advance(TimeSpan.FromMinutes(1));
        await Log.AppendAsync(Revising(Orders, New("a", "changed")), Stop);

        var tails = await Log.TailsAsync([Orders, Invoices], Stop);

        Assert.Equal([new FeedTail(Orders, new EventPosition(3), Noon.AddMinutes(1), 2)], tails.Values);
    }

    private async Task InTurnsAsync()
    {
        for (var i = 1; i <= 3; i++)
        {
            await AppendAsync(Orders, $"o{i}");
            await AppendAsync(Invoices, $"i{i}");
        }
    }
}
