using Portal.Events;
using Portal.Events.Log;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules;

/// <summary>When a rule would have fired.</summary>
/// <param name="From">From when on the log was looked at.</param>
/// <param name="To">Until when.</param>
/// <param name="Entries">How many entries were looked at.</param>
/// <param name="IsCut">Whether there was more in the log than is looked at, so that it ends early.</param>
/// <param name="Count">How often it would have opened an incident.</param>
/// <param name="Alarms">How many alarms there would have been in all.</param>
/// <param name="Fired">The first of them.</param>
public sealed record BackTestResult(
    DateTimeOffset From, DateTimeOffset To, int Entries, bool IsCut, int Count, int Alarms, IReadOnlyList<RuleSignal> Fired);

/// <summary>Runs a rule over what was recorded, by the same evaluators as live, and keeps nothing.</summary>
public sealed class BackTest(IEventLog log, TimeProvider time)
{
    /// <summary>How far back it looks.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(30);

    /// <summary>How many entries it looks at.</summary>
    public const int MaxEntries = 500_000;

    /// <summary>How many alarms it tells of.</summary>
    public const int MaxFired = 100;

    private const int PageSize = 1000;

    /// <summary>Runs it.</summary>
    /// <param name="rule">The definition, which keeps to <see cref="RuleRules"/>.</param>
    /// <param name="kpi">Its KPI; null for rules about entries.</param>
    /// <param name="progress">Told of the share that is done.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<BackTestResult> RunAsync(
        RuleDefinition rule, Kpi? kpi, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var from = now - Span;
        var projection = new RuleProjection("back-test", 0, rule, RuleCompiler.Compile(rule, kpi), from);
        var fields = new SharedFields();
        var paths = fields.Add(projection.Paths);
        List<RuleSignal> signals = [];
        var begin = await LogTimes.BeforeAsync(log, from - RuleCompiler.LookBack(rule, kpi), cancellationToken);
        var head = await log.HeadAsync(cancellationToken);
        var (position, entries, to) = (begin, 0, now);
        var isCut = false;
        while (true)
        {
            var page = await log.ReadAsync(
                new EventQuery { Feeds = projection.Feeds, From = position, Limit = PageSize, IncludeSuperseded = true }, cancellationToken);
            foreach (var entry in page.Where(entry => entry.Received <= now))
            {
                projection.Apply(new EntryView(fields.Read(entry), paths));
                projection.Drain(signals);
            }

            entries += page.Count;
            if (page.Count < PageSize)
            {
                break;
            }

            position = page[^1].Position;
            progress?.Report((double)(position.Value - begin.Value) / Math.Max(1, head.Value - begin.Value));
            if (entries >= MaxEntries)
            {
                (isCut, to) = (true, page[^1].Received);
                break;
            }
        }

        projection.Advance(to);
        projection.Drain(signals);
        return new BackTestResult(from, to, entries, isCut, Incidents(signals), signals.Count(signal => signal.Raised), [.. signals.Where(signal => signal.Raised).Take(MaxFired)]);
    }

    // Alarms until it has passed are one incident.
    private static int Incidents(List<RuleSignal> signals)
    {
        var (count, isOpen) = (0, false);
        foreach (var signal in signals)
        {
            count += signal.Raised && !isOpen ? 1 : 0;
            isOpen = signal.Raised;
        }

        return count;
    }
}
