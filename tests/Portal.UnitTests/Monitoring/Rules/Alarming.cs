using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Rules;

namespace Portal.UnitTests.Monitoring.Rules;

/// <summary>Rules over entries in memory.</summary>
internal static class Alarming
{
    public static readonly FeedId Orders = FeedId.Parse("orders");
    public static readonly FeedId Shipments = FeedId.Parse("shipments");
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Ever = Noon.AddYears(-1);

    public static RecordedEntry At(long position, TimeSpan after, string json = "{}", FeedId? feed = null, Conformance conformance = Conformance.Unchecked) => new()
    {
        Position = new EventPosition(position),
        Feed = feed ?? Orders,
        Received = Noon + after,
        Entry = new Entry { Id = $"e{position}", Published = Noon + after, Content = new EntryContent("application/json", json), Categories = [new Category("Placed")] },
        Verdict = new ContractVerdict(conformance, null, []),
    };

    public static Kpi Kpi(AggregateKind kind, TimeSpan window, string? path = null, string? dimension = null) => new()
    {
        Id = "kpi",
        Title = "Orders",
        CreatedBy = "t",
        CreatedByName = "t",
        Created = Noon,
        Changed = Noon,
        Definition = new KpiDefinition
        {
            Feeds = [Orders],
            Measure = new KpiMeasure(kind, path is null ? null : EntryField.Json(path)),
            Dimensions = dimension is null ? [] : [EntryField.Json(dimension)],
            Window = new KpiWindow(KpiWindowKind.Sliding, window),
        },
    };

    /// <summary>What a rule says, as "+minute text" when it raises and "-minute" when it has passed. Restarted after as many entries as the steps say.</summary>
    public static IReadOnlyList<RuleSignal> Run(
        RuleDefinition rule, Kpi? kpi, IEnumerable<RecordedEntry> entries, TimeSpan until, DateTimeOffset? since = null, IEnumerable<int>? restarts = null, Random? ticks = null)
    {
        List<RuleSignal> signals = [];
        var projection = New(null);
        var left = new Queue<int>(restarts ?? []);
        var (taken, next) = (0, left.Count > 0 ? left.Dequeue() : int.MaxValue);
        DateTimeOffset? before = null;
        foreach (var entry in entries)
        {
            if (taken++ == next)
            {
                var output = projection.TakeOutput(isDue: true);
                signals.AddRange(output?.Signals ?? []);
                projection = output is null ? projection : New(output.State);
                next = left.Count > 0 ? taken + left.Dequeue() : int.MaxValue;
            }

            // Time is told at any moments in between.
            for (var at = before; ticks is not null && at is { } moment && moment < entry.Received; at = moment + TimeSpan.FromSeconds(ticks.Next(1, 400)))
            {
                projection.Advance(moment);
            }

            before = entry.Received;
            var fields = new SharedFields();
            var paths = fields.Add(projection.Paths);
            projection.Apply(new EntryView(fields.Read(entry), paths));

            // As after each step: what is said in one of them has a bound.
            projection.Drain(signals);
        }

        projection.Advance(Noon + until);
        projection.Drain(signals);
        return signals;

        RuleProjection New(byte[]? state)
        {
            var made = new RuleProjection("rule:1:1:0", 1, rule, RuleCompiler.Compile(rule, kpi), since ?? Ever);
            made.Restore(state);
            return made;
        }
    }

    public static string Text(this IEnumerable<RuleSignal> signals) =>
        string.Join(" | ", signals.Select(signal => $"{(signal.Raised ? "+" : "-")}{(signal.At - Noon).TotalMinutes:0.##}{(signal.Raised ? " " + signal.Text : "")}"));
}
