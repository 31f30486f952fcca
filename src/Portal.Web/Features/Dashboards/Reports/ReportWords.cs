using System.Globalization;
using Portal.Catalogue.Dashboards.Reports;
using Portal.Events.Deliveries;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Dashboards.Reports;

/// <summary>Reports in words.</summary>
internal static class ReportWords
{
    public static string Of(ReportSchedule schedule) => schedule.Every switch
    {
        ReportEvery.Day => $"Every day at {schedule.Hour:00}:00, {schedule.Zone}",
        ReportEvery.Week => $"Every {schedule.Weekday} at {schedule.Hour:00}:00, {schedule.Zone}",
        _ => $"On day {schedule.Day} of every month at {schedule.Hour:00}:00, {schedule.Zone}",
    };

    public static string Of(ReportDelivery delivery) => delivery.State switch
    {
        DeliveryState.Delivered => "sent",
        DeliveryState.Dead => $"not sent: {delivery.Problem}",
        _ => delivery.Problem is { } problem ? $"tried {Figure.Counted(delivery.Attempts, "time")}: {problem}" : "on its way",
    };

    /// <summary>Names as a sentence has them, the first few of many.</summary>
    public static string Listed(IReadOnlyList<string> names, int most) => names.Count switch
    {
        0 => "",
        1 => names[0],
        var count when count <= most => $"{string.Join(", ", names.Take(count - 1))} and {names[^1]}",
        var count => $"{string.Join(", ", names.Take(most))} and {count - most} more",
    };

    /// <summary>A time in the zone of the report.</summary>
    public static string Time(DateTimeOffset time, string zone) =>
        TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
