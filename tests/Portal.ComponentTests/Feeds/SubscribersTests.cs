using Bunit;
using Portal.Events;
using Portal.FeedHost.Hub;
using FeedPage = Portal.Web.Features.Feeds.FeedPage;

namespace Portal.ComponentTests.Feeds;

public sealed class SubscribersTests : FeedPageTest
{
    [Fact]
    public void Subscribers_AreShownWithTheirState_WithoutTheSecretsOfTheirAddress()
    {
        SignIn(Operator);
        Hub.Subscribers.Add(new(Subscription("a", new HubProgress { Delivered = 1234, LastDelivery = Clock.GetUtcNow() }), 0, 3));
        Hub.Subscribers.Add(new(Subscription("b", new HubProgress { FailuresInRow = 2, LastProblem = "The callback answered 503.", NextAttempt = Clock.GetUtcNow() }), 1, 1000));
        Hub.Subscribers.Add(new(Subscription("c", new HubProgress()) with { State = HubSubscriptionState.Ended, EndReason = "The lease ran out.", Ended = Clock.GetUtcNow() }, 0, 0));

        var rows = Open("orders", "?tab=subscribers").FindAll("[data-test=subscriber]").Select(row => row.TextContent).ToList();

        Assert.Collection(
            rows,
            row => Assert.Contains("Healthy", row),
            row => Assert.Matches("Failing.*The callback answered 503. 2 in a row", row.ReplaceLineEndings(" ")),
            row => Assert.Matches("Ended.*The lease ran out.", row.ReplaceLineEndings(" ")));
        Assert.Contains("1,234 delivered, 3 waiting", rows[0]);
        Assert.Contains("1,000 or more waiting, 1 not deliverable", rows[1]);
        Assert.All(rows, row => Assert.DoesNotContain("token", row));
    }

    [Fact]
    public void Subscribers_None_SaysHowOneComes()
    {
        SignIn(Operator);

        Assert.Contains("Nobody is called yet", OpenSubscribers().Markup);
    }

    [Fact]
    public void Subscribers_OfOthers_AreNotShown()
    {
        SignIn(Developer);

        var page = OpenSubscribers();

        Assert.DoesNotContain("Subscribers", page.Find("nav[aria-label='Sections of the feed']").TextContent);
        Assert.Empty(page.FindAll("[data-test=subscriber]"));
    }

    [Fact]
    public async Task DeadLetter_SentAgain_SaysWhatCameOfIt()
    {
        SignIn(Operator);
        Hub.Subscribers.Add(new(Subscription("a", new HubProgress()), 1, 0));
        Hub.Letters.Add(new DeadLetter
        {
            Id = "l",
            Subscription = "a",
            Feed = FeedId.Parse("orders"),
            After = 1,
            UpTo = 5,
            Entries = 4,
            Attempts = 10,
            LastAttempt = Clock.GetUtcNow(),
            Problem = "The callback answered 500.",
        });
        var page = OpenSubscribers();
        Hub.Outcome = new HubResend(false, "The callback answered 500.");
        await Button(page, "Send again").ClickAsync(new());
        Assert.Contains("Not delivered: The callback answered 500.", page.Markup);
        Hub.Outcome = new HubResend(true, null);

        await Button(page, "Send again").ClickAsync(new());

        Assert.Contains("Delivered.", page.Find("[role=status].said").TextContent);
        Assert.Empty(page.FindAll("[data-test=dead-letter]"));
    }

    private IRenderedComponent<FeedPage> OpenSubscribers()
    {
        Feeds.Add("orders", "Orders");
        return Open("orders", "?tab=subscribers");
    }

    private HubSubscription Subscription(string id, HubProgress progress)
    {
        if (!Feeds.Feeds.ContainsKey(FeedId.Parse("orders")))
        {
            Feeds.Add("orders", "Orders");
        }

        return new HubSubscription
        {
            Id = id,
            Feed = FeedId.Parse("orders"),
            Topic = "https://portal.example/feeds/orders",
            Callback = "https://x.example/callback?token=abc",
            Terms = new HubTerms("key-1", "Reader", null, Clock.GetUtcNow(), Clock.GetUtcNow().AddDays(10)),
            Progress = progress,
        };
    }
}
