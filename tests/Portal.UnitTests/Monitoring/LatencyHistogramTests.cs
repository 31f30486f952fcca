using Portal.Monitoring.Metrics;

namespace Portal.UnitTests.Monitoring;

public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(0.001)]
    public void BucketOf_TheSmallest_IsTheFirst(double seconds) => Assert.Equal(0, LatencyHistogram.BucketOf(seconds));

    [Theory]
    [InlineData(0.0123)]
    [InlineData(1)]
    [InlineData(59.9)]
    [InlineData(86_400)]
    public void UpperEnd_OfABucket_IsAtMostAFifthAboveTheLatency(double seconds) =>
        Assert.InRange(LatencyHistogram.UpperEnd(LatencyHistogram.BucketOf(seconds)), seconds, seconds * 1.2);

    [Fact]
    public void BucketOf_AYear_IsTheLast() => Assert.Equal(LatencyHistogram.Buckets - 1, LatencyHistogram.BucketOf(365 * 86_400.0));

    [Fact]
    public void Percentile_OfNothing_IsUnknown() => Assert.Null(LatencyHistogram.Percentile([], 0.5));

    [Fact]
    public void Percentile_TakesTheBucketThatTheShareFallsInto()
    {
        KeyValuePair<int, long>[] counts = [new(20, 5), new(0, 90), new(40, 5)];

        Assert.Equal(LatencyHistogram.UpperEnd(0), LatencyHistogram.Percentile(counts, 0.5));
        Assert.Equal(LatencyHistogram.UpperEnd(20), LatencyHistogram.Percentile(counts, 0.95));
        Assert.Equal(LatencyHistogram.UpperEnd(40), LatencyHistogram.Percentile(counts, 0.99));
    }
}
