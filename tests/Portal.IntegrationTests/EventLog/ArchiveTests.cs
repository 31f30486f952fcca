using Microsoft.Extensions.DependencyInjection;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Storage.EventLog.Indexing;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

public sealed class SqliteArchiveTests() : ArchiveTests(NewSqlite);

public sealed class PostgresArchiveTests(PostgresServer server) : ArchiveTests(server.CreateDatabaseAsync);

/// <summary>Archives hold each range once and for all, and a purge takes out of the log what they hold.</summary>
public abstract class ArchiveTests(Func<Task<ITestDatabase>> createDatabase) : EventLogTest(createDatabase)
{
    [Fact]
    public async Task Archives_AreMadeOfEachFeedsEntries_InOrder()
    {
        await FillAsync(1, 1150);

        Assert.Equal([(1, 0L, 501L), (2, 501L, 1002L)], await RangesAsync());
        Assert.Equal(
            Enumerable.Range(501, 500).Select(i => $"o{i}"),
            (await Archive.ReadAsync((await Archive.FindAsync(Orders, 2, Stop))!, Stop)).Select(e => e.Entry.Id));
        Assert.Null(await Archive.FindAsync(Orders, 3, Stop));
        Assert.Null(await Archive.NewestAsync(Invoices, Stop));
    }

    [Fact]
    public async Task Archive_StaysAsItIs_WhenEntriesAreEditedAndPurged()
    {
        await FillAsync(1, 600);
        var before = await ReadAsync(1);
        await Log.AppendAsync(Revising(Orders, New("o3", "edited")), Stop);
        await IndexAsync();
        var edited = await ReadAsync(1);
        var purged = await Archive.PurgeAsync(Orders, new RetentionLimits(null, 50, null), Stop);

        Assert.Equal(before, edited);
        Assert.Equal(before, await ReadAsync(1));
        Assert.Equal((551, ArchiveState.Stored), (purged, (await Archive.FindAsync(Orders, 1, Stop))!.State));
        Assert.Equal(50, (await Log.ReadAsync(new EventQuery { Feeds = [Orders], Limit = 2000, IncludeSuperseded = true }, Stop)).Count);
    }

    [Fact]
    public async Task Purge_ByNumber_KeepsTheNewest_AndEveryEntryIsSomewhere()
    {
        await FillAsync(1, 1234);
        var purged = await Archive.PurgeAsync(Orders, new RetentionLimits(null, 100, null), Stop);
        await FillAsync(1235, 1900);

        var archived = new List<string>();
        for (var n = 1; await Archive.FindAsync(Orders, n, Stop) is { } range; n++)
        {
            archived.AddRange((await Archive.ReadAsync(range, Stop)).Select(e => e.Entry.Id));
        }

        var newest = await Archive.NewestAsync(Orders, Stop);
        var rest = await Log.ReadAsync(new EventQuery { Feeds = [Orders], From = newest!.UpTo, Limit = 2000 }, Stop);
        Assert.Equal(1134, purged);
        Assert.Equal(Enumerable.Range(1, 1900).Select(i => $"o{i}"), [.. archived, .. rest.Select(e => e.Entry.Id)]);
    }

    [Fact]
    public async Task Purge_ByAge_KeepsWhatIsYoungEnough()
    {
        await FillAsync(1, 100);
        Time.Advance(TimeSpan.FromDays(2));
        await FillAsync(101, 150);
        var limits = new RetentionLimits(TimeSpan.FromDays(1), null, null);

        Assert.Equal((100L, 50L, Noon), (await Archive.EstimateAsync(Orders, limits, Stop)) is var e ? (e.Entries, e.Kept, e.Newest!.Value) : default);
        Assert.Equal(100, await Archive.PurgeAsync(Orders, limits, Stop));
        Assert.Equal(0, await Archive.PurgeAsync(Orders, limits, Stop));
        Assert.Equal("o101", (await Log.ReadAsync(new EventQuery { Feeds = [Orders], Limit = 1 }, Stop))[0].Entry.Id);
        Assert.Equal(50, (await Log.TailsAsync([Orders], Stop))[Orders].Entries);
    }

