using AngleSharp.Dom;
using Bunit;
using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.ComponentTests.Feeds;

public sealed class FollowingTests : FeedPageTest
{
    private static readonly Gap Missing = new("gap-1", Now.AddHours(-3), Now.AddHours(-2), 40, GapStatus.Open, "https://example.org/feed?page=2", 25);

    [Fact]
    public void Following_HostedFeed_HasNoSuchTab()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");

        Assert.DoesNotContain(Open("orders").FindAll("[aria-label='Sections of the feed'] a"), tab => tab.TextContent.Contains("Following", StringComparison.Ordinal));
    }

    [Fact]
    public void Following_BeforeTheFirstPoll_SaysSoEverywhere()
    {
        SignIn(Viewer);
        Follow("orders", "Orders");

        var page = Open("orders", "?tab=following");

        Assert.Contains("no poll has gone well yet", Tile(page, "Continuity").TextContent);
        Assert.Contains("Not known", Tile(page, "Safety factor").TextContent);
        Assert.Equal("NothingYet", Tile(page, "Gaps").QuerySelector(".empty")?.GetAttribute("data-empty"));
        Assert.Equal("NothingYet", Tile(page, "Polls").QuerySelector(".empty")?.GetAttribute("data-empty"));
        Assert.False(HasTile(page, "Addresses"));
    }

    [Fact]
    public void Following_Ledger_ShowsWhatIsKnown()
    {
        SignIn(Viewer);
        Follow("orders", "Orders", new SubscriptionStatus
        {
            EffectiveInterval = TimeSpan.FromMinutes(5),
            Traffic = new PageTraffic(40, TimeSpan.FromMinutes(3)),
            SafetyFactor = 0.6,
            LastOverlap = new Overlap(Now.AddMinutes(-1), 12, 40),
            LongestSilence = new Stretch(Now.AddHours(-9), Now.AddHours(-7)),
            LongestAbsence = new Stretch(Now.AddHours(-5), Now.AddHours(-4)),
            Continuity = new Continuity(Now.AddHours(-2), [Missing]) { FollowedSince = Now.AddDays(-1) },
            Addresses = [new AddressChange(Now.AddDays(-2), "http://example.org/old", "https://example.org/feed?token=secret")],
        });

        var page = Open("orders", "?tab=following");

        var ledger = Tile(page, "Continuity").TextContent;
        foreach (var shown in new[] { "2026-11-23 12:32:00 UTC", "2026-11-22 14:32:00 UTC", "with 1 gap since", "12 of 40 entries shown were known", "2 h", "1 h" })
        {
            Assert.Contains(shown, ledger);
        }

        var safety = Tile(page, "Safety factor").TextContent;
        Assert.Contains("0.6", safety);
        Assert.Contains("holds 40 entries, about 3 minutes of traffic, and we poll every 5 minutes", safety);
        Assert.Contains("https://example.org/feed", Tile(page, "Addresses").TextContent);
        Assert.DoesNotContain("secret", page.Markup);
    }

    [Fact]
    public void Following_Polls_ShowRunsAndTheRunningOne()
    {
        SignIn(Viewer);
        Polls.Ended =
        [
            new PollRun
            {
                Number = 1, First = Now.AddHours(-2), Last = Now.AddHours(-2), Outcome = PollOutcome.Fetched, HttpStatus = 200, NewEntries = 1284, Bytes = 1434,
                Took = TimeSpan.FromMilliseconds(20), Slowest = TimeSpan.FromMilliseconds(20),
            },
        ];
        Follow("orders", "Orders", new SubscriptionStatus
        {
            Run = new PollRun
            {
                Number = 2,
                First = Now.AddHours(-1),
                Last = Now,
                Polls = 61,
                Outcome = PollOutcome.Unreachable,
                Problem = PollProblem.ServerError,
                HttpStatus = 503,
                Took = TimeSpan.FromSeconds(61),
                Slowest = TimeSpan.FromSeconds(2),
                Detail = "The server answered 503.",
            },
        });

        var rows = Tile(Open("orders", "?tab=following"), "Polls").QuerySelectorAll("tbody tr").Select(row => row.TextContent).ToList();

        Assert.Equal(2, rows.Count);
        Assert.All(["61 polls in 1 h", "Unreachable", "503", "The server answered 503."], shown => Assert.Contains(shown, rows[0]));
        Assert.All(["Fetched", "200", "1,284", "1.4 KB"], shown => Assert.Contains(shown, rows[1]));
    }

    [Fact]
    public void Following_GapSeenByAViewer_OffersNothing()
    {
        SignIn(Viewer);
        Follow("orders", "Orders", WithGap(Missing));

        var gap = Open("orders", "?tab=following").Find("[data-gap=gap-1]");

        Assert.Contains("About 40 entries", gap.TextContent);
        Assert.Empty(gap.QuerySelectorAll("button"));
    }

    [Fact]
    public async Task Following_Backfill_SaysWhatCameOfIt()
    {
        SignIn(Operator);
        Follow("orders", "Orders", WithGap(Missing));
        Subscriptions.Backfill = (
            new BackfillReport(BackfillOutcome.BackFilled, 40, "40 missing entries were stored."),
            Missing with { Status = GapStatus.BackFilled, Filled = 40, End = new GapEnd(Now, "Otto Operator", null) });
        var page = Open("orders", "?tab=following");

        await Button(page, "Back-fill").ClickAsync(new());

        Assert.Contains("40 missing entries were stored.", Tile(page, "Gaps").QuerySelector("[role=status]")!.TextContent);
        Assert.Contains("Closed by Otto Operator", page.Find("[data-gap=gap-1]").TextContent);
        Assert.Empty(page.FindAll("[data-gap=gap-1] button"));
    }

    [Fact]
    public async Task Following_Accept_AsksForTheReasonAndShowsIt()
    {
        SignIn(Operator);
        Follow("orders", "Orders", WithGap(Missing));
        var page = Open("orders", "?tab=following");

        var accepting = Button(page, "Accept").ClickAsync(new());
        await Dialogs!.Find("textarea").InputAsync("A test system");
        await Dialogs!.FindAll("button").Single(button => button.TextContent.Trim() == "Accept it").ClickAsync(new());
        await accepting;

        page.WaitForAssertion(() => Assert.Contains("A test system", page.Find("[data-gap=gap-1]").TextContent));
        Assert.Contains("Accepted", page.Find("[data-gap=gap-1]").TextContent);
    }

    [Fact]
    public async Task Following_ThatCannotBeRead_CanBeTriedAgain()
    {
        SignIn(Operator);
        Follow("orders", "Orders");
        Subscriptions.Failure = new InvalidOperationException("secret detail");
        var page = Open("orders", "?tab=following");
        var error = page.FindAll("[role=alert]").Single(alert => alert.TextContent.Contains("How the feed is followed could not be read", StringComparison.Ordinal));

        Subscriptions.Failure = null;
        await error.QuerySelector("button")!.ClickAsync(new());

        Assert.True(HasTile(page, "Continuity"));
    }

    private static SubscriptionStatus WithGap(Gap gap) => new() { Continuity = new Continuity(gap.To, [gap]) };
}
