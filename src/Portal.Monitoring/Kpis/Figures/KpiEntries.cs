using Portal.Events.Log;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Kpis.Figures;

/// <summary>Finds the entries behind a figure: those that were measured into a span of time.</summary>
public sealed class KpiEntries(IEventLog log)
{
    /// <summary>How many entries of the log are looked at.</summary>
    public const int MaxSearched = 20_000;

    private const int PageSize = 1000;

    /// <summary>The entries, oldest first.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="from">The begin of the span.</param>
    /// <param name="to">Its end, not included.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<RecordedEntry>> ReadAsync(
        KpiDefinition definition, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken = default)
    {
        var plan = new KpiPlan(definition);
        var fields = new SharedFields();
        var paths = fields.Add(plan.Paths);
        var latest = to + definition.Lateness;
        List<RecordedEntry> found = [];
        var position = await LogTimes.BeforeAsync(log, from, cancellationToken);
        for (var searched = 0; searched < MaxSearched; searched += PageSize)
        {
            var page = await log.ReadAsync(
                new EventQuery { Feeds = definition.Feeds, From = position, Limit = PageSize, IncludeSuperseded = true }, cancellationToken);
            foreach (var entry in page)
            {
                if (entry.Received > latest || found.Count == limit)
                {
                    return found;
                }

                var taken = new Taken();
                plan.Measure(new EntryView(fields.Read(entry), paths), taken, new KpiProblems());
                if (taken.Time is { } time && time >= from && time < to)
                {
                    found.Add(entry);
                }
            }

            if (page.Count < PageSize)
            {
                break;
            }

            position = page[^1].Position;
        }

        return found;
    }

    private sealed class Taken : IKpiSink
    {
        public DateTimeOffset? Time { get; private set; }

        public void Take(DateTimeOffset time, string group, bool isPer, in Measured measured) => Time = time;
    }
}
