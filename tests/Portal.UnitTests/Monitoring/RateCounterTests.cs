using Portal.Events;
using Portal.Monitoring.Live;

namespace Portal.UnitTests.Monitoring;

public sealed class RateCounterTests
{
    private static readonly FeedId A = FeedId.Parse("a");
    private static readonly FeedId B = FeedId.Parse("b");
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly RateCounter _rates = new();

    [Fact]
    public void Read_CountsFullSecondsOldestFirst()
    {
        _rates.Add(A, Noon);
        _rates.Add(A, Noon.AddSeconds(1));
        _rates.Add(B, Noon.AddSeconds(1.5));
        _rates.Add(A, Noon.AddSeconds(2));

        Assert.Equal([1, 2], _rates.Read(null, 2, Noon.AddSeconds(2.5)).Select(p => p.Entries));
        Assert.Equal([1, 1], _rates.Read([A], 2, Noon.AddSeconds(2.5)).Select(p => p.Entries));
    }

    [Fact]
    public void Read_AfterALongSilence_DoesNotShowOldCounts()
    {
        _rates.Add(A, Noon);
        _rates.Add(A, Noon.AddSeconds(RateCounter.Seconds + 1));

        Assert.Equal(1, _rates.Read(null, RateCounter.Seconds, Noon.AddSeconds(RateCounter.Seconds + 2)).Sum(p => p.Entries));
    }

    [Fact]
    public void Add_OlderThanTheWindow_IsLeftOut()
    {
        _rates.Add(A, Noon);
        _rates.Add(A, Noon.AddHours(-1));

        Assert.Equal(1, _rates.Read(null, RateCounter.Seconds, Noon.AddSeconds(1)).Sum(p => p.Entries));
    }
}
