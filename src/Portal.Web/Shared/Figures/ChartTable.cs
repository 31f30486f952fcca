using System.Globalization;

namespace Portal.Web.Shared.Figures;

/// <summary>The table behind a chart, newest first.</summary>
internal static class ChartTable
{
    /// <summary>More rows than this nobody reads; an export has them all.</summary>
    public const int MaxRows = 120;

    public static IEnumerable<(DateTimeOffset At, string Time, IReadOnlyList<string> Cells)> Rows(IReadOnlyList<ChartSeries> series)
    {
        var values = series.Select(one => one.Points.GroupBy(p => p.At).ToDictionary(g => g.Key, g => g.Last().Value)).ToList();
        var times = values.SelectMany(one => one.Keys).Distinct().OrderDescending().Take(MaxRows).ToList();
        var format = times.Count > 1 && times[0] - times[^1] > TimeSpan.FromHours(20) ? "d MMM HH:mm" : "HH:mm:ss";
        return times.Select(at => (
            at,
            at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture),
            (IReadOnlyList<string>)[.. values.Select(one => one.TryGetValue(at, out var value) ? Figure.Decimal(value, 2) : "–")]));
    }
}
