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

    private static TimeSpan? Seconds(long? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
