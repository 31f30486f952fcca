using FsCheck.Xunit;
using Portal.Catalogue.Dashboards.Reports;

namespace Portal.UnitTests.Catalogue.Dashboards;

public sealed class ReportScheduleTests
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"];
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ReportEvery.Day, "2026-11-29T05:59:59Z", "2026-11-29T06:00:00Z")]
    [InlineData(ReportEvery.Day, "2026-11-29T06:00:00Z", "2026-11-30T06:00:00Z")]
    [InlineData(ReportEvery.Week, "2026-11-29T06:00:00Z", "2026-11-30T06:00:00Z")]
    [InlineData(ReportEvery.Week, "2026-11-30T06:00:00Z", "2026-12-07T06:00:00Z")]
    [InlineData(ReportEvery.Month, "2026-11-29T06:00:00Z", "2026-12-01T06:00:00Z")]
    [InlineData(ReportEvery.Day, "2026-03-28T12:00:00Z", "2026-03-29T05:00:00Z")]
    public void After_AMoment_IsTheNextInTheZone(ReportEvery every, string moment, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
        new ReportSchedule { Every = every, Hour = 7, Zone = "Europe/Berlin" }.After(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T01:00:00Z")]
    public void After_WhenTheClocksChange_IsOnceThatDay(string moment, string expected)
    {
        var schedule = new ReportSchedule { Every = ReportEvery.Day, Hour = 2, Zone = "Europe/Berlin" };
        var due = schedule.After(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), due);
        Assert.InRange(schedule.After(due) - due, TimeSpan.FromHours(22), TimeSpan.FromHours(26));
    }

    [Property]
    public bool After_OfAnySchedule_IsLaterAndNothingIsBetween(byte every, byte weekday, byte day, byte hour, byte zone, uint minutes)
    {
        var schedule = New(every, weekday, day, hour, zone);
        var moment = Begin.AddMinutes(minutes % 2_000_000);
        var due = schedule.After(moment);
        var before = schedule.Before(due);

        return due > moment && before <= moment && schedule.After(before) == due && schedule.Before(schedule.After(due)) == due
            && schedule.After(due.AddTicks(-1)) == due;
    }

    [Theory]
    [InlineData(24, 1, "UTC", "hour")]
    [InlineData(-1, 1, "UTC", "hour")]
    [InlineData(7, 0, "UTC", "day")]
    [InlineData(7, 29, "UTC", "day")]
    [InlineData(7, 1, "Mars/Olympus", "zone")]
    [InlineData(7, 1, "", "zone")]
    public void Check_OfWhatDoesNotFit_NamesTheField(int hour, int day, string zone, string field) =>
        Assert.Equal([field], new ReportSchedule { Hour = hour, Day = day, Zone = zone }.Check().Keys);

    private static ReportSchedule New(byte every, byte weekday, byte day, byte hour, byte zone) => new()
    {
        Every = (ReportEvery)(every % 3),
        Weekday = (DayOfWeek)(weekday % 7),
        Day = 1 + (day % 28),
        Hour = hour % 24,
        Zone = Zones[zone % Zones.Length],
    };
}