    [Theory]
    [InlineData(100_000, 1200 - 1000)]
    [InlineData(60_000, 1200 - 600)]
    [InlineData(150, 1199)]
    [InlineData(120_000, 0)]
    public async Task Purge_BySize_KeepsWhatFits(long bytes, int gone)
    {
        await FillAsync(1, 1200);

        Assert.Equal(gone, (await Archive.EstimateAsync(Orders, new RetentionLimits(null, null, bytes), Stop)).Entries);
    }

    [Fact]
    public async Task PurgedIds_StayKnown()
    {
        await FillAsync(1, 60);
        await Archive.PurgeAsync(Orders, new RetentionLimits(null, 10, null), Stop);

        var refused = await Log.AppendAsync(Batch(Orders, New("o5")), Stop);
        var unchanged = await Log.AppendAsync(Revising(Orders, New("o6")), Stop);
        var revised = await Log.AppendAsync(Revising(Orders, New("o7", "changed")), Stop);
        await ReopenAsync();
        var again = await Log.AppendAsync(Batch(Orders, New("o5")), Stop);

        Assert.Equal(
            [AppendOutcome.Duplicate, AppendOutcome.Unchanged, AppendOutcome.Revised, AppendOutcome.Duplicate],
            new[] { refused, unchanged, revised, again }.Select(r => r.Entries[0].Outcome));
        Assert.Equal(["o5", "o60"], (await Log.KnownAsync(Orders, ["o5", "o60", "o61"], Stop)).Order());
        Assert.Null(await Log.FindAsync(Orders, "o5", Stop));
        Assert.Equal(
            (true, false, false),
            (await Archive.WasPurgedAsync(Orders, "o5", Stop), await Archive.WasPurgedAsync(Orders, "o60", Stop), await Archive.WasPurgedAsync(Invoices, "o5", Stop)));
    }

    [Fact]
    public async Task Purge_WithoutArchives_KeepsNothing()
    {
        await FillAsync(1, 700);
        await Archive.PurgeAsync(Orders, new RetentionLimits(null, 10, null, KeepArchives: false), Stop);

        var range = (await Archive.FindAsync(Orders, 1, Stop))!;
        Assert.Equal((ArchiveState.Dropped, 0), (range.State, (await Archive.ReadAsync(range, Stop)).Count));
    }

    [Fact]
    public async Task PurgedEntries_AreNotFoundBySearch()
    {
        await Log.AppendAsync(
            Batch(Orders, [.. Enumerable.Range(1, 80).Select(i => New($"o{i}") with { Entry = new Entry { Id = $"o{i}", Categories = [new Category("red")] } })]), Stop);
        await IndexAsync();
        await Archive.PurgeAsync(Orders, new RetentionLimits(null, 20, null), Stop);

        var found = await Log.ReadAsync(new EventQuery { Feeds = [Orders], Limit = 100, Where = new CategoryCondition.HasTerm("red") }, Stop);
        Assert.Equal(Enumerable.Range(61, 20).Select(i => $"o{i}"), found.Select(e => e.Entry.Id));
    }

    private IEventArchive Archive => Services.GetRequiredService<IEventArchive>();

    // Entries of another feed lie in between: positions of a feed have gaps.
    private async Task FillAsync(int from, int to)
    {
        foreach (var chunk in Enumerable.Range(from, to - from + 1).Chunk(500))
        {
            await Log.AppendAsync(Revising(Invoices, New($"i{chunk[0]}")), Stop);
            await Log.AppendAsync(Batch(Orders, [.. chunk.Select(i => New($"o{i}"))]), Stop);
        }

        await IndexAsync();
    }

    private Task IndexAsync() => Services.GetRequiredService<LogIndexer>().CatchUpAsync(Stop);

    private async Task<string> ReadAsync(int number) => string.Join(
        ' ', (await Archive.ReadAsync((await Archive.FindAsync(Orders, number, Stop))!, Stop)).Select(e => $"{e.Position}:{e.Entry.Id}:{e.Entry.Title.Value}:{e.Revision}:{e.Received:O}"));

    private async Task<IReadOnlyList<(int Number, long After, long UpTo)>> RangesAsync()
    {
        List<(int, long, long)> ranges = [];
        for (var n = 1; await Archive.FindAsync(Orders, n, Stop) is { } range; n++)
        {
            ranges.Add((range.Number, range.After.Value, range.UpTo.Value));
        }

        return ranges;
    }
}
