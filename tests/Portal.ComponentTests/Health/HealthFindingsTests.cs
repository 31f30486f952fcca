using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Fakes;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Storage.EventLog;
using Portal.Web.Features.Health;
using Portal.Web.Figures;
using Portal.Web.Operations;
using Portal.Web.Shared.States;

namespace Portal.ComponentTests.Health;

public sealed class HealthFindingsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_FeedsOfOneHostThatFailTogether_TellsTheHostOnce()
    {
        var findings = HealthFindings.Of(
        [
            Row("a", "one.example", FeedHealth.Failing, PollProblem.ServerError, "The server has an error."),
            Row("b", "one.example", FeedHealth.Late, PollProblem.ServerError, "The server has an error."),
            Row("c", "one.example", FeedHealth.Healthy),
            Row("d", "two.example", FeedHealth.Late, PollProblem.Tls, "The certificate has ended."),
        ]);

        Assert.Equal(
            [
                new HealthFinding(
                    PortalState.Failing, "one.example", "2 of 3 feeds of this host fail together, 2 of them alike: The server has an error.",
                    "health?state=trouble&host=one.example"),
                new HealthFinding(PortalState.Late, "d", "The certificate has ended.", "catalogue/d?tab=following"),
            ],
            findings);
    }

    [Fact]
    public void Of_HalfOfAHost_TellsTheFeeds() =>
        Assert.Equal(["a", "b"], HealthFindings.Of(
        [
            Row("a", "one.example", FeedHealth.Failing, PollProblem.NotFound, "Nothing there."),
            Row("b", "one.example", FeedHealth.Failing, PollProblem.NotFound, "Nothing there."),
            Row("c", "one.example", FeedHealth.Healthy),
            Row("d", "one.example", FeedHealth.Healthy),
        ]).Select(finding => finding.Title));

    [Fact]
    public void Of_EntriesThatBreakTheirContract_SaysSo()
    {
        var row = Row("a", "one.example", FeedHealth.Healthy);

        var finding = Assert.Single(HealthFindings.Of([row with { Figures = row.Figures with { ConformancePercent = 97.5 } }]));

        Assert.Equal((PortalState.Invalid, "catalogue/a?tab=entries&show=invalid"), (finding.State, finding.Href));
        Assert.StartsWith("Only 97.5", finding.Text);
    }

    [Fact]
    public void Of_Trouble_TellsTheWorstFirst() =>
        Assert.Equal(["failing", "gap", "late"], HealthFindings.Of(
        [
            Row("late", "one.example", FeedHealth.Late), Row("gap", "two.example", FeedHealth.Gap), Row("failing", "three.example", FeedHealth.Failing), Row("well", "four.example", FeedHealth.Healthy),
        ]).Select(finding => finding.Title));

    [Theory]
    [InlineData(null, null, null, "a b c")]
    [InlineData("B", null, null, "b")]
    [InlineData("one.ex", null, null, "a b")]
    [InlineData(null, "trouble", null, "a c")]
    [InlineData(null, "gap", null, "c")]
    [InlineData(null, "nonsense", null, "")]
    [InlineData(null, null, "ONE.example", "a b")]
    [InlineData("a", "failing", "two.example", "")]
    public void Filter_LetsPassWhatItSays(string? text, string? state, string? host, string passed)
    {
        FeedHealthRow[] rows = [Row("a", "one.example", FeedHealth.Failing), Row("b", "one.example", FeedHealth.Healthy), Row("c", "two.example", FeedHealth.Gap)];

        Assert.Equal(passed, string.Join(' ', rows.Where(new HealthFilter(text, state, host).Matches).Select(row => row.Feed.Id.Value)));
    }

    [Fact]
    public async Task Trend_CountsFollowedFeedsByState()
    {
        var store = new NoSubscriptions
        {
            All =
            [
                Followed("a", new SubscriptionStatus { State = SubscriptionState.Failing }),
                Followed("b", new SubscriptionStatus { State = SubscriptionState.BackingOff }),
                Followed("c", SubscriptionStatus.New),
            ],
        };
        using var trend = new HealthTrend(store, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Noon), Microsoft.Extensions.Logging.Abstractions.NullLogger<HealthTrend>.Instance);

        for (var sample = 0; sample < 300; sample++)
        {
            await trend.SampleAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(288, trend.Samples.Count);
        Assert.Equal(new HealthSample(Noon, 1, 1, 0), trend.Samples[0]);
    }

    [Theory]
    [InlineData(0, -60, null, HealthStatus.Healthy)]
    [InlineData(3000, -60, null, HealthStatus.Degraded)]
    [InlineData(0, -60, -30, HealthStatus.Unhealthy)]
    [InlineData(0, -10, -30, HealthStatus.Degraded)]
    [InlineData(0, -900, -600, HealthStatus.Healthy)]
    public void LogWriter_IsJudgedByItsCommits(int waiting, int committed, int? failed, HealthStatus expected) =>
        Assert.Equal(expected, LogWriterCheck.Judge(
            new LogPulse(1, waiting, 4096, Noon.AddSeconds(committed), failed is { } ago ? Noon.AddSeconds(ago) : null), Noon).Status);

    [Theory]
    [InlineData(100, HealthStatus.Unhealthy)]
    [InlineData(1_000, HealthStatus.Degraded)]
    [InlineData(10_000, HealthStatus.Healthy)]
    public void Disk_IsJudgedByItsRoom(long megabytes, HealthStatus expected) =>
        Assert.Equal(expected, DiskCheck.Judge(megabytes << 20, 100L << 30).Status);

    [Fact]
    public void Memory_NearlyUsedUp_IsDegraded() =>
        Assert.Equal(
            (HealthStatus.Degraded, HealthStatus.Healthy), (MemoryCheck.Judge(1, 1, 98, 100).Status, MemoryCheck.Judge(1, 1, 50, 100).Status));

    private static Subscription Followed(string id, SubscriptionStatus status) =>
        new() { Feed = FeedId.Parse(id), Url = "http://one.example/", PollInterval = TimeSpan.FromMinutes(1), Status = status };

    private static FeedHealthRow Row(string id, string host, FeedHealth health, PollProblem problem = PollProblem.None, string? diagnosis = null) => new(
        new Feed
        {
            Id = FeedId.Parse(id),
            Title = id,
            Owner = "Team",
            Domain = "Sales",
            Channel = new FeedChannel.Http { Url = $"https://{host}/{id}" },
            Created = Noon,
            Changed = Noon,
        },
        FakeFigures.Silent with { Health = health, Diagnosis = diagnosis },
        new SubscriptionStatus { LastOutcome = problem == PollProblem.None ? PollOutcome.Fetched : PollOutcome.Unreachable, LastProblem = problem });
}
