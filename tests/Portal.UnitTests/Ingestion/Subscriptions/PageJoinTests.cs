using Portal.Events.Entries;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class PageJoinTests
{
    // k: known, n: new; newest first.
    [Theory]
    [InlineData("nnkk", true)]
    [InlineData("nk", true)]
    [InlineData("kkkk", true)]
    [InlineData("knnk", true)]
    [InlineData("nkn", true)]
    [InlineData("kkkn", true)]
    [InlineData("knnn", false)]
    [InlineData("nnnn", false)]
    public void Joins_ByWhereTheKnownEntriesStand(string page, bool joins)
    {
        List<Entry> entries = [.. page.Select((_, i) => new Entry { Id = $"{i}" })];
        var known = page.Select((c, i) => (c, i)).Where(p => p.c == 'k').Select(p => $"{p.i}").ToHashSet();

        Assert.Equal(joins, PageJoin.Joins(entries, known));
    }
}
