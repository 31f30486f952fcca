using Microsoft.Extensions.DependencyInjection;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Storage.EventLog.Indexing;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

public sealed class SqliteCategoryTests() : CategoryTests(NewSqlite);

public sealed class PostgresCategoryTests(PostgresServer server) : CategoryTests(server.CreateDatabaseAsync);

/// <summary>Search by category finds what a look at every entry would find, however far the index is.</summary>
public abstract class CategoryTests(Func<Task<ITestDatabase>> createDatabase) : EventLogTest(createDatabase)
{
    private static readonly string[] Terms = ["red", "Green", "blue", "grün", new string('x', 300), "rare"];

    [Fact]
    public async Task Search_AnyCondition_FindsWhatAScanFinds()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 12; round++)
        {
            await AppendSomeAsync(random);
            if (round % 3 != 2)
            {
                await IndexAsync();
            }

            var everything = await Log.ReadAsync(new EventQuery { Feeds = [Orders], Limit = EventQuery.MaxLimit }, Stop);
            for (var i = 0; i < 25; i++)
            {
                var query = new EventQuery
                {
                    Feeds = [Orders],
                    Direction = (ReadDirection)random.Next(2),
                    From = random.Next(2) == 0 ? null : new EventPosition(random.Next(1, 2 + (int)everything[^1].Position.Value)),
                    Limit = random.Next(1, 40),
                    Where = Condition(random, 0),
                };
                Assert.Equal(Scan(everything, query), (await Log.ReadAsync(query, Stop)).Select(e => e.Position.Value));
            }
        }
    }

    [Fact]
    public async Task Search_EntryThatLostItsCategory_IsNotFound()
    {
        await Log.AppendAsync(Revising(Orders, With("a", "red"), With("b", "red")), Stop);
        await IndexAsync();
        await Log.AppendAsync(Revising(Orders, With("a", "blue")), Stop);

        Assert.Equal("2:b", await ReadAsync(Red));
        await IndexAsync();
        Assert.Equal("2:b", await ReadAsync(Red));
        Assert.Equal("3:a", await ReadAsync(Red with { Where = new CategoryCondition.HasTerm("BLUE") }));
    }

    [Fact]
    public async Task Categories_AreListedOnce_AsTheyWereGiven()
    {
        await Log.AppendAsync(
            Batch(Orders, With("a", "red"), With("b", "red", "Green"), New("c") with { Entry = new Entry { Id = "c", Categories = [new Category("red", "urn:s", "Red!")] } }), Stop);
        await IndexAsync();
        await IndexAsync();

        Assert.Equal(
            [new Category("Green"), new Category("red"), new Category("red", "urn:s", "Red!")],
            await Services.GetRequiredService<IEventArchive>().CategoriesAsync(Orders, Stop));
    }

    [Fact]
    public async Task Index_OfAFeedThatWasRemoved_StartsAnew()
    {
        await Log.AppendAsync(Batch(Orders, With("a", "red")), Stop);
        await IndexAsync();
        await Log.RemoveFeedAsync(Orders, Stop);
        await Log.AppendAsync(Batch(Orders, With("b", "red")), Stop);
        await IndexAsync();

        Assert.Equal("2:b", await ReadAsync(Red));
    }

    [Fact]
    public async Task Index_TwoProcesses_WriteItOnce()
    {
        await using var other = await OpenAsync();
        var another = other.GetRequiredService<LogIndexer>();
        for (var i = 0; i < 4; i++)
        {
            await Log.AppendAsync(Batch(Orders, [.. Enumerable.Range(0, 300).Select(n => With($"{i}-{n}", "red"))]), Stop);
            await (i % 2 == 0 ? another.CatchUpAsync(Stop) : IndexAsync());
        }

        await another.CatchUpAsync(Stop);
        var archive = Services.GetRequiredService<IEventArchive>();
        Assert.Equal(
            (2, 1000L, null),
            ((await archive.NewestAsync(Orders, Stop))!.Number, (await archive.NewestAsync(Orders, Stop))!.UpTo.Value, await archive.FindAsync(Orders, 3, Stop)));
        Assert.Equal(1200, (await Log.ReadAsync(Red with { Limit = 2000 }, Stop)).Count);
    }

    private static EventQuery Red => new() { Feeds = [Orders], Where = new CategoryCondition.HasTerm("red") };

    private static NewEntry With(string id, params string[] terms) =>
        new(new Entry { Id = id, Categories = [.. terms.Select(t => new Category(t))] }, ContractVerdict.Unchecked, 100);

    private static IEnumerable<long> Scan(IReadOnlyList<RecordedEntry> oldestFirst, EventQuery query)
    {
        var matching = oldestFirst.Where(e => query.Where!.Matches(e.Entry.Categories));
        var range = query.Direction == ReadDirection.Forward
            ? matching.Where(e => query.From is null || e.Position > query.From)
            : matching.Where(e => query.From is null || e.Position < query.From).Reverse();
        return range.Take(query.Limit).Select(e => e.Position.Value);
    }

    private static CategoryCondition Condition(Random random, int depth) => (depth < 2 ? random.Next(4) : 0) switch
    {
        1 => new CategoryCondition.AnyOf([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Condition(random, depth + 1))]),
        2 => new CategoryCondition.AllOf([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Condition(random, depth + 1))]),
        3 => new CategoryCondition.Not(Condition(random, depth + 1)),
        _ => new CategoryCondition.HasTerm(random.Next(2) == 0 ? Terms[random.Next(Terms.Length)] : Terms[random.Next(Terms.Length)].ToUpperInvariant()),
    };

    private async Task AppendSomeAsync(Random random)
    {
        var entries = Enumerable.Range(0, 60).Select(_ => With(
            $"e{random.Next(300)}", [.. Terms.Take(5).Where(_ => random.Next(3) == 0), .. random.Next(40) == 0 ? ["Rare"] : Array.Empty<string>()]));
        await Log.AppendAsync(Revising(Orders, [.. entries.DistinctBy(e => e.Entry.Id)]), Stop);
        await Log.AppendAsync(Revising(Invoices, With($"i{random.Next(50)}", "red", "rare")), Stop);
    }

    private Task IndexAsync() => Services.GetRequiredService<LogIndexer>().CatchUpAsync(Stop);
}
