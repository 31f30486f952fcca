namespace Portal.Web.Shared.Figures;

/// <summary>
/// How a chart gets from what it shows to what it should show. A live chart mostly moves on by a bucket: its
/// last point changes, a few new ones come, old ones leave. Then only those cross the wire.
/// </summary>
/// <param name="From">Points before this time (milliseconds since 1970) leave.</param>
/// <param name="Added">For each series the points that are new or changed, oldest first.</param>
internal sealed record ChartStep(double From, IReadOnlyList<IReadOnlyList<double?[]>> Added)
{
    /// <summary>The step between two states; null when the chart must be given everything anew.</summary>
    public static ChartStep? Between(ChartData shown, ChartData wanted)
    {
        if (shown.Bars != wanted.Bars || shown.Unit != wanted.Unit || shown.Series.Count != wanted.Series.Count
            || wanted.Series.Any(line => line.Points.Count == 0))
        {
            return null;
        }

        var from = wanted.Series.Min(line => line.Points[0][0]!.Value);
        var added = new List<IReadOnlyList<double?[]>>(wanted.Series.Count);
        foreach (var (old, line) in shown.Series.Zip(wanted.Series))
        {
            if (old.Name != line.Name || old.Role != line.Role || Tail(old.Points, line.Points, from) is not { } tail)
            {
                return null;
            }

            added.Add(tail);
        }

        return new ChartStep(from, added);
    }

    // What of the wanted points follows the part that both share; null when they share none.
    private static List<double?[]>? Tail(IReadOnlyList<double?[]> shown, IReadOnlyList<double?[]> wanted, double from)
    {
        var kept = shown.SkipWhile(point => point[0] < from).ToList();
        var same = 0;
        while (same < kept.Count && same < wanted.Count && kept[same][0] == wanted[same][0] && kept[same][1] == wanted[same][1])
        {
            same++;
        }

        return same == 0 ? null : [.. wanted.Skip(same)];
    }
}
