using System.Diagnostics.Metrics;

namespace Portal.Storage.EventLog;

/// <summary>What the writer of the event log measures, for whoever listens: without a listener it costs next to nothing.</summary>
internal static class LogMetrics
{
    private static readonly Meter Meter = new("Portal.EventLog");

    /// <summary>Entries stored, revisions included.</summary>
    public static Counter<long> Appended { get; } = Meter.CreateCounter<long>("portal.log.appended", "{entry}", "Entries stored in the event log, revisions included.");

    /// <summary>From handing a batch over to its being durable.</summary>
    public static Histogram<double> AppendDuration { get; } = Meter.CreateHistogram<double>(
        "portal.log.append.duration", "s", "Time from handing a batch to the writer to its being durable.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });

    /// <summary>Commits that failed.</summary>
    public static Counter<long> Failed { get; } = Meter.CreateCounter<long>("portal.log.commit.failures", "{commit}", "Commits of the event log that failed.");
}
