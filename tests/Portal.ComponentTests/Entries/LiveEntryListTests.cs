using Portal.ComponentTests.Fakes;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Web.Shared.Entries;

namespace Portal.ComponentTests.Entries;

public sealed class LiveEntryListTests
{
    private static readonly ContractVerdict Invalid = new(Conformance.Invalid, "1.0.0", []);
    private readonly FakeLog _log = new();

    [Fact]
    public async Task Load_ShowsTheNewestFirst()
    {
        Arrive(1, 3);

        Assert.Equal(["3", "2", "1"], Titles(await LoadAsync()));
    }

    [Fact]
    public async Task Pull_ShowsWhatArrivedAboveWhatWasThere()
    {
        Arrive(1, 2);
        var list = await LoadAsync();
        Arrive(3, 4);

        Assert.True(await list.PullAsync(default));

        Assert.Equal(["4", "3", "2", "1"], Titles(list));
        Assert.Equal(new EventPosition(2), list.ShownUpTo);
        Assert.False(await list.PullAsync(default));
    }

    [Fact]
    public async Task Paused_ShowsNothingNewAndCountsOn()
    {
        Arrive(1, 2);
        var list = await LoadAsync();
        list.Pause();

        Arrive(3, 5);
        await list.PullAsync(default);
        Arrive(6, 7);
        await list.PullAsync(default);

        Assert.Equal((true, 5), (list.IsPaused, list.Waiting));
        Assert.Equal(["2", "1"], Titles(list));
    }

    [Fact]
    public async Task Paused_WithAFilter_CountsOnlyWhatPassesIt()
    {
        var list = await LoadAsync(new EntryFilter("1", false));
        list.Pause();

        Arrive(1, 10);
        await list.PullAsync(default);

        Assert.Equal(2, list.Waiting);
    }

    [Fact]
    public async Task Resume_ShowsAllThatArrivedOnce()
    {
        Arrive(1, 2);
        var list = await LoadAsync();
        list.Pause();
        Arrive(3, 5);
        await list.PullAsync(default);

        // Neither told of nor counted yet.
        Arrive(6, 6);
        await list.ResumeAsync(default);
        await list.PullAsync(default);

        Assert.Equal(["6", "5", "4", "3", "2", "1"], Titles(list));
        Assert.Equal((false, 0, 0), (list.IsPaused, list.Waiting, list.Dropped));
    }

    [Fact]
    public async Task Resume_AfterMoreThanFits_ShowsTheNewestAndCountsWhatWasDropped()
    {
        Arrive(1, 40);
        var list = await LoadAsync();
        list.Pause();
        Arrive(41, 2640);
        await list.PullAsync(default);
        Assert.Equal(2600, list.Waiting);

        await list.ResumeAsync(default);

        Assert.Equal(Range(2141, 2640), Titles(list));
        Assert.Equal(2640 - LiveEntryList.MaxRows, list.Dropped);
    }

    [Fact]
    public async Task Resume_WhileAPullIsUnderWay_LosesNothing()
    {
        Arrive(1, 1);
        var list = await LoadAsync();
        list.Pause();
        Arrive(2, 2);
        await list.PullAsync(default);
        Arrive(3, 3);
        var slow = new TaskCompletionSource();
        _log.Ready = slow.Task;
        var pulling = list.PullAsync(default);
        var resuming = list.ResumeAsync(default);

        slow.SetResult();
        await pulling;
        await resuming;

        Assert.Equal(["3", "2", "1"], Titles(list));
    }

    [Fact]
    public async Task Resume_ThatFails_LosesNothing()
    {
        Arrive(1, 1);
        var list = await LoadAsync();
        list.Pause();
        Arrive(2, 3);
        await list.PullAsync(default);
        _log.Failure = new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(() => list.ResumeAsync(default));

        _log.Failure = null;
        await list.ResumeAsync(default);

        Assert.Equal(["3", "2", "1"], Titles(list));
    }

    [Fact]
    public async Task Load_WhileEntriesArrive_ShowsThemOnce()
    {
        Arrive(1, 1);
        var slow = new TaskCompletionSource();
        _log.Ready = slow.Task;
        var list = List();
        var loading = list.LoadAsync(default);
        Arrive(2, 2);

        slow.SetResult();
        await loading;
        await list.PullAsync(default);

        Assert.Equal(["2", "1"], Titles(list));
    }

    [Theory]
    [InlineData(49, false)]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public async Task Load_SaysWhetherThereAreOlderOnes(int entries, bool hasOlder)
    {
        Arrive(1, entries);

        Assert.Equal(hasOlder, (await LoadAsync()).HasOlder);
    }

    [Fact]
    public async Task LoadOlder_AskedTwiceAtOnce_LoadsTwoPagesWithoutDoubles()
    {
        Arrive(1, 170);
        var list = await LoadAsync();
        var slow = new TaskCompletionSource();
        _log.Ready = slow.Task;

        var both = Task.WhenAll(list.LoadOlderAsync(default), list.LoadOlderAsync(default));
        slow.SetResult();
        await both;

        Assert.Equal(Range(21, 170), Titles(list));
    }

