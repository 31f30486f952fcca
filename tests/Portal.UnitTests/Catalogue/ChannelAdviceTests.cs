using Portal.Catalogue.Requests;

namespace Portal.UnitTests.Catalogue;

public sealed class ChannelAdviceTests
{
    private static readonly ChannelLimits Limits = new(60_000, TimeSpan.FromMilliseconds(200), 1_000_000, 100, "measured");

    [Fact]
    public void Advice_WhenAnAnswerIsNeeded_IsACall() =>
        Assert.Equal(ChannelChoice.Call, ChannelAdvice.Of(new ChannelNeeds { NeedsAnswer = true, PerMinute = 1_000_000 }, Limits).Choice);

    [Fact]
    public void Advice_WhenNothingIsKnown_IsAFeedAndSaysWhy()
    {
        var advice = ChannelAdvice.Of(new ChannelNeeds(), Limits);

        Assert.Equal(ChannelChoice.Feed, advice.Choice);
        Assert.Equal(["The history stays readable: who comes late or was away catches up by themselves."], advice.Reasons);
    }

    [Theory]
    [InlineData(100, null, null, null, "100 ms")]
    [InlineData(null, 30_001, null, null, "30,001 entries a minute")]
    [InlineData(null, null, 1_000_001, null, "1,000,001 bytes")]
    [InlineData(null, null, null, 101, "101 applications")]
    public void Advice_BeyondWhatWasMeasured_IsABrokerWithTheReason(int? ms, int? perMinute, int? bytes, int? consumers, string reason)
    {
        var needs = new ChannelNeeds { Latency = ms is { } time ? TimeSpan.FromMilliseconds(time) : null, PerMinute = perMinute, PayloadBytes = bytes, Consumers = consumers };

        var advice = ChannelAdvice.Of(needs, Limits);

        Assert.Equal(ChannelChoice.Broker, advice.Choice);
        Assert.Contains(reason, Assert.Single(advice.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 30_000, 1_000_000, 100)]
    [InlineData(60_000, 1, 100, 1)]
    public void Advice_WithinWhatWasMeasured_IsAFeed(int ms, int perMinute, int bytes, int consumers)
    {
        var needs = new ChannelNeeds
        {
            Latency = TimeSpan.FromMilliseconds(ms),
            PerMinute = perMinute,
            PayloadBytes = bytes,
            Consumers = consumers,
            Network = ConsumerNetwork.Outside,
        };

        Assert.Equal(ChannelChoice.Feed, ChannelAdvice.Of(needs, Limits).Choice);
    }
}
