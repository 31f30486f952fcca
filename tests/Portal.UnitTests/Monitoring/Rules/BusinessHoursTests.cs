using Portal.Monitoring.Rules;

namespace Portal.UnitTests.Monitoring.Rules;

public sealed class BusinessHoursTests
{
    private static readonly BusinessHours Office = new(
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], new TimeOnly(9, 0), new TimeOnly(17, 0),
        "Europe/Amsterdam", [new DateOnly(2026, 4, 27)]);

    [Theory]
    [InlineData("2026-03-02T08:00:00Z", true)]
    [InlineData("2026-03-02T07:59:59Z", false)]
    [InlineData("2026-03-02T16:00:00Z", false)]
    [InlineData("2026-03-01T12:00:00Z", false)]
    [InlineData("2026-04-27T12:00:00Z", false)]
    [InlineData("2026-07-01T07:00:00Z", true)]
    public void IsOpen_AtAMoment_FollowsTheLocalClock(string at, bool open) => Assert.Equal(open, Office.IsOpen(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-03-02T08:00:00Z", 1, "2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T15:30:00Z", 1, "2026-03-03T08:30:00Z")]
    [InlineData("2026-03-06T15:30:00Z", 1, "2026-03-09T08:30:00Z")]
    [InlineData("2026-04-24T14:30:00Z", 1, "2026-04-28T07:30:00Z")]
    [InlineData("2026-03-02T00:00:00Z", 40, "2026-03-06T16:00:00Z")]
    public void After_SomeOpenHours_IsWhenTheyAreOver(string since, int hours, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
        Office.After(DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(hours)));

    [Fact]
    public void After_NeverOpenAgain_EndsAllTheSame()
    {
        var closed = Office with { Days = [DayOfWeek.Monday], Holidays = [.. Enumerable.Range(0, 120).Select(week => new DateOnly(2026, 3, 2).AddDays(7 * week))] };

        Assert.True(closed.After(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1)) > new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Problem_OfAnUnknownTimeZone_NamesIt() => Assert.Contains("Mars/Olympus", (Office with { TimeZone = "Mars/Olympus" }).Problem, StringComparison.Ordinal);
}
