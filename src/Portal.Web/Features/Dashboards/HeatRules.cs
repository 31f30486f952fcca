using Portal.Catalogue.Dashboards;
using Portal.Monitoring.Metrics;

namespace Portal.Web.Features.Dashboards;

/// <summary>A measure by weekday and hour: the mean of the hours that fall into each. Pure.</summary>
internal static class HeatRules
{
    private const int HoursADay = 24;
    private const int DaysAWeek = 7;

    /// <summary>The 168 cells, Monday 00:00 first.</summary>
    public static IReadOnlyList<HeatCell> Cells(
        TileMeasure measure, IReadOnlyList<ThroughputBucket> hours, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var sums = new double[DaysAWeek * HoursADay];
        var counts = new int[sums.Length];
        var known = hours.ToDictionary(bucket => bucket.Start, bucket => MeasureRules.Of(measure, bucket, TimeSpan.FromHours(1)));
        for (var hour = from; hour < to && hour <= now; hour += TimeSpan.FromHours(1))
        {
            var value = known.TryGetValue(hour, out var found) ? found : MeasureRules.IsAdditive(measure) ? 0 : null;
            if (value is { } counted)
            {
                sums[Place(hour)] += counted;
                counts[Place(hour)]++;
            }
        }

        var running = Place(now);
        return [.. sums.Select((sum, i) =>
            new HeatCell(i / HoursADay, i % HoursADay, counts[i] == 0 ? null : sum / counts[i], i == running && now < to))];
    }

    /// <summary>The shade of a value, 0 to 7, among values up to the largest.</summary>
    public static int Shade(double? value, double largest) =>
        value is not > 0 || largest <= 0 ? 0 : Math.Clamp((int)Math.Ceiling(value.Value / largest * 7), 1, 7);

    private static int Place(DateTimeOffset time) => (((int)time.UtcDateTime.DayOfWeek + 6) % DaysAWeek * HoursADay) + time.UtcDateTime.Hour;
}
