using FsCheck.Xunit;
using Portal.Events;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class StatusRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void After_BusyShortPage_IsPolledFourTimesWhileItLasts()
    {
        var status = After(
            new SubscriptionStatus(), new PollReport(PollOutcome.Fetched, 40, null),
            new SubscriptionCursor { Page = new PageDates(40, 3 * Minute, Noon, false) });

        Assert.Equal(
            (TimeSpan.FromSeconds(45), Noon.AddSeconds(45), 4.0), (status.EffectiveInterval, status.NextPoll, status.SafetyFactor));
    }

    [Fact]
    public void After_NothingNewForLong_GoesBackToTheIntervalAskedFor()
    {
        var busy = new SubscriptionStatus { LastNewEntries = Noon.AddMinutes(-17), Traffic = new PageTraffic(40, 3 * Minute) };
        var status = After(busy, new PollReport(PollOutcome.NotModified, 0, null), new SubscriptionCursor());

        Assert.Equal((5 * Minute, 4.0), (status.EffectiveInterval, status.SafetyFactor));
    }

    [Fact]
    public void After_QuietHours_WaitsForTheirEnd() =>
        Assert.Equal(
            Noon.AddHours(2),
            After(new SubscriptionStatus(), new PollReport(PollOutcome.Fetched, 0, null), new SubscriptionCursor { QuietTimes = QuietTimes.Of([12, 13], []) })
                .NextPoll);

    [Fact]
    public void After_QuietHoursOfABusyFeed_PollsAllTheSame() =>
        Assert.Equal(
            Noon.AddMinutes(5),
            After(
                new SubscriptionStatus { LastNewEntries = Noon, Traffic = new PageTraffic(40, 40 * Minute) },
                new PollReport(PollOutcome.NotModified, 0, null),
                new SubscriptionCursor { QuietTimes = QuietTimes.Of([12, 13], []) }).NextPoll);

    [Fact]
    public void After_UpdatePeriod_IsAHintAsTtlIs() =>
        Assert.Equal(
            20 * Minute,
            After(
                new SubscriptionStatus(),
                new PollReport(PollOutcome.NotModified, 0, null),
                new SubscriptionCursor { Ttl = Minute, UpdatePeriod = TimeSpan.FromHours(1) }).EffectiveInterval);

    [Fact]
    public void After_TooManyRequestsOfABusyFeed_ObeysForAnHour()
    {
        var busy = new SubscriptionStatus { LastNewEntries = Noon, Traffic = new PageTraffic(40, Minute) };
        var limited = After(busy, new PollReport(PollOutcome.RateLimited, 0, null, PollProblem.RateLimited), new SubscriptionCursor());
        var soon = After(limited, new PollReport(PollOutcome.NotModified, 0, null), new SubscriptionCursor());
        var late = After(
            soon with { LastRateLimit = Noon.AddHours(-1) }, new PollReport(PollOutcome.NotModified, 0, null), new SubscriptionCursor());

        Assert.Equal(
            (5 * Minute, 5 * Minute, TimeSpan.FromSeconds(15)), (limited.EffectiveInterval, soon.EffectiveInterval, late.EffectiveInterval));
    }

    /// <summary>Whatever happened, and wherever the clock has jumped to: there is a next poll, not in the past and not beyond the bounds.</summary>
    [Property]
    public bool After_AnyPoll_HasANextPollWithinBounds(
        uint interval, PollProblem problem, byte failures, long lastSuccess, long lastNew, int duration, ushort added, uint span, uint? retryAfter,
        byte dice, int hours, byte days)
    {
        var asked = TimeSpan.FromSeconds(interval);
        var before = new SubscriptionStatus
        {
            LastPoll = Moment(lastSuccess),
            LastSuccess = Moment(lastSuccess),
            LastNewEntries = Moment(lastNew),
            FailuresInRow = failures,
            Traffic = span % 3 == 0 ? null : new PageTraffic(40, TimeSpan.FromSeconds((span % 1000) + 1)),
        };
        var report = problem == PollProblem.None
            ? new PollReport(PollOutcome.Fetched, added, null)
            : new PollReport(StatusRules.OutcomeOf(problem), 0, null, problem);
        var cursor = new SubscriptionCursor
        {
            Page = new PageDates(added + 1, TimeSpan.FromSeconds(span + 1L), Moment(lastNew), false),
            QuietTimes = new QuietTimes(hours & 0xFF_FFFF, days & 0x7F),
        };
        var answer = new FetchResult
        {
            Kind = report.IsSuccess ? FetchKind.Document : FetchKind.Failed,
            RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };

        // The clock may be set back or forward while a poll is under way.
        var now = Noon.AddSeconds(duration);
        var status = StatusRules.After(Subscription(before) with { PollInterval = asked }, new PollFinding(report, answer, cursor), Noon, now, dice / 255.0);

        var day = TimeSpan.FromDays(1);
        var longest = ((asked > day ? asked : day) * 1.1) + QuietTimes.MaxDelay;
        var wait = retryAfter is { } wanted && TimeSpan.FromSeconds(wanted) < day ? TimeSpan.FromSeconds(wanted) : TimeSpan.Zero;
        return report.Outcome == PollOutcome.Gone
            ? status is { State: SubscriptionState.Gone, NextPoll: null }
            : status.NextPoll >= now + wait && status.NextPoll > now && status.NextPoll <= now + longest
                && (status.SafetyFactor is not { } factor || (factor > 0 && double.IsFinite(factor)));
    }

    [Property]
    public bool After_AnyPollWhilePaused_HasNoNextPoll(PollProblem problem)
    {
        var report = problem == PollProblem.None ? new PollReport(PollOutcome.Fetched, 1, null) : new PollReport(StatusRules.OutcomeOf(problem), 0, null, problem);
        return StatusRules.After(
            Subscription(new SubscriptionStatus()) with { Paused = true },
            new PollFinding(report, new FetchResult { Kind = FetchKind.Failed }, new SubscriptionCursor()), Noon, Noon, 0)
            is { State: SubscriptionState.Paused, NextPoll: null };
    }

    private static DateTimeOffset Moment(long seconds) => Noon.AddSeconds(seconds % 10_000_000_000);

    private static SubscriptionStatus After(SubscriptionStatus before, PollReport report, SubscriptionCursor cursor) =>
        StatusRules.After(Subscription(before), new PollFinding(report, new FetchResult { Kind = FetchKind.NotModified }, cursor), Noon, Noon, 0);

    private static Subscription Subscription(SubscriptionStatus status) => new()
    {
        Feed = FeedId.Parse("orders"),
        Url = "http://source.example/feed",
        PollInterval = 5 * Minute,
        Status = status,
    };
}
