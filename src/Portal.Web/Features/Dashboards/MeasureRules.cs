using Portal.Catalogue.Dashboards;
using Portal.Monitoring.Metrics;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Dashboards;

/// <summary>What a measure is: how it follows from buckets, its words and its unit. Pure.</summary>
internal static class MeasureRules
{
    /// <summary>The measure over one bucket that spans so long; null when it is not known.</summary>
    public static double? Of(TileMeasure measure, ThroughputBucket bucket, TimeSpan span) => measure switch
    {
        TileMeasure.Entries => bucket.Entries,
        TileMeasure.EntriesPerMinute => bucket.Entries / Math.Max(1, span.TotalMinutes),
        TileMeasure.Bytes => bucket.Bytes,
        TileMeasure.Invalid => bucket.Invalid,
        TileMeasure.Refused => bucket.Errors,
        TileMeasure.LatencyP50 => bucket.LatencyP50,
        _ => bucket.LatencyP95,
    };

    /// <summary>Whether buckets can be added up: percentiles cannot.</summary>
    public static bool IsAdditive(TileMeasure measure) => measure is not (TileMeasure.LatencyP50 or TileMeasure.LatencyP95);

    /// <summary>The measure step by step, oldest first; a step in which nothing came is 0, a percentile of nothing is not known.</summary>
    public static IReadOnlyList<ChartPoint> Points(TileMeasure measure, IReadOnlyList<ThroughputBucket> buckets, DashboardRange range)
    {
        if (!IsAdditive(measure))
        {
            return Percentiles(measure, buckets, range);
        }

        var steps = range.Steps;
        var sums = new double[steps.Count];
        foreach (var bucket in buckets)
        {
            var step = (int)((bucket.Start - range.From) / range.Step);
            if (step >= 0 && step < sums.Length)
            {
                sums[step] += Of(measure, bucket, range.Step) ?? 0;
            }
        }

        return [.. steps.Select((at, i) => new ChartPoint(at, sums[i]))];
    }

    /// <summary>The words for a tile that has no title of its own.</summary>
    public static string Title(TileMeasure measure) => measure switch
    {
        TileMeasure.Entries => "Entries",
        TileMeasure.EntriesPerMinute => "Entries a minute",
        TileMeasure.Bytes => "Volume",
        TileMeasure.Invalid => "Entries that break their contract",
        TileMeasure.Refused => "Refused entries",
        TileMeasure.LatencyP50 => "Latency, half of the entries",
        _ => "Latency, 95% of the entries",
    };

    /// <summary>The unit beside a figure; empty where the title says it.</summary>
    public static string Unit(TileMeasure measure) => IsAdditive(measure) ? "" : "s";

    /// <summary>A value for people.</summary>
    public static string Text(TileMeasure measure, double? value) => value is not { } known ? "–" : measure switch
    {
        TileMeasure.Bytes => Figure.Bytes((long)known),
        TileMeasure.EntriesPerMinute => Figure.Decimal(known, known < 10 ? 2 : 1),
        TileMeasure.LatencyP50 or TileMeasure.LatencyP95 => Figure.Decimal(known, known < 1 ? 3 : 1),
        _ => Figure.Count((long)known),
    };

    // The buckets of the log as they are: what is between them cannot be made of percentiles.
    private static IReadOnlyList<ChartPoint> Percentiles(TileMeasure measure, IReadOnlyList<ThroughputBucket> buckets, DashboardRange range)
    {
        var width = range.Resolution.Width();
        var known = buckets.ToDictionary(b => b.Start, b => Of(measure, b, width) ?? double.NaN);
        return [.. Enumerable.Range(0, (int)((range.To - range.From) / width)).Select(i => range.From + (width * i))
            .Select(at => new ChartPoint(at, known.GetValueOrDefault(at, double.NaN)))];
    }
}
