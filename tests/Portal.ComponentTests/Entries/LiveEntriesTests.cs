using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Portal.ComponentTests.Fakes;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Web.Shared.Entries;

namespace Portal.ComponentTests.Entries;

public sealed class LiveEntriesTests : FeedsTest
{
    private static readonly FeedId Orders = FeedId.Parse("orders");

    [Fact]
    public void Entries_BeforeTheyAreRead_SayThatTheyLoad()
    {
        Log.Ready = new TaskCompletionSource().Task;

        Assert.Contains("Loading entries", Open().Find("[role=status]").TextContent);
    }

    [Fact]
    public void Entries_WithoutAny_SayThatTheyWillShow()
    {
        var empty = Open().Find(".empty");

        Assert.Equal("NothingYet", empty.GetAttribute("data-empty"));
        Assert.Contains("New entries show here as they arrive", empty.TextContent);
    }

    [Fact]
    public async Task Entries_ThatDoNotMatch_OfferToClearTheFilters()
    {
        Log.Add("orders", "1", "First");
        var page = Open("?tab=entries&q=nothing&show=invalid");
        Assert.Equal("NoMatch", page.Find(".empty").GetAttribute("data-empty"));

        await Button(page, "Clear filters").ClickAsync(new());

        Assert.EndsWith("?tab=entries", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_ThatMatchFarBackOnly_CanBeSearchedFor()
    {
        Log.Add("orders", "needle", "needle");
        for (var i = 0; i < 5000; i++)
        {
            Log.Add("orders", $"{i}", "hay");
        }

        var page = Open("?q=needle");
        Assert.Empty(Titles(page));

        await Button(page, "Search older ones").ClickAsync(new());

        Assert.Equal(["needle"], Titles(page));
    }

    [Fact]
    public async Task Entries_ThatCannotBeRead_CanBeTriedAgain()
    {
        Log.Add("orders", "1", "First");
        Log.Failure = new InvalidOperationException("secret detail");
        var page = Open();
        Assert.Contains("could not be read", page.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("secret detail", page.Markup);

        Log.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Equal(["First"], Titles(page));
    }

    [Fact]
    public async Task Resume_ThatFails_SaysSoAndLosesNothing()
    {
        Log.Add("orders", "1", "First");
        var page = Open();
        await Button(page, "Pause").ClickAsync(new());
        Log.Add("orders", "2", "Second");
        await Live.TellAsync();
        Log.Failure = new InvalidOperationException();

        await Button(page, "Resume").ClickAsync(new());
        Assert.Single(page.FindAll("[role=alert]"));
        Log.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Equal(["Second", "First"], Titles(page));
    }

    [Fact]
    public async Task Paused_CountsWhatArrivesAndShowsItOnResuming()
    {
        Log.Add("orders", "1", "First");
        var page = Open();
        await Button(page, "Pause").ClickAsync(new());

        for (var i = 2; i <= 1285; i++)
        {
            Log.Add("orders", $"{i}", $"Entry {i}");
        }

        await Live.TellAsync();
        page.WaitForAssertion(() => Assert.Contains("1,284 new", page.Markup));
        Assert.Equal(["First"], Titles(page));
        await Button(page, "Resume").ClickAsync(new());

        Assert.Equal(Enumerable.Range(786, 500).Reverse().Select(i => $"Entry {i}"), Titles(page));
        Assert.Contains("785 older ones have left the list, not the log", page.Markup);
    }

    [Fact]
    public async Task Entries_AsTheyArrive_ShowAtTheTop()
    {
        Log.Add("orders", "1", "First");
        var page = Open();

        Log.Add("orders", "2", "Second");
        await Live.TellAsync();

        page.WaitForAssertion(() => Assert.Equal(["Second", "First"], Titles(page)));
    }

    [Fact]
    public void Entries_ThatArriveWhileTheFirstAreRead_AreShown()
    {
        var slow = new TaskCompletionSource();
        Log.Ready = slow.Task;
        Log.Add("orders", "1", "First");
        var page = Open();

        Log.Add("orders", "2", "Second");
        slow.SetResult();

        page.WaitForAssertion(() => Assert.Equal(["Second", "First"], Titles(page)));
    }

    [Fact]
    public void Row_OfADeletedOrRevisedEntry_SaysSo()
    {
        Log.Add("orders", "1", "First");
        Log.Add("orders", "1", "First again");
        Log.Add("orders", new Entry { Id = "gone", IsTombstone = true });

        var rows = Open().FindAll("tbody tr .title").Select(title => title.TextContent.Trim());

        Assert.Equal(["gone deleted", "First again revision 2"], rows);
    }

    [Fact]
    public void Row_WhoseTitleIsMarkup_ShowsItsText()
    {
        Log.Add("orders", new Entry { Id = "1", Title = new EntryText(TextKind.Html, "<b>Tom &amp; Jerry</b><script>alert(1)</script><img src=x onerror=alert(1)>") });

        var page = Open();

        Assert.Equal(["Tom & Jerry"], Titles(page));
        Assert.Empty(page.FindAll("script, img"));
    }

    [Fact]
    public void Address_SaysWhichEntriesAreShown()
    {
        Log.Add("orders", "1", "Fine");
        Log.Add("orders", new Entry { Id = "2", Title = EntryText.Plain("Broken order") }, new ContractVerdict(Conformance.Invalid, "1.0.0", []));
        Log.Add("orders", new Entry { Id = "3", Title = EntryText.Plain("Broken refund") }, new ContractVerdict(Conformance.Invalid, "1.0.0", []));

        var page = Open("?show=invalid&q=ORDER");

        Assert.Equal(["Broken order"], Titles(page));
        Assert.Equal("Invalid", page.Find("[aria-label='Which entries'] [aria-current=true]").TextContent);
    }

    [Fact]
    public async Task Find_Typed_GoesIntoTheAddress()
    {
        Log.Add("orders", "1", "First");
        Log.Add("orders", "2", "Second");
        var page = Open("?tab=entries");

        await page.Find("input").InputAsync("sec");
        await page.InvokeAsync(() => Clock.Advance(TimeSpan.FromMilliseconds(400)));

        page.WaitForAssertion(() => Assert.EndsWith("?tab=entries&q=sec", Address, StringComparison.Ordinal));

        // The page around it reads the address.
        page.Render(parameters => parameters.Add(list => list.Q, "sec"));
        page.WaitForAssertion(() => Assert.Equal(["Second"], Titles(page)));
    }

    [Fact]
    public void Choice_OfInvalidOnes_KeepsTheRestOfTheAddress() =>
        Assert.EndsWith("?tab=entries&q=x&show=invalid", Open("?tab=entries&q=x").FindAll("[aria-label='Which entries'] a")[1].GetAttribute("href"), StringComparison.Ordinal);

    [Fact]
    public void Entry_InTheAddress_IsOpenWithALinkBack()
    {
        Log.Add("orders", "1", "First");

        var page = Open("?tab=entries&entry=1");

        Assert.Equal("First", page.Find("[aria-label=Entry] h2").TextContent);
        Assert.EndsWith("?tab=entries", page.Find("a[aria-label='Close the entry']").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("true", page.Find("tbody tr").GetAttribute("aria-selected"));
    }

    [Fact]
    public void Entry_InTheAddressThatIsNotShown_IsReadFromTheLog()
    {
        Log.Add("orders", "1", "First");
        Log.Add("orders", "1", "First, corrected");

        Assert.Equal("First", Open("?entry=1").Find("[aria-label=Entry] h2").TextContent);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("99")]
    public void Entry_OfAnotherFeedOrNone_IsNotHere(string position)
    {
        Log.Add("orders", "1", "First");
        Log.Add("secret", "2", "Not theirs");

        var page = Open($"?tab=entries&entry={position}");

        Assert.Contains("The entry of this link is not here", page.Markup);
        Assert.DoesNotContain("Not theirs", page.Markup);
        Assert.EndsWith("?tab=entries", page.Find(".empty a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("99999999999999999999")]
    [InlineData("1.5")]
    public void Entry_ThatIsNoPosition_DoesNoHarm(string position)
    {
        Log.Add("orders", "1", "First");

        Assert.Equal(["First"], Titles(Open($"?entry={position}")));
    }

    [Fact]
    public async Task Feeds_Changed_AreWatchedInsteadOfTheOnesBefore()
    {
        Log.Add("invoices", "1", "An invoice");
        var page = Open();

        page.Render(parameters => parameters.Add(list => list.Feeds, [FeedId.Parse("invoices")]));
        Assert.Equal(["An invoice"], Titles(page));
        Assert.Equal([FeedId.Parse("invoices")], Assert.Single(Live.Watched));
        await DisposeComponentsAsync();

        Assert.Equal(0, Live.Watchers);
    }

    private IRenderedComponent<LiveEntries> Open(string query = "")
    {
        GoTo("catalogue/orders" + query);
        var view = QueryHelpers.ParseQuery(query);
        return Render<LiveEntries>(parameters => parameters.Add(list => list.Feeds, [Orders])
            .Add(list => list.Q, view.GetValueOrDefault("q").ToString()).Add(list => list.Show, view.GetValueOrDefault("show").ToString()).Add(list => list.Entry, view.GetValueOrDefault("entry").ToString()));
    }

    private static IEnumerable<string> Titles(IRenderedComponent<LiveEntries> page) =>
        page.FindAll("tbody .title a").Select(title => title.TextContent);

    private static IElement Button(IRenderedComponent<LiveEntries> page, string word) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == word);
}
