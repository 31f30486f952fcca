using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Shared.Figures;

namespace Portal.ComponentTests.Shared;

public sealed class RelativeTimeTests : ComponentTest
{
    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-1, "just now")]
    [InlineData(12, "12 s ago")]
    [InlineData(720, "12 min ago")]
    [InlineData(7_200, "2 h ago")]
    [InlineData(180_000, "2 d ago")]
    [InlineData(-720, "in 12 min")]
    [InlineData(31_536_000, "23 Nov 2025")]
    public void Age_OfAnInstant_IsSaidInOneUnit(int secondsAgo, string text) =>
        Assert.Equal(text, RelativeTimeText.Of(Now.AddSeconds(-secondsAgo), Now));

    [Fact]
    public void RelativeTime_OfAnInstant_HasTheExactTimeOnHoverAndForScreenReaders()
    {
        var time = Render<RelativeTime>(p => p.Add(t => t.At, Now.AddMinutes(-12)).Add(t => t.Prefix, "seen ")).Find("time");

        Assert.Equal("2026-11-23T14:20:00Z", time.GetAttribute("datetime"));
        Assert.Equal("2026-11-23 14:20:00 UTC", time.GetAttribute("title"));
        Assert.Equal("seen 12 min ago, 2026-11-23 14:20:00 UTC", time.TextContent);
    }

    [Fact]
    public void RelativeTime_WithoutAnInstant_SaysNever() =>
        Assert.Equal("never", Render<RelativeTime>(p => p.Add(t => t.At, null)).Find(".age").TextContent);

    [Fact]
    public void RelativeTime_AsTimePasses_GrowsOlder()
    {
        var age = Render<RelativeTime>(p => p.Add(t => t.At, Now.AddSeconds(-50)));

        Clock.Advance(TimeSpan.FromSeconds(20));

        age.WaitForAssertion(() => Assert.StartsWith("1 min ago", age.Find("time").TextContent));
    }

    [Fact]
    public async Task CoarseClock_AfterTheLastListener_RunsNoMore()
    {
        var clock = Services.GetRequiredService<CoarseClock>();
        var (first, second) = (0, 0);
        var one = clock.Listen(() => first++);
        var other = clock.Listen(() => second++);
        Clock.Advance(CoarseClock.Period);
        one.Dispose();
        one.Dispose();
        Clock.Advance(CoarseClock.Period);
        other.Dispose();
        Clock.Advance(CoarseClock.Period);

        Assert.Equal((1, 2), (first, second));
        await DisposeComponentsAsync();
    }
}