    [Fact]
    public async Task LoadOlder_AgainAndAgain_EndsWhereTheListIsFull()
    {
        Arrive(1, 2500);
        var list = await LoadAsync();

        while (list.HasOlder)
        {
            await list.LoadOlderAsync(default);
        }

        Assert.Equal(Range(2501 - LiveEntryList.MaxLoaded, 2500), Titles(list));
    }

    [Fact]
    public async Task LoadOlder_BeyondTheLiveBound_StaysWhenMoreArrives()
    {
        Arrive(1, 3);
        var list = await LoadAsync();
        for (var first = 4; first <= 700; first += LiveEntryList.MaxRowsInFlood)
        {
            Arrive(first, Math.Min(700, first + LiveEntryList.MaxRowsInFlood - 1));
            await list.PullAsync(default);
        }

        Assert.True(list.HasOlder);

        await list.LoadOlderAsync(default);
        Assert.Equal(Range(151, 700), Titles(list));
        Arrive(701, 701);
        await list.PullAsync(default);

        Assert.Equal(Range(152, 701), Titles(list));
    }

    [Fact]
    public async Task LoadOlder_WhereAMatchIsFarBack_FindsItByAndBy()
    {
        _log.Add("orders", "needle", "needle");
        Arrive(1, 6000);
        var list = await LoadAsync(new EntryFilter("needle", false));
        Assert.Equal((0, true), (list.Rows.Count, list.HasOlder));

        await list.LoadOlderAsync(default);

        Assert.Equal(["needle"], Titles(list));
        Assert.False(list.HasOlder);
    }

    [Fact]
    public async Task Pull_OfARevision_ReplacesItsRow()
    {
        Arrive(1, 2);
        var list = await LoadAsync();

        _log.Add("orders", "1", "1 corrected");
        _log.Add("orders", "1", "1 corrected again");
        await list.PullAsync(default);

        Assert.Equal(["1 corrected again", "2"], Titles(list));
    }

    [Fact]
    public async Task Pull_OfACorrectionThatTheFilterHides_RemovesTheRow()
    {
        _log.Add("orders", new Entry { Id = "1", Title = EntryText.Plain("wrong") }, Invalid);
        var list = await LoadAsync(new EntryFilter(null, InvalidOnly: true));
        Assert.Equal(["wrong"], Titles(list));

        _log.Add("orders", new Entry { Id = "1", Title = EntryText.Plain("right") });

        Assert.True(await list.PullAsync(default));
        Assert.Empty(list.Rows);
    }

    [Fact]
    public async Task Filter_HoldsForWhatIsThereAndWhatArrives()
    {
        _log.Add("orders", "1", "An ORDER");
        _log.Add("orders", "2", "A refund");
        var list = await LoadAsync(new EntryFilter("order", false));

        _log.Add("orders", "3", "Another refund");
        _log.Add("orders", "4", "Another order");
        await list.PullAsync(default);

        Assert.Equal(["Another order", "An ORDER"], Titles(list));
    }

    [Fact]
    public async Task Pull_OfTheSameIdInAnotherFeed_ReplacesNothing()
    {
        var list = await LoadAsync(feeds: ["orders", "invoices"]);
        _log.Add("orders", "1", "an order");
        _log.Add("invoices", "1", "an invoice");

        await list.PullAsync(default);

        Assert.Equal(["an invoice", "an order"], Titles(list));
    }

    [Fact]
    public async Task Pull_OfTenThousand_ShowsTheNewestOnly_AndGrowsAgainAfterwards()
    {
        var list = await LoadAsync();
        Arrive(1, 10_000);

        await list.PullAsync(default);

        Assert.Equal(Range(9_901, 10_000), Titles(list));
        Assert.Equal(9_900, list.Dropped);

        Arrive(10_001, 10_050);
        await list.PullAsync(default);
        Assert.Equal(Range(9_901, 10_050), Titles(list));

        await list.LoadOlderAsync(default);
        Assert.Equal(Range(9_851, 10_050), Titles(list));
    }

    [Fact]
    public async Task Pull_OfMany_KeepsWhatSomebodyLoaded()
    {
        Arrive(1, 600);
        var list = await LoadAsync();
        await list.LoadOlderAsync(default);
        Arrive(601, 900);
        await list.PullAsync(default);

        Assert.Equal(Range(501, 900), Titles(list));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(LivePace.ReadableASecond, 0)]
    [InlineData(LivePace.ReadableASecond + 1, 400)]
    public void Pace_AtARateThatNobodyReadsAlong_Rests(int perSecond, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), LivePace.RestAt(perSecond));

    private void Arrive(int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            _log.Add("orders", $"{i}", $"{i}");
        }
    }

    private LiveEntryList List(EntryFilter? filter = null, params string[] feeds) => new(
        _log, new FakeLive(_log), [.. (feeds.Length == 0 ? ["orders"] : feeds).Select(FeedId.Parse)], filter ?? new EntryFilter(null, false));

    private async Task<LiveEntryList> LoadAsync(EntryFilter? filter = null, params string[] feeds)
    {
        var list = List(filter, feeds);
        await list.LoadAsync(default);
        return list;
    }

    private static IEnumerable<string> Titles(LiveEntryList list) => list.Rows.Select(row => row.Entry.Title.Value);

    private static IEnumerable<string> Range(int oldest, int newest) => Enumerable.Range(oldest, newest - oldest + 1).Reverse().Select(i => $"{i}");
}
