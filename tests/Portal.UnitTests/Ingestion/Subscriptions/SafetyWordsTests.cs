using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class SafetyWordsTests
{
    [Theory]
    [InlineData(300, "The publisher's page holds 40 entries, about 3 minutes of traffic, and we poll every 5 minutes. Entries fall out of it before the next poll: poll more often or ask for a longer page.")]
    [InlineData(120, "The publisher's page holds 40 entries, about 3 minutes of traffic, and we poll every 2 minutes. One late poll is enough to miss some: poll more often or ask for a longer page.")]
    [InlineData(60, "The publisher's page holds 40 entries, about 3 minutes of traffic, and we poll every 60 seconds. A few polls may fail before any entry is missed.")]
    [InlineData(18, "The publisher's page holds 40 entries, about 3 minutes of traffic, and we poll every 18 seconds. 9 polls in a row may fail before any entry is missed.")]
    public void Of_KnownFactor_SaysWhatItMeans(int interval, string said)
    {
        var span = TimeSpan.FromMinutes(3);
        Assert.Equal(said, SafetyWords.Of(new SubscriptionStatus
        {
            EffectiveInterval = TimeSpan.FromSeconds(interval),
            Traffic = new PageTraffic(40, span),
            SafetyFactor = span / TimeSpan.FromSeconds(interval),
        }));
    }

    [Fact]
    public void Of_NoTraffic_SaysThatItIsNotKnown() => Assert.StartsWith("Not known:", SafetyWords.Of(SubscriptionStatus.New));
}
