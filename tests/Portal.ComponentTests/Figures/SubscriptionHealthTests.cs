using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Figures;

namespace Portal.ComponentTests.Figures;

public sealed class SubscriptionHealthTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gap OpenGap = new("gap-1", Noon.AddHours(-2), Noon.AddHours(-1), 5, GapStatus.Open);

    [Theory]
    [InlineData(SubscriptionState.Active, FeedHealth.Healthy)]
    [InlineData(SubscriptionState.BackingOff, FeedHealth.Late)]
    [InlineData(SubscriptionState.Failing, FeedHealth.Failing)]
    [InlineData(SubscriptionState.Gone, FeedHealth.Failing)]
    [InlineData(SubscriptionState.Paused, FeedHealth.Paused)]
    public void Judge_State_IsSaidInTheWordsUsedEverywhere(SubscriptionState state, FeedHealth health) =>
        Assert.Equal(health, Judge(new SubscriptionStatus { State = state }).Health);

    [Fact]
    public void Judge_NeverPolledOrAllWell_IsHealthyWithoutADiagnosis()
    {
        Assert.Equal((FeedHealth.Healthy, null), Judge(SubscriptionStatus.New));
        Assert.Equal((FeedHealth.Healthy, null), Judge(new SubscriptionStatus { LastOutcome = PollOutcome.NotModified, NextPoll = Noon.AddMinutes(1) }));
    }

    [Theory]
    [InlineData(0, FeedHealth.Healthy)]
    [InlineData(60, FeedHealth.Healthy)]
    [InlineData(61, FeedHealth.Late)]
    public void Judge_PollOverdue_IsLateAfterAMinuteOfGrace(int seconds, FeedHealth health)
    {
        var (found, diagnosis) = Judge(new SubscriptionStatus { LastOutcome = PollOutcome.Fetched, NextPoll = Noon.AddSeconds(-seconds) });

        Assert.Equal((health, health == FeedHealth.Late), (found, diagnosis is not null));
    }

    [Fact]
    public void Judge_OpenGap_IsAGapWithItsDiagnosis()
    {
        var (health, diagnosis) = Judge(new SubscriptionStatus { LastOutcome = PollOutcome.Fetched, Continuity = new Continuity(Noon, [OpenGap]) });

        Assert.Equal(FeedHealth.Gap, health);
        Assert.Equal(
            "Between 2026-03-01 10:00:00 UTC and 2026-03-01 11:00:00 UTC about 5 entries may be missing: none of what the source shows was known. "
            + "Poll more often, or ask its operator for older pages.",
            diagnosis);
    }

    [Fact]
    public void Judge_ClosedGap_IsHealthy() =>
        Assert.Equal(
            (FeedHealth.Healthy, null),
            Judge(new SubscriptionStatus { LastOutcome = PollOutcome.Fetched, Continuity = new Continuity(Noon, [OpenGap with { Status = GapStatus.BackFilled }]) }));

    [Fact]
    public void Judge_PausedByPeople_GoesBeforeEverything() =>
        Assert.Equal(
            FeedHealth.Paused,
            Judge(new SubscriptionStatus { State = SubscriptionState.Failing, NextPoll = Noon.AddHours(-1), Continuity = new Continuity(Noon, [OpenGap]) }, paused: true).Health);

    [Fact]
    public void Judge_FailingWithAGap_IsFailing() =>
        Assert.Equal(
            FeedHealth.Failing,
            Judge(new SubscriptionStatus { State = SubscriptionState.Failing, Continuity = new Continuity(Noon, [OpenGap]) }).Health);

    [Fact]
    public void Judge_Failing_SaysWhatAndWhatToDo() =>
        Assert.Equal(
            (FeedHealth.Failing, "The host's name is not known (4 polls in a row). Check the address for a typing error, or the portal's DNS."),
            Judge(new SubscriptionStatus
            {
                State = SubscriptionState.Failing,
                LastOutcome = PollOutcome.Unreachable,
                LastProblem = PollProblem.NameNotFound,
                FailuresInRow = 4,
            }));

    private static (FeedHealth Health, string? Diagnosis) Judge(SubscriptionStatus status, bool paused = false) => SubscriptionHealth.Judge(
        new Subscription
        {
            Feed = FeedId.Parse("orders"),
            Url = "http://source.example/",
            PollInterval = TimeSpan.FromMinutes(5),
            Paused = paused,
            Status = status,
        },
        Noon);
}
