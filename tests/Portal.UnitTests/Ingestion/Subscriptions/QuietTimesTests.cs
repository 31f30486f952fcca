using FsCheck.Xunit;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class QuietTimesTests
{
    // A Friday.
    private static readonly DateTimeOffset Friday = new(2026, 2, 27, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NoneNamed_IsNull() => Assert.Null(QuietTimes.Of([], []));

    [Theory]
    [InlineData(13.5, 13.5)]
    [InlineData(14.25, 16)]
    [InlineData(15.999, 16)]
    [InlineData(16, 16)]
    [InlineData(23.5, 24)]
    public void EndOf_SkippedHours_IsWhenTheyEnd(double hour, double end) =>
        Assert.Equal(Friday.AddHours(end), QuietTimes.Of([14, 15, 23], [])!.EndOf(Friday.AddHours(hour), DateTimeOffset.MaxValue));

    [Fact]
    public void EndOf_SkippedDay_IsMidnightInGreenwich() =>
        Assert.Equal(
            Friday.AddDays(1),
            QuietTimes.Of([], [DayOfWeek.Friday])!.EndOf(new DateTimeOffset(2026, 2, 27, 1, 0, 0, TimeSpan.FromHours(1)), DateTimeOffset.MaxValue));

    [Fact]
    public void EndOf_WholeWeekend_IsADayLaterAtMost() =>
        Assert.Equal(
            Friday.AddDays(2).AddHours(1),
            QuietTimes.Of([], [DayOfWeek.Saturday, DayOfWeek.Sunday])!.EndOf(Friday.AddDays(1).AddHours(1), DateTimeOffset.MaxValue));

    [Fact]
    public void EndOf_LaterThanIsSafe_IsNotPutOff() =>
        Assert.Equal(Friday.AddHours(14), QuietTimes.Of([14], [])!.EndOf(Friday.AddHours(14), Friday.AddHours(14.9)));

    [Property]
    public bool EndOf_AnyTimes_IsNeverEarlierAndAtMostADayLater(int hours, byte days, uint minutes)
    {
        var moment = Friday.AddMinutes(minutes);
        var end = new QuietTimes(hours & 0xFF_FFFF, days & 0x7F).EndOf(moment, DateTimeOffset.MaxValue);
        return end >= moment && end <= moment + QuietTimes.MaxDelay;
    }
}
