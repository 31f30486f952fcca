using Portal.FeedHost.Hub;

namespace Portal.UnitTests.FeedHost.Hub;

public sealed class HubScheduleTests
{
    [Fact]
    public void Delays_DoubleUpToAnHour() => Assert.Equal(
        [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600],
        Enumerable.Range(1, 12).Select(failures => (int)HubSchedule.DelayAfter(failures).TotalSeconds));

    [Theory]
    [InlineData(1, 60)]
    [InlineData(7200, 3600)]
    public void Delay_HeedsWhatTheSubscriberAsksFor_WithinAnHour(int asked, int seconds) => Assert.Equal(
        Math.Max(seconds, 5), (int)HubSchedule.DelayAfter(asked == 1 ? 1 : 3, TimeSpan.FromSeconds(asked == 1 ? 60 : asked)).TotalSeconds);
}
