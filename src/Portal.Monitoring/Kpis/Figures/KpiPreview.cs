using Portal.Events.Log;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Metrics;

namespace Portal.Monitoring.Kpis.Figures;

/// <summary>What a definition would say of some recorded entries. Pure.</summary>
/// <param name="History">The figures.</param>
/// <param name="Problems">What was not as expected.</param>
public sealed record KpiPreview(KpiHistory History, KpiProblems Problems)
{
    private const int Groups = 10;

    /// <summary>Measures entries by a definition, the same way as it is done once it is saved.</summary>
    public static KpiPreview Of(KpiDefinition definition, IReadOnlyCollection<RecordedEntry> entries)
    {
        var projection = new KpiProjection("preview", 0, definition);
        var fields = new SharedFields();
        var paths = fields.Add(projection.Paths);
        foreach (var entry in entries.Where(entry => definition.Feeds.Contains(entry.Feed)))
        {
            projection.Apply(new EntryView(fields.Read(entry), paths));
        }

        var output = projection.TakeOutput(isDue: true);
        var minutes = (output?.Buckets ?? []).Where(change => change.Key.Resolution == Resolution.Minute).OrderBy(change => change.Key.Start)
            .Select(change => (change.Key.Start, change.Bucket)).ToList();
        var range = new KpiRange { From = DateTimeOffset.MinValue, To = DateTimeOffset.MaxValue, Groups = Groups };
        return new KpiPreview(KpiFigures.Assemble(definition, range, minutes), KpiProjection.ProblemsOf(output?.State));
    }
}
