using Portal.Monitoring.Metrics;

namespace Portal.Monitoring.Kpis.Figures;

/// <summary>Reads figures of KPIs from their buckets: what it costs depends on the range, not on how many entries there were.</summary>
public sealed class KpiFigures(IKpiBuckets buckets, TimeProvider time)
{
    /// <summary>The most points of one answer.</summary>
    public const int MaxPoints = 10_000;

    /// <summary>The most groups of one answer.</summary>
    public const int MaxGroups = 100;

    /// <summary>Windows of more than this move by the hour.</summary>
    private static readonly TimeSpan FineWindows = TimeSpan.FromDays(2);

    /// <summary>The figures over a range.</summary>
    public async Task<KpiHistory> ReadAsync(int series, KpiDefinition definition, KpiRange range, CancellationToken cancellationToken = default)
    {
        var from = BucketTime.Floor(range.Resolution, BucketTime.Minute(range.From));
        var to = BucketTime.Minute(range.To + TimeSpan.FromTicks(TimeSpan.TicksPerMinute - 1));
        var withGroups = definition.Dimensions.Count > 0 && (range.Groups > 0 || range.Lines > 0 || range.Only.Count > 0);
        var stored = await buckets.ReadAsync(series, range.Resolution, from, to, withGroups, cancellationToken);
        return Assemble(definition, range, [.. stored.Select(one => (one.Start, KpiBucket.Read(definition, one.Bucket)))]);
    }

    /// <summary>The figure of the running window, and that of the window before it.</summary>
    public Task<KpiCurrent> CurrentAsync(int series, KpiDefinition definition, CancellationToken cancellationToken = default) =>
        AtAsync(series, definition, time.GetUtcNow(), new Dictionary<int, string>(), cancellationToken);

    /// <summary>The figure of the window that ran at a moment, and that of the window before it: of the finest buckets that are still kept.</summary>
    /// <param name="series">The KPI's number.</param>
    /// <param name="definition">What it measures.</param>
    /// <param name="moment">When.</param>
    /// <param name="only">Only entries with these values, by the number of the dimension.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<KpiCurrent> AtAsync(
        int series, KpiDefinition definition, DateTimeOffset moment, IReadOnlyDictionary<int, string> only, CancellationToken cancellationToken = default)
    {
        var (from, to) = WindowAt(definition.Window, moment);
        var length = (long)definition.Window.Length.TotalMinutes;
        var resolution = definition.Window.Length > FineWindows || from - length < BucketTime.OldestKept(Resolution.Minute, time.GetUtcNow()) ? Resolution.Hour : Resolution.Minute;
        var range = new KpiRange { From = BucketTime.Time(from), To = BucketTime.Time(to), Only = only };
        var stored = await buckets.ReadAsync(series, resolution, BucketTime.Floor(resolution, from - length), to, only.Count > 0, cancellationToken);
        var (now, before) = (new KpiCell(definition), new KpiCell(definition));
        List<KpiPoint> points = [];
        foreach (var (start, bucket) in stored)
        {
            var cell = CellOf(definition, KpiBucket.Read(definition, bucket), range);
            (start >= from ? now : before).Merge(cell);
            if (start >= from)
            {
                points.Add(new KpiPoint(BucketTime.Time(start), cell.Value, cell.Count));
            }
        }

        return new KpiCurrent(now.Value, now.Count, before.Value, BucketTime.Time(from), BucketTime.Time(to), points);
    }

    // What a bucket says of the groups that are wanted; of all of them where none is named.
    private static KpiCell CellOf(KpiDefinition definition, KpiBucket bucket, KpiRange range)
    {
        if (range.Only.Count == 0)
        {
            return bucket.Total;
        }

        var cell = new KpiCell(definition);
        foreach (var (_, own) in (bucket.Groups?.Cells ?? []).Where(group => range.Allows(group.Key)))
        {
            cell.Merge(own);
        }

        return cell;
    }

    /// <summary>The window that a moment falls into, in minutes; the end is not included.</summary>
    public static (long From, long To) WindowAt(KpiWindow window, DateTimeOffset now)
    {
        var (length, running) = ((long)window.Length.TotalMinutes, BucketTime.Minute(now) + 1);
        if (window.Kind == KpiWindowKind.Tumbling)
        {
            var start = (running - 1) - ((running - 1) % length);
            return (start, start + length);
        }

        if (window.Length <= FineWindows)
        {
            return (running - length, running);
        }

        return (BucketTime.Floor(Resolution.Hour, running - length), running);
    }

    /// <summary>Makes figures of buckets.</summary>
    internal static KpiHistory Assemble(KpiDefinition definition, KpiRange range, IReadOnlyList<(long Start, KpiBucket Bucket)> read)
    {
        var whole = new KpiCell(definition);
        var groups = new Dictionary<string, KpiCell>();
        KpiCell? other = null;
        List<(long Start, KpiCell Cell)> cells = [];
        foreach (var (start, bucket) in read)
        {
            var cell = CellOf(definition, bucket, range);
            foreach (var (key, own) in (bucket.Groups?.Cells ?? []).Where(group => range.Allows(group.Key)))
            {
                if (!groups.TryGetValue(key, out var sum))
                {
                    groups[key] = sum = new KpiCell(definition);
                }

                sum.Merge(own);
            }

            if (range.Only.Count == 0 && bucket.Groups?.Other is { } rest)
            {
                (other ??= new KpiCell(definition)).Merge(rest);
            }

            whole.Merge(cell);
            if (cells is [.., var last] && last.Start == StepOf(start))
            {
                last.Cell.Merge(cell);
            }
            else
            {
                cells.Add((StepOf(start), cell));
            }
        }

        long StepOf(long start) => range.Step is { } step && BucketTime.Time(start) is var at && at >= range.From
            ? BucketTime.Minute(range.From + (step * Math.Floor((at - range.From) / step)))
            : start;

        var ranked = groups.OrderByDescending(group => group.Value.Value ?? double.MinValue).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        return new KpiHistory(
            range.Resolution,
            [.. cells.Where(cell => cell.Cell.Count > 0).Select(cell => new KpiPoint(BucketTime.Time(cell.Start), cell.Cell.Value, cell.Cell.Count))],
            new KpiPoint(range.From, whole.Value, whole.Count),
            [.. ranked.Take(range.Groups).Select(group => new KpiGroup(group.Key.Split(KpiGroups.Separator), group.Value.Value, group.Value.Count))],
            groups.Count,
            other is null ? null : new KpiGroup([], other.Value, other.Count),
            [.. ranked.Take(range.Lines).Select(group => new KpiLine(group.Key.Split(KpiGroups.Separator), LineOf(group.Key, read)))]);
    }

    private static List<KpiPoint> LineOf(string key, IReadOnlyList<(long Start, KpiBucket Bucket)> read) =>
    [
        .. from one in read
           let cell = one.Bucket.Groups!.Find(key)
           where cell is not null
           select new KpiPoint(BucketTime.Time(one.Start), cell.Value, cell.Count),
    ];
}
