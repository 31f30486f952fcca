using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class SubscriptionDiagnosisTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NothingWrong_IsNull() =>
        Assert.Null(Of(new SubscriptionStatus { LastOutcome = PollOutcome.NotModified, NextPoll = Noon.AddSeconds(-30) }));

    [Fact]
    public void Of_NeverPolled_IsNull() => Assert.Null(Of(SubscriptionStatus.New));

    [Fact]
    public void Of_EveryProblem_HasAFindingAndAnAdviceOfItsOwn()
    {
        var all = Enum.GetValues<PollProblem>().Where(problem => problem != PollProblem.None).Select(problem => Of(new SubscriptionStatus
        {
            LastOutcome = StatusRules.OutcomeOf(problem),
            LastProblem = problem,
            FailuresInRow = 1,
        })).ToList();

        Assert.All(all, diagnosis => Assert.EndsWith(".", diagnosis?.Finding, StringComparison.Ordinal));
        Assert.All(all, diagnosis => Assert.EndsWith(".", diagnosis?.Advice, StringComparison.Ordinal));
        Assert.Equal(all.Count, all.Select(diagnosis => diagnosis?.Finding).Distinct().Count());
    }

    [Fact]
    public void Of_PollOverdue_IsLate() =>
        Assert.Equal(
            new Diagnosis(
                "The poll due at 2026-03-01 11:50:00 UTC is late by 10 minutes.",
                "The portal is short of time or this host is slow: look at the load and at the host's other feeds."),
            Of(new SubscriptionStatus { LastOutcome = PollOutcome.Fetched, NextPoll = Noon.AddMinutes(-10) }));

    [Fact]
    public void Of_PageThatIsTooShortForTheInterval_SaysSoBeforeAnythingIsLost() =>
        Assert.Equal(
            "The publisher's page holds 40 entries, about 3 minutes of traffic, and we poll every 5 minutes. Poll more often or ask for a longer page.",
            Of(new SubscriptionStatus
            {
                LastOutcome = PollOutcome.Fetched,
                EffectiveInterval = TimeSpan.FromMinutes(5),
                Traffic = new PageTraffic(40, TimeSpan.FromMinutes(3)),
                SafetyFactor = 0.6,
            })?.ToString());

    [Fact]
    public void Of_ShortPageThatIsPolledOftenEnough_IsNull() =>
        Assert.Null(Of(new SubscriptionStatus
        {
            LastOutcome = PollOutcome.Fetched,
            EffectiveInterval = TimeSpan.FromSeconds(45),
            Traffic = new PageTraffic(40, TimeSpan.FromMinutes(3)),
            SafetyFactor = 4,
        }));

    [Fact]
    public void Of_GapOfABusyShortPage_SaysHowBusyAndHowShort()
    {
        var gap = new Gap("gap-1", Noon.AddMinutes(-10), Noon.AddMinutes(-3), 93, GapStatus.Open, null, 40, TimeSpan.FromMinutes(3));

        Assert.Equal(
            new Diagnosis(
                "Between 2026-03-01 11:50:00 UTC and 2026-03-01 11:57:00 UTC about 93 entries may be missing: "
                + "the source shows 40 entries, about 3 minutes of traffic, and is polled every 5 minutes.",
                "Poll more often, or ask its operator for a longer page."),
            Of(new SubscriptionStatus { LastOutcome = PollOutcome.Fetched, Continuity = new Continuity(Noon, [gap]) }));
    }

    [Fact]
    public void Of_GapOfAPageOfOneEntry_SaysThatNoMoreIsShown()
    {
        var gap = new Gap("gap-1", Noon.AddMinutes(-10), Noon, null, GapStatus.Open, null, 1);

        Assert.Equal(
            new Diagnosis(
                "Between 2026-03-01 11:50:00 UTC and 2026-03-01 12:00:00 UTC entries may be missing: "
                + "the source shows only 1 entry at a time, so what came and went between two polls was not seen.",
                "Poll more often, or ask its operator for a longer page."),
            Of(new SubscriptionStatus { LastOutcome = PollOutcome.Fetched, Continuity = new Continuity(Noon, [gap]) }));
    }

    [Fact]
    public void Of_ClosedGap_IsNull() =>
        Assert.Null(Of(new SubscriptionStatus
        {
            LastOutcome = PollOutcome.Fetched,
            Continuity = new Continuity(Noon, [new Gap("gap-1", Noon, Noon, 1, GapStatus.BackFilled)]),
        }));

    private static Diagnosis? Of(SubscriptionStatus status) => SubscriptionDiagnosis.Of(
        new Subscription { Feed = FeedId.Parse("orders"), Url = "http://source.example/", PollInterval = TimeSpan.FromMinutes(5), Status = status },
        Noon);
}
