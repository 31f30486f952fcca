using Bunit;
using Portal.Catalogue.Feeds;
using Portal.Ingestion.Subscriptions;

namespace Portal.ComponentTests.Feeds;

public sealed class SubscriptionTests : FeedPageTest
{
    [Fact]
    public void Subscription_AddressWithASecret_IsShownWithoutIt()
    {
        SignIn(Viewer);
        Follow("orders", "Orders");
        Of("orders").Channel = new FeedChannel.Http { Url = "https://example.org/feed?token=secret#x" };

        var page = Open("orders");

        Assert.Equal("https://example.org/feed", page.Find("[aria-label=Subscription] code").TextContent);
        Assert.DoesNotContain("secret", page.Markup);
    }

    [Fact]
    public async Task Subscription_ThatCannotBeRead_CanBeTriedAgain()
    {
        SignIn(Operator);
        Follow("orders", "Orders");
        Subscriptions.Failure = new InvalidOperationException("secret detail");
        var page = Open("orders");
        Assert.Contains("Where the subscription stands could not be read", page.Find("[aria-label=Subscription] [role=alert]").TextContent);
        Assert.DoesNotContain("secret detail", page.Markup);

        Subscriptions.Failure = null;
        await page.Find("[aria-label=Subscription] [role=alert] button").ClickAsync(new());

        Assert.Contains("Last poll", page.Find("[aria-label=Subscription]").TextContent);
    }

    [Theory]
    [InlineData(PollOutcome.Fetched, 1, "Fetched, 1 new entry.")]
    [InlineData(PollOutcome.Fetched, 1284, "Fetched, 1,284 new entries.")]
    [InlineData(PollOutcome.RateLimited, 0, "Rate limited, 0 new entries.")]
    [InlineData(PollOutcome.Unreachable, 0, "Unreachable, 0 new entries.")]
    public async Task Polled_SaysWhatCameOfIt(PollOutcome outcome, int entries, string said)
    {
        SignIn(Operator);
        Follow("orders", "Orders");
        Subscriptions.Report = new PollReport(outcome, entries, null);
        var page = Open("orders");

        await Button(page, "Poll now").ClickAsync(new());

        Assert.Equal(said, page.Find("[aria-label=Subscription] [role=status]").TextContent.Trim());
    }

    [Fact]
    public async Task Polled_AfterItWasRetired_SaysSo()
    {
        SignIn(Operator);
        Follow("orders", "Orders");
        Subscriptions.Report = null;
        var page = Open("orders");

        await Button(page, "Poll now").ClickAsync(new());

        Assert.Contains("'orders' is not a followed feed: it has no subscription.", page.Markup);
    }

    [Fact]
    public async Task Paused_CanBeResumed()
    {
        SignIn(Operator);
        Follow("orders", "Orders");
        var page = Open("orders");

        await Button(page, "Pause polling").ClickAsync(new());
        await Button(page, "Resume polling").ClickAsync(new());

        Assert.NotNull(Button(page, "Pause polling"));
    }

    [Fact]
    public async Task Paused_AfterItWasRetired_SaysSoInPlaceOfTheLastPoll()
    {
        SignIn(Operator);
        Follow("orders", "Orders");
        Subscriptions.Report = new PollReport(PollOutcome.Fetched, 1, null);
        var page = Open("orders");
        await Button(page, "Poll now").ClickAsync(new());
        Subscriptions.Known.Clear();

        await Button(page, "Pause polling").ClickAsync(new());

        Assert.Equal(
            "'orders' is not a followed feed: it has no subscription.", page.Find("[aria-label=Subscription] [role=status]").TextContent.Trim());
    }

    [Fact]
    public void Gone_CanBeResumed()
    {
        SignIn(Operator);
        Follow("orders", "Orders", new SubscriptionStatus { State = SubscriptionState.Gone, LastOutcome = PollOutcome.Gone });

        Assert.NotNull(Button(Open("orders"), "Resume polling"));
    }

    [Fact]
    public void Subscription_WithAFailureAndAGap_CountsThemInWords()
    {
        SignIn(Viewer);
        Follow("orders", "Orders", new SubscriptionStatus
        {
            FailuresInRow = 1,
            EffectiveInterval = TimeSpan.FromSeconds(90),
            Continuity = new Continuity(Now, []),
        });

        var words = Open("orders").Find("[aria-label=Subscription]").TextContent;

        Assert.Contains("every 1 min 30 s, 1 failure in a row.", words);
        Assert.Contains("Complete since 2026-11-23 14:32:00 UTC.", words);
    }
}
