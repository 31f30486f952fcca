using Portal.Monitoring.Metrics;
using Portal.Web.Figures;

namespace Portal.ComponentTests.Figures;

public sealed class PerMinuteTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Series_NoBuckets_IsAsLongAsAskedForAndEmpty() => Assert.Equal([0, 0, 0], PerMinute.Series([], Noon, 3));

    [Fact]
    public void Series_Buckets_StandInTheirMinutesOldestFirst() =>
        Assert.Equal([1, 0, 2, 3], PerMinute.Series([At(-3, 1), At(-1, 2), At(0, 3)], Noon.AddSeconds(59), 4));

    [Fact]
    public void Series_BucketsOutside_AreLeftOut() =>
        Assert.Equal([0, 5], PerMinute.Series([At(-2, 1), At(0, 5), At(1, 7)], Noon, 2));

    [Fact]
    public void Series_TwoBucketsOfOneMinute_AreAdded() => Assert.Equal([5], PerMinute.Series([At(0, 2), At(0, 3)], Noon, 1));

    [Fact]
    public void Series_NowInAnotherOffset_IsTheSameMinute() =>
        Assert.Equal([0, 4], PerMinute.Series([At(0, 4)], Noon.ToOffset(TimeSpan.FromMinutes(330)), 2));

    [Fact]
    public void Mean_NothingAtAll_IsZero() => Assert.Equal(0, PerMinute.Mean([], Noon, 60));

    [Fact]
    public void Mean_FullMinutes_CountsQuietOnesSinceTheFirstEntry() =>
        Assert.Equal(3.0, PerMinute.Mean([At(-4, 10), At(-1, 2)], Noon, 60));

    [Fact]
    public void Mean_RunningMinute_DoesNotCountBesideFullOnes() =>
        Assert.Equal(6.0, PerMinute.Mean([At(-1, 6), At(0, 1000)], Noon, 60));

    [Fact]
    public void Mean_OnlyTheRunningMinute_IsWhatItHas() => Assert.Equal(7.0, PerMinute.Mean([At(0, 7)], Noon, 60));

    [Fact]
    public void Mean_OlderThanAskedFor_IsLeftOut() =>
        Assert.Equal(1.0, PerMinute.Mean([At(-61, 6000), At(-60, 60)], Noon, 60));

    [Fact]
    public void Mean_EmptyBucketsBeforeTheFirstEntry_DoNotCount() =>
        Assert.Equal(4.0, PerMinute.Mean([At(-30, 0), At(-2, 4), At(-1, 4)], Noon, 60));

    private static ThroughputBucket At(int minute, long entries) => new(Noon.AddMinutes(minute), entries, 0, 0, 0, 0, null, null, null);
}
