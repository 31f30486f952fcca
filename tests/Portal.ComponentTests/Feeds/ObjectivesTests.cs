using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Monitoring.Objectives;
using Portal.Web.Features.Feeds.Objectives;

namespace Portal.ComponentTests.Feeds;

public sealed class ObjectivesTests : FeedPageTest
{
    private static readonly FeedId Orders = FeedId.Parse("orders");

    public ObjectivesTests()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");
    }

    [Fact]
    public void Objectives_WhenNoneIsSet_SayWhatEachWouldMeasure()
    {
        var page = Open("orders", "?tab=objectives");

        foreach (var title in new[] { "Regular entries", "Timely entries", "Availability" })
        {
            Assert.Contains("None is set.", Tile(page, title).TextContent);
        }

        Assert.Contains("Minutes in which no portal ran count as bad", Tile(page, "Availability").TextContent);
    }

    [Fact]
    public void Objectives_ForAReader_CannotBeSet()
    {
        SignIn(Viewer);

        Assert.DoesNotContain("Set an objective", Open("orders", "?tab=objectives").Markup);
    }

    [Fact]
    public void Objectives_ThatCannotBeRead_SaySo()
    {
        Objectives.Failure = new InvalidOperationException("secret detail");

        var page = Open("orders", "?tab=objectives");

        Assert.Contains("The objectives could not be read", page.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("secret detail", page.Markup);
    }

    [Fact]
    public async Task Objectives_SetByWhoLooksAfterTheFeed_ShowHowTheyStand()
    {
        Objectives.Delays.Add(new ObjectivePoint(Now.AddDays(-3), 995, 1000));
        var page = Open("orders", "?tab=objectives");
        await page.Find("[aria-label='Set an objective: Timely entries']").ClickAsync(new());
        await page.Find("[aria-label='Within, seconds']").InputAsync("2");

        await page.Find("form.edit").SubmitAsync();

        var tile = Tile(page, "Timely entries");
        Assert.Contains("99 % of entries within 2 s", tile.TextContent);
        Assert.Contains("99.5 %", tile.TextContent);
        Assert.Contains("50 % (5 entries of what was measured)", tile.TextContent);
        Assert.Contains("Met", tile.TextContent);
        Assert.Equal(TimeSpan.FromSeconds(2), Assert.Single(Objectives.All).Within);
        Assert.Equal("feed.objective.set", Assert.Single(Audit.Events).Action);
        Assert.Contains("Attained", Tile(page, "Timely entries, attained a day, in percent").TextContent);
    }

    [Theory]
    [InlineData("", "99", "'' is not a number")]
    [InlineData("zero", "99", "not a number")]
    [InlineData("0", "99", "From 10 milliseconds")]
    [InlineData("1e30", "99", "not a number")]
    [InlineData("2", "100", "50 to 99.999 percent.")]
    [InlineData("2", "NaN", "not a number")]
    public async Task Objectives_WithBadInput_SayWhereAndKeepNothing(string within, string target, string said)
    {
        var page = Open("orders", "?tab=objectives");
        await page.Find("[aria-label='Set an objective: Timely entries']").ClickAsync(new());
        await page.Find("[aria-label='Within, seconds']").InputAsync(within);
        await page.Find("[aria-label='Target, percent']").InputAsync(target);

        await page.Find("form.edit").SubmitAsync();

        Assert.Contains(said.Replace("''", "", StringComparison.Ordinal), page.Find("form.edit").TextContent);
        Assert.Empty(Objectives.All);
    }

    [Fact]
    public async Task Keeper_LooksAtFeeds_AsTheyAreFollowedOrServed()
    {
        Feeds.Add("news", "News", channel: new FeedChannel.Http { Url = "https://example.org/feed" });
        var news = FeedId.Parse("news");
        Subscriptions.Known[news] = new SubscriptionStatus { LastPoll = Now, FailuresInRow = 1 };
        Objectives.All.AddRange([Objective(Orders), Objective(news)]);

        await NewKeeper().LookAsync(Xunit.TestContext.Current.CancellationToken);

        Assert.Equal(0, Assert.Single(Objectives.Seen[Orders]).Bad);
        Assert.NotEqual(0, Assert.Single(Objectives.Seen[news]).Bad);
    }

    [Fact]
    public async Task Keeper_WhileABudgetBurns_TellsOnceAnHour()
    {
        Objectives.All.Add(Objective(Orders));
        Objectives.Seen[Orders] = [new AvailabilityHour { Feed = Orders, Start = Now.AddHours(-1), Known = -1, Bad = -1 }];
        var keeper = NewKeeper();

        await keeper.JudgeAsync(Xunit.TestContext.Current.CancellationToken);
        await keeper.JudgeAsync(Xunit.TestContext.Current.CancellationToken);

        var told = Assert.Single(Activity.Events);
        Assert.Equal((ObjectiveNews.BudgetBurning, Orders), (told.Kind, told.Subject));
        Assert.Contains("the error budget for availability is spent", told.Title);
    }

    private static FeedObjective Objective(FeedId feed) =>
        new() { Feed = feed, Kind = ObjectiveKind.Availability, Target = 99, Since = Now.AddDays(-1) };

    private ObjectiveKeeper NewKeeper() => new(
        Objectives, new ObjectiveReader(Objectives, Objectives, Clock), Feeds, Subscriptions, Services.GetRequiredService<HealthCheckService>(), Activity, Clock,
        NullLogger<ObjectiveKeeper>.Instance);
}
