using System.Globalization;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Projections;

namespace Portal.UnitTests.Monitoring.Kpis;

/// <summary>Entries, definitions and buckets in memory.</summary>
internal static class Measuring
{
    public static readonly FeedId Orders = FeedId.Parse("orders");
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly EntryField Total = EntryField.Json("/total");

    public static RecordedEntry At(long position, string json, TimeSpan after = default, TimeSpan late = default, FeedId? feed = null, string type = "OrderPlaced") => new()
    {
        Position = new EventPosition(position),
        Feed = feed ?? Orders,
        Received = Noon + after + late,
        Entry = new Entry
        {
            Id = position.ToString(CultureInfo.InvariantCulture),
            Published = Noon + after,
            Content = new EntryContent("application/json", json),
            Categories = [new Category(type)],
        },
    };

    public static KpiDefinition Of(AggregateKind kind, EntryField? field = null, double? percentile = null) =>
        new() { Feeds = [Orders], Measure = new KpiMeasure(kind, field, percentile) };

    /// <summary>Measures entries, saved after as many as each step says.</summary>
    public static BucketsInMemory Measure(KpiDefinition definition, IEnumerable<RecordedEntry> entries, params int[] steps)
    {
        var buckets = new BucketsInMemory();
        byte[]? state = null;
        var left = entries.ToList();
        for (var step = 0; left.Count > 0; step++)
        {
            // A new one each time, as after a restart.
            var projection = new KpiProjection("kpi:1:1", 1, definition);
            projection.Restore(state);
            var count = step < steps.Length ? Math.Clamp(steps[step], 1, left.Count) : left.Count;
            var fields = new SharedFields();
            var paths = fields.Add(projection.Paths);
            foreach (var entry in left.Take(count))
            {
                projection.Apply(new EntryView(fields.Read(entry), paths));
            }

            left.RemoveRange(0, count);
            if (projection.TakeOutput(isDue: true) is { } output)
            {
                buckets.Take(output);
                state = output.State;
            }
        }

        buckets.Problems = KpiProjection.ProblemsOf(state);
        return buckets;
    }

    public static async Task<KpiHistory> WholeAsync(this BucketsInMemory buckets, KpiDefinition definition, Resolution resolution = Resolution.Minute, int groups = 100) =>
        await new KpiFigures(buckets, TimeProvider.System).ReadAsync(
            1, definition, new KpiRange { From = Noon.AddDays(-30), To = Noon.AddDays(30), Resolution = resolution, Groups = groups });
}

internal sealed class BucketsInMemory : IKpiBuckets
{
    private readonly SortedDictionary<(Resolution, long), StoredBucket> _stored = [];

    public KpiProblems Problems { get; set; } = new();

    public void Take(ProjectionOutput output)
    {
        foreach (var change in output.Buckets)
        {
            var key = (change.Key.Resolution, change.Key.Start);
            _stored[key] = change.Onto(_stored.GetValueOrDefault(key));
        }
    }

    public Task<IReadOnlyList<(long Start, StoredBucket Bucket)>> ReadAsync(
        int series, Resolution resolution, long from, long to, bool withGroups, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<(long Start, StoredBucket Bucket)>>(
        [
            .. _stored.Where(one => one.Key.Item1 == resolution && one.Key.Item2 >= from && one.Key.Item2 < to)
                .Select(one => (one.Key.Item2, withGroups ? one.Value : one.Value with { Groups = null })),
        ]);
}
