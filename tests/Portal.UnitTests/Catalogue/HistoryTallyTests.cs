using Portal.Catalogue.Contracts.History;
using Portal.Contracts;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.UnitTests.Catalogue;

public sealed class HistoryTallyTests
{
    private static readonly ICompiledContract Contract = ContractLanguages.Compile(new ContractSource(
        ContractLanguages.JsonSchema, """{"type":"object","properties":{"items":{"type":"array","items":{"type":"string"}},"id":{"type":"string"}},"required":["id"]}""", [], [])).Contract!;

    [Fact]
    public void Sum_OfEntries_CountsWhatFailsAndWhatChanged()
    {
        var tally = Tally(null);
        tally.Add(Entry(3, """{"id":"1","items":[1,2]}""", Conformance.Valid));
        tally.Add(Entry(2, "{}", Conformance.Invalid));
        tally.Add(Entry(1, """{"id":"1"}""", Conformance.Invalid));

        var sum = tally.Sum();

        Assert.Equal((3, 3, 2, 1, 1), (sum.Read, sum.Judged, sum.Failing, sum.NewlyFailing, sum.NewlyValid));
        Assert.Equal(["/items/* type 1 3", " required 1 2"], sum.Paths.OrderByDescending(p => p.Path).Select(p => $"{p.Path} {p.Rule} {p.Entries} {p.Example}"));
        Assert.Equal([3L, 2L], sum.Entries.Select(e => e.Position));
    }

    [Theory]
    [InlineData("order.placed", 1)]
    [InlineData("ORDER.PLACED", 1)]
    [InlineData(null, 1)]
    public void Add_EntriesOfOtherTypes_AreNotJudged(string? eventType, int judged)
    {
        var tally = Tally(eventType, "order.placed", "order.cancelled");
        tally.Add(Entry(1, "{}", Conformance.Unchecked, "order.placed"));
        tally.Add(Entry(2, "{}", Conformance.Unchecked, "order.cancelled"));
        tally.Add(Entry(3, "{}", Conformance.Unchecked, "something.else"));

        Assert.Equal((3, judged), (tally.Sum().Read, tally.Sum().Judged));
    }

    [Fact]
    public void Sum_OfMoreThanItNames_IsBounded()
    {
        var tally = Tally(null);
        for (var i = 0; i < HistoryFindings.MaxEntries + 5; i++)
        {
            tally.Add(Entry(i + 1, "{}", Conformance.Unchecked));
        }

        Assert.Equal((HistoryFindings.MaxEntries + 5, HistoryFindings.MaxEntries), (tally.Sum().Failing, tally.Sum().Entries.Count));
    }

    [Theory]
    [InlineData("/items/3/sku", "/items/*/sku")]
    [InlineData("/items/3", "/items/*")]
    [InlineData("/a1/b2", "/a1/b2")]
    [InlineData("/order/line[12]/@sku", "/order/line/@sku")]
    [InlineData("", "")]
    public void Generalise_APath_LeavesOutWhichItemItWas(string path, string general) => Assert.Equal(general, ViolationPath.Generalise(path));

    private static HistoryTally Tally(string? eventType, params string[] others) =>
        new(new HistoryQuestion(FeedId.Parse("orders"), Contract, eventType, others, default));

    private static RecordedEntry Entry(long position, string payload, Conformance before, params string[] types) => new()
    {
        Position = new EventPosition(position),
        Feed = FeedId.Parse("orders"),
        Received = DateTimeOffset.UnixEpoch,
        Entry = new Entry
        {
            Id = $"e{position}",
            Content = new EntryContent("application/json", payload),
            Categories = [.. types.Select(t => new Category(t))],
        },
        Verdict = new ContractVerdict(before, null, []),
    };
}
