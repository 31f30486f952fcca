using Portal.ComponentTests.Fakes;
using Portal.Events;
using Portal.Web.Shared.Entries;

namespace Portal.ComponentTests.Entries;

public sealed class LiveEntryListTests
{
    private readonly FakeLog _log = new();
    private readonly LiveEntryList _list;

    public LiveEntryListTests() => _list = ListOf(new EntryFilter(null, InvalidOnly: false));

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_TakesTheNewestPageAndSaysThatThereIsMore()
    {
        Add(1, 120);
        await _list.LoadAsync(Ends);

        Assert.Equal(Numbers(120, 50), Titles(_list));
        Assert.True(_list.HasOlder);
    }

    [Fact]
    public async Task LoadOlder_GoesOnWhereTheListEnds()
    {
        Add(1, 70);
        await _list.LoadAsync(Ends);
        await _list.LoadOlderAsync(Ends);

        Assert.Equal(Numbers(70, 70), Titles(_list));
        Assert.False(_list.HasOlder);
    }

    [Fact]
    public async Task Pull_ShowsWhatArrivedAndMarksItAsNew()
    {
        Add(1, 3);
        await _list.LoadAsync(Ends);
        Add(4, 5);

        Assert.True(await _list.PullAsync(Ends));
        Assert.Equal(Numbers(5, 5), Titles(_list));
        Assert.Equal(new EventPosition(3), _list.ShownUpTo);
        Assert.False(await _list.PullAsync(Ends));
    }

    [Fact]
    public async Task Paused_CountsOnAndShowsNothing()
    {
        Add(1, 3);
        await _list.LoadAsync(Ends);
        _list.Pause();
        Add(4, 1500);
        await _list.PullAsync(Ends);

        Assert.Equal((1497, 3), (_list.Waiting, _list.Rows.Count));
    }

    [Fact]
    public async Task Resume_ShowsEverythingOnce()
    {
        Add(1, 3);
        await _list.LoadAsync(Ends);
        _list.Pause();
        Add(4, 60);
        await _list.PullAsync(Ends);
        Add(61, 90);
        await _list.ResumeAsync(Ends);

        Assert.Equal(Numbers(90, 90), Titles(_list));
        Assert.Equal((0, false), (_list.Waiting, _list.IsPaused));
    }

    [Fact]
    public async Task Pull_MoreThanFit_KeepsTheNewestAndLoadsTheOthersOnRequest()
    {
        Add(1, 3);
        await _list.LoadAsync(Ends);
        Add(4, 700);
        await _list.PullAsync(Ends);

        Assert.Equal(Numbers(700, LiveEntryList.MaxRows), Titles(_list));
        Assert.True(_list.HasOlder);
        await _list.LoadOlderAsync(Ends);
        Assert.Equal(Numbers(700, LiveEntryList.MaxRows + 50), Titles(_list));
    }

    [Fact]
    public async Task Pull_Revision_TakesThePlaceOfWhatItReplaces()
    {
        _log.Add("orders", "a", "A before");
        _log.Add("orders", "b", "B");
        await _list.LoadAsync(Ends);
        _log.Add("orders", "a", "A after");
        await _list.PullAsync(Ends);

        Assert.Equal(["A after", "B"], Titles(_list));
    }

    [Fact]
    public async Task Filter_HoldsForWhatIsThereAndWhatArrives()
    {
        Add(1, 3);
        var list = ListOf(new EntryFilter("ENTRY 2", InvalidOnly: false));
        await list.LoadAsync(Ends);
        Add(4, 4);
        _log.Add("orders", "x", "Entry 22");
        await list.PullAsync(Ends);

        Assert.Equal(["Entry 22", "Entry 2"], Titles(list));
    }

    private LiveEntryList ListOf(EntryFilter filter) => new(_log, new FakeLive(_log), [FeedId.Parse("orders")], filter);

    private void Add(int from, int to)
    {
        for (var i = from; i <= to; i++)
        {
            _log.Add("orders", $"urn:x:{i}", $"Entry {i}");
        }
    }

    private static IEnumerable<string> Numbers(int newest, int count) => Enumerable.Range(0, count).Select(i => $"Entry {newest - i}");

    private static IEnumerable<string> Titles(LiveEntryList list) => list.Rows.Select(row => row.Entry.Title.Value);
}
