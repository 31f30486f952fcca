using Bunit;
using Portal.ComponentTests.Fakes;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Features.Health;
using Portal.Web.Figures;

namespace Portal.ComponentTests.Health;

public sealed class HealthPageTests : FeedsTest
{
    [Fact]
    public void Health_WithoutFollowedFeeds_SaysSoAndLeadsOperatorsOn()
    {
        SignIn(Operator);

        var empty = Render<HealthPage>().Find(".empty");

        Assert.Equal(("NothingYet", "catalogue/add"), (empty.GetAttribute("data-empty"), empty.QuerySelector("a")?.GetAttribute("href")));
    }

    [Fact]
    public void Health_OfADeveloper_OffersNothingToOperate()
    {
        SignIn(Developer);
        Follow("orders", "Orders");

        var page = Render<HealthPage>();

        Assert.Empty(page.FindAll("[data-feed=orders] button"));
    }

    [Fact]
    public void Health_FeedInTrouble_ComesFirstWithItsDiagnosis()
    {
        SignIn(Operator);
        Follow("a-healthy", "A healthy feed");
        Follow("b-failing", "B failing feed", new SubscriptionStatus { State = SubscriptionState.Failing, LastOutcome = PollOutcome.Unreachable, FailuresInRow = 12 });
        Measure("b-failing", FeedHealth.Failing, "The source cannot be reached: check its address.");

        var rows = Render<HealthPage>().FindAll("[data-feed]");

        Assert.Equal(["b-failing", "a-healthy"], rows.Select(row => row.GetAttribute("data-feed")));
        foreach (var shown in new[] { "The source cannot be reached: check its address.", "unreachable", "12" })
        {
            Assert.Contains(shown, rows[0].TextContent);
        }
    }

    [Fact]
    public async Task Health_PollNow_PollsThatFeedAndReadsAgain()
    {
        SignIn(Operator);
        Follow("orders", "Orders");
        var page = Render<HealthPage>();
        Subscriptions.Known[FeedId.Parse("orders")] = new SubscriptionStatus { LastOutcome = PollOutcome.NotModified };

        await page.Find("[data-feed=orders] button").ClickAsync(new());

        Assert.Equal([FeedId.Parse("orders")], Subscriptions.Polled);
        Assert.Contains("not modified", page.Find("[data-feed=orders]").TextContent);
    }

    [Fact]
    public void Health_Figures_AreTheMeasuredOnes()
    {
        SignIn(Operator);
        Throughput.Sum = Throughput.Sum with { Errors = 3, Invalid = 4 };
        Log.Add("orders", "1", "An order");

        var page = Render<HealthPage>();

        Assert.Equal(["0", "1", "3", "4"], page.FindAll(".kpi .fig").Select(figure => figure.FirstChild!.TextContent.Trim()));
        Assert.Contains("It answers.", page.Markup);
    }

    [Fact]
    public void Health_BeforeItIsRead_SaysThatItLoads()
    {
        SignIn(Operator);
        Feeds.Ready = new TaskCompletionSource().Task;

        Assert.Contains("Loading the health of the portal", Render<HealthPage>().Find("[role=status]").TextContent);
    }

    [Fact]
    public void Health_WithoutHostedFeeds_SaysHowTheyComeIn()
    {
        SignIn(Operator);
        Follow("orders", "Orders");

        Assert.Contains("No feed is hosted here yet", Render<HealthPage>().Markup);
    }

    [Theory]
    [InlineData(0, 0, "no feed yet")]
    [InlineData(1, 0, "all feeds are healthy")]
    [InlineData(1, 1, "1 of 1 feed needs a look")]
    [InlineData(3, 1, "1 of 3 feeds needs a look")]
    [InlineData(3, 2, "2 of 3 feeds need a look")]
    public void Health_Verdict_CountsWhatNeedsALook(int feeds, int troubled, string verdict)
    {
        SignIn(Operator);
        for (var i = 0; i < feeds; i++)
        {
            Feeds.Add($"feed-{i}", $"Feed {i}");
            Measure($"feed-{i}", i < troubled ? FeedHealth.Failing : FeedHealth.Healthy);
        }

        Assert.Contains(verdict, Render<HealthPage>().Find("header").TextContent);
    }

    [Fact]
    public async Task Health_AfterAWhile_ReadsAgain()
    {
        SignIn(Operator);
        var page = Render<HealthPage>();
        Follow("orders", "Orders");

        await page.InvokeAsync(() => Clock.Advance(TimeSpan.FromSeconds(3)));

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-feed=orders]")));
    }

    [Fact]
    public async Task Health_ThatCannotBeRead_CanBeTriedAgain()
    {
        SignIn(Operator);
        Feeds.Failure = new InvalidOperationException("secret detail");
        var page = Render<HealthPage>();
        Assert.DoesNotContain("secret detail", page.Find("[role=alert]").TextContent);

        Feeds.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Empty(page.FindAll("[role=alert]"));
    }
}
