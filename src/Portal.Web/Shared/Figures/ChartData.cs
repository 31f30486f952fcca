namespace Portal.Web.Shared.Figures;

/// <summary>What the chart module is given: plain data, no options of the chart library.</summary>
/// <param name="Unit">The unit, for the tooltip.</param>
/// <param name="Bars">Stacked bars instead of an area.</param>
/// <param name="Series">The series.</param>
internal sealed record ChartData(string Unit, bool Bars, IReadOnlyList<ChartLine> Series)
{
    /// <summary>The data of at most so many points a series, the newest ones.</summary>
    public static ChartData Of(string unit, bool bars, IReadOnlyList<ChartSeries> series, int maxPoints) =>
        new(unit, bars, [.. series.Select(one => ChartLine.Of(one, maxPoints))]);
}

/// <summary>A series as pairs of a time (milliseconds since 1970) and a value.</summary>
internal sealed record ChartLine(string Name, string Role, IReadOnlyList<double?[]> Points)
{
    public static ChartLine Of(ChartSeries series, int maxPoints) =>
        new(series.Name, series.Role.ToString().ToLowerInvariant(), [.. series.Points.TakeLast(maxPoints).Select(Pair)]);

    // A value that is no number leaves a hole in the line: JSON has no NaN.
    private static double?[] Pair(ChartPoint point) =>
        [point.At.ToUnixTimeMilliseconds(), double.IsFinite(point.Value) ? point.Value : null];
}
