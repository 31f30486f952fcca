using System.Text.Json;
using Portal.Events;
using Portal.Events.Payloads;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Kpis;

/// <summary>
/// Measures a KPI into buckets. In memory is only what was measured since the last save: buckets merge without loss, so nothing
/// needs to be read back.
/// </summary>
/// <param name="name">The projection's name.</param>
/// <param name="series">The KPI's number.</param>
/// <param name="definition">The definition.</param>
public sealed class KpiProjection(string name, int series, KpiDefinition definition) : IProjection, IKpiSink
{
    private static readonly Resolution[] Wide = [Resolution.Hour, Resolution.Day];
    private readonly KpiPlan _plan = new(definition);
    private readonly Dictionary<long, KpiBucket> _minutes = [];
    private readonly List<(long Minute, string Group, KpiCell Cell)> _groups = [];
    private KpiProblems _problems = new();

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public IReadOnlyCollection<FeedId> Feeds => definition.Feeds;

    /// <inheritdoc />
    public IReadOnlyList<FieldPath> Paths => _plan.Paths;

    /// <inheritdoc />
    public bool IsChanged { get; private set; }

    /// <summary>The KPI's number.</summary>
    public int Series => series;

    /// <summary>What a saved state says of problems.</summary>
    public static KpiProblems ProblemsOf(byte[]? state) => state is null ? new KpiProblems() : JsonSerializer.Deserialize<KpiProblems>(state)!;

    /// <inheritdoc />
    public void Restore(byte[]? state) => _problems = ProblemsOf(state);

    /// <inheritdoc />
    public void Apply(EntryView entry)
    {
        IsChanged = true;
        _plan.Measure(entry, this, _problems);
    }

    /// <inheritdoc />
    public void Advance(DateTimeOffset now)
    {
        // Buckets are by event time: nothing changes while nothing comes in.
    }

    /// <inheritdoc />
    public ProjectionOutput? TakeOutput(bool isDue)
    {
        if (!IsChanged)
        {
            return null;
        }

        var output = new ProjectionOutput { State = JsonSerializer.SerializeToUtf8Bytes(_problems), Buckets = [.. Changes()] };
        _minutes.Clear();
        _groups.Clear();
        IsChanged = false;
        return output;
    }

    void IKpiSink.Take(DateTimeOffset time, string group, bool isPer, in Measured measured)
    {
        var minute = time.UtcTicks / TimeSpan.TicksPerMinute;
        if (!_minutes.TryGetValue(minute, out var bucket))
        {
            _minutes[minute] = bucket = new KpiBucket(definition);
        }

        bucket.Total.Add(isPer, measured);
        if (bucket.Groups?.Unbounded(group, out var isNew) is { } cell)
        {
            cell.Add(isPer, measured);
            if (isNew)
            {
                _groups.Add((minute, group, cell));
            }
        }
    }

    private IEnumerable<BucketChange> Changes()
    {
        foreach (var (minute, bucket) in _minutes)
        {
            yield return new BucketChange(new BucketKey(series, Resolution.Minute, minute), bucket);
        }

        foreach (var resolution in Wide)
        {
            foreach (var change in Wider(resolution))
            {
                yield return change;
            }
        }
    }

    private IEnumerable<BucketChange> Wider(Resolution resolution)
    {
        Dictionary<long, KpiBucket> wider = [];
        foreach (var (minute, bucket) in _minutes)
        {
            At(minute).Total.Merge(bucket.Total);
        }

        // In the order in which they first came: whoever comes before a bucket is full has a cell in it, however the log was read.
        foreach (var (minute, group, cell) in _groups)
        {
            At(minute).Groups!.Unbounded(group, out _).Merge(cell);
        }

        return wider.Select(bucket => new BucketChange(new BucketKey(series, resolution, bucket.Key), bucket.Value));

        KpiBucket At(long minute)
        {
            var start = BucketTime.Floor(resolution, minute);
            return wider.TryGetValue(start, out var bucket) ? bucket : wider[start] = new KpiBucket(definition);
        }
    }
}
