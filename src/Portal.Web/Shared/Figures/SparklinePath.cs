using System.Globalization;
using System.Text;

namespace Portal.Web.Shared.Figures;

/// <summary>The line of a sparkline in a box of 100 by 100, the largest value at the top, 0 or the smallest at the bottom.</summary>
internal static class SparklinePath
{
    /// <summary>More points than pixels show nothing more; of longer runs each step keeps its largest value.</summary>
    public const int MaxPoints = 120;

    private const double Top = 4;
    private const double Bottom = 96;

    /// <summary>The path of the line; empty when fewer than two finite values are given.</summary>
    public static string Line(IReadOnlyList<double> values)
    {
        var points = Thin(values);
        if (points.Count < 2)
        {
            return "";
        }

        var low = Math.Min(0, points.Min());
        var range = points.Max() - low;
        var path = new StringBuilder(points.Count * 10);
        for (var i = 0; i < points.Count; i++)
        {
            var x = 100d * i / (points.Count - 1);
            var y = range > 0 ? Bottom - ((points[i] - low) / range * (Bottom - Top)) : Bottom;
            path.Append(i == 0 ? 'M' : 'L').Append(Number(x)).Append(' ').Append(Number(y));
        }

        return path.ToString();
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static List<double> Thin(IReadOnlyList<double> values)
    {
        var finite = values.Where(double.IsFinite).ToList();
        if (finite.Count <= MaxPoints)
        {
            return finite;
        }

        return [.. Enumerable.Range(0, MaxPoints).Select(step =>
        {
            var from = (int)((long)finite.Count * step / MaxPoints);
            var to = (int)((long)finite.Count * (step + 1) / MaxPoints);
            return finite[from..to].Max();
        })];
    }
}
