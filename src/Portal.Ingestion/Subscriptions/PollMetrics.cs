using System.Diagnostics.Metrics;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What polls measure, for whoever listens.</summary>
internal static class PollMetrics
{
    private static readonly Meter Meter = new("Portal.Following");

    private static readonly Counter<long> Polls = Meter.CreateCounter<long>("portal.polls", "{poll}", "Polls of followed feeds, by outcome.");

    private static readonly Counter<long> NewEntries = Meter.CreateCounter<long>("portal.polls.new_entries", "{entry}", "New entries that polls brought.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "portal.poll.duration", "s", "Time that a poll took, storing included.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20] });

    private static readonly Counter<long> Gaps = Meter.CreateCounter<long>("portal.gaps.found", "{gap}", "Gaps found in followed feeds.");

    public static void Count(PollReport report, TimeSpan took, bool foundGap)
    {
        var name = report.Outcome.ToString();
        Polls.Add(1, new KeyValuePair<string, object?>("outcome", char.ToLowerInvariant(name[0]) + name[1..]));
        NewEntries.Add(report.NewEntries);
        Duration.Record(took.TotalSeconds);
        if (foundGap)
        {
            Gaps.Add(1);
        }
    }
}
