using FsCheck.Xunit;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class PollScheduleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void After_Success_IsTheIntervalAskedFor() =>
        Assert.Equal(new NextPoll(Minute, Minute), PollSchedule.After(new PollFacts { Interval = Minute }));

    [Fact]
    public void After_SuccessWithJitter_IsAtMostATenthLater() =>
        Assert.Equal(new NextPoll(Minute, Minute * 1.1), PollSchedule.After(new PollFacts { Interval = Minute, Jitter = 1 }));

    [Theory]
    [InlineData(300, null, null, 300)]
    [InlineData(null, 120, null, 120)]
    [InlineData(300, 120, null, 300)]
    [InlineData(10, 20, null, 60)]
    [InlineData(31536000, null, null, 3600)]
    [InlineData(null, null, 7200, 7200)]
    [InlineData(null, null, 31536000, 86400)]
    public void After_SuccessWithHints_StretchesWithinBounds(int? maxAge, int? ttl, int? retryAfter, int seconds)
    {
        var next = PollSchedule.After(new PollFacts
        {
            Interval = Minute,
            MaxAge = Seconds(maxAge),
            Ttl = Seconds(ttl),
            RetryAfter = Seconds(retryAfter),
        });

        Assert.Equal(new NextPoll(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds)), next);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(60, 240)]
    [InlineData(28800, 86400)]
    [InlineData(604800, 604800)]
    public void After_SuccessWhileAHubPushes_IsFourTimesAsLongWithinBounds(int interval, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        PollSchedule.After(new PollFacts { Interval = TimeSpan.FromSeconds(interval), IsPushed = true }).Interval);

    [Fact]
    public void After_FailureWhileAHubPushes_IsAsWithoutIt() =>
        Assert.Equal(Minute, PollSchedule.After(new PollFacts { Interval = Minute, IsPushed = true, FailuresInRow = 1 }).Interval);

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 120)]
    [InlineData(3, 240)]
    [InlineData(6, 1920)]
    [InlineData(7, 3600)]
    [InlineData(int.MaxValue, 3600)]
    public void After_Failures_DoublesUpToAnHour(int failures, int seconds) =>
        Assert.Equal(
            new NextPoll(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds)),
            PollSchedule.After(new PollFacts { Interval = Minute, FailuresInRow = failures, Jitter = 1 }));

    [Fact]
    public void After_FirstFailureOfADailyFeed_TriesAgainWithinAMinute() =>
        Assert.Equal(
            Minute, PollSchedule.After(new PollFacts { Interval = TimeSpan.FromDays(1), FailuresInRow = 1, Jitter = 1 }).Delay);

    [Fact]
    public void After_FailureWithRetryAfter_WaitsThatLong() =>
        Assert.Equal(
            TimeSpan.FromMinutes(30),
            PollSchedule.After(new PollFacts { Interval = Minute, FailuresInRow = 1, RetryAfter = TimeSpan.FromMinutes(30) }).Delay);

    [Property]
    public bool After_AnyFacts_StaysWithinBounds(uint interval, uint failures, uint? maxAge, uint? retryAfter, byte dice)
    {
        var facts = new PollFacts
        {
            Interval = TimeSpan.FromSeconds(interval),
            FailuresInRow = (int)Math.Min(failures, int.MaxValue),
            MaxAge = Seconds(maxAge),
            RetryAfter = Seconds(retryAfter),
            Jitter = dice / 255.0,
        };
        var next = PollSchedule.After(facts);
        var longest = Max(facts.Interval, TimeSpan.FromDays(1)) * 1.1;
        var asked = Max(facts.Interval, PollSchedule.MinInterval);
        var shortest = facts.FailuresInRow == 0 ? asked : (asked < Minute ? asked : Minute) / 2;
        return next.Delay >= shortest && next.Delay <= longest && next.Interval <= longest;
    }

    [Property]
    public bool After_OneMoreFailure_NeverWaitsLess(uint interval, byte failures, byte dice)
    {
        var facts = new PollFacts { Interval = TimeSpan.FromSeconds(interval), FailuresInRow = failures + 1, Jitter = dice / 255.0 };
        return PollSchedule.After(facts with { FailuresInRow = failures + 2 }).Delay >= PollSchedule.After(facts).Delay;
    }

    [Theory]
    [InlineData(300, 180, 45)]
    [InlineData(300, 1200, 300)]
    [InlineData(300, 1199, 299.75)]
    [InlineData(300, 0.5, 1)]
    public void After_ShortPage_ShortensTheIntervalToAQuarterOfIt(double interval, double holds, double seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            PollSchedule.After(new PollFacts { Interval = TimeSpan.FromSeconds(interval), PageHolds = TimeSpan.FromSeconds(holds) }).Interval);

    [Fact]
    public void After_HintBeyondWhatIsSafe_IsStretchedOnlySoFar() =>
        Assert.Equal(
            10 * Minute, PollSchedule.After(new PollFacts { Interval = Minute, MaxAge = 60 * Minute, PageHolds = 40 * Minute }).Interval);

    [Fact]
    public void After_DocumentHint_StretchesToFourTimesTheInterval() =>
        Assert.Equal(4 * Minute, PollSchedule.After(new PollFacts { Interval = Minute, Ttl = 60 * Minute }).Interval);

    [Fact]
    public void After_RateLimitedLately_IsNotShortened() =>
        Assert.Equal(
            Minute, PollSchedule.After(new PollFacts { Interval = Minute, PageHolds = Minute, IsRateLimited = true }).Interval);

    [Fact]
    public void After_TooManyRequests_NeverSoonerThanAsked() =>
        Assert.Equal(
            TimeSpan.FromDays(1),
            PollSchedule.After(new PollFacts { Interval = TimeSpan.FromDays(1), FailuresInRow = 1, IsRateLimited = true }).Delay);

    [Fact]
    public void After_PushedShortPage_StillOverlapsIt() =>
        Assert.Equal(
            3 * Minute, PollSchedule.After(new PollFacts { Interval = 5 * Minute, PageHolds = 3 * Minute, IsPushed = true }).Interval);

    [Property]
    public bool After_AnyFacts_NeverBeforeRetryAfter(uint interval, byte failures, uint retryAfter, uint? holds, bool pushed, bool limited, byte dice)
    {
        var next = PollSchedule.After(new PollFacts
        {
            Interval = TimeSpan.FromSeconds(interval),
            FailuresInRow = failures,
            RetryAfter = TimeSpan.FromSeconds(retryAfter),
            PageHolds = Seconds(holds),
            IsPushed = pushed,
            IsRateLimited = limited,
            Jitter = dice / 255.0,
        });
        return next.Delay >= Min(TimeSpan.FromSeconds(retryAfter), PollSchedule.MaxRetryAfter);
    }

    [Property]
    public bool After_SuccessWithAShortPage_KeepsTheSafetyFactorUnlessASecondOrTheSourceForbids(
        uint interval, uint holds, uint? maxAge, uint? ttl, byte dice)
    {
        var page = TimeSpan.FromSeconds(holds);
        var next = PollSchedule.After(new PollFacts
        {
            Interval = TimeSpan.FromSeconds(interval),
            PageHolds = page,
            MaxAge = Seconds(maxAge),
            Ttl = Seconds(ttl),
            Jitter = dice / 255.0,
        });
        return next.Interval == PollSchedule.MinInterval || next.Interval * PollSchedule.MinSafety <= page;
    }

    [Property]
    public bool After_Success_JitterIsAtMostATenth(uint interval, uint? holds, byte dice)
    {
        var facts = new PollFacts { Interval = TimeSpan.FromSeconds(interval), PageHolds = Seconds(holds), Jitter = dice / 255.0 };
        var next = PollSchedule.After(facts);
        return next.Delay >= next.Interval && next.Delay <= next.Interval * 1.1;
    }

    [Property]
    public bool After_Failures_JitterIsAtMostHalfAndTheBackOffAnHourOrTheInterval(uint interval, byte failures, uint? holds, bool limited, byte dice)
    {
        var facts = new PollFacts
        {
            Interval = TimeSpan.FromSeconds(interval),
            FailuresInRow = failures + 1,
            PageHolds = Seconds(holds),
            IsRateLimited = limited,
            Jitter = dice / 255.0,
        };
        var next = PollSchedule.After(facts);
        return next.Delay >= next.Interval * 0.5 && next.Delay <= next.Interval && next.Interval <= Max(facts.Interval, PollSchedule.MaxBackOff);
    }

    private static TimeSpan? Seconds(long? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
