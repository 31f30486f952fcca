using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Kpis;

/// <summary>
/// A KPI by its dimensions, within bounds: the first groups that come have a cell each, all further ones share one. How many
/// is <see cref="MaxOf"/>.
/// </summary>
public sealed class KpiGroups(KpiDefinition definition)
{
    /// <summary>Groups of one bucket with a cell of their own.</summary>
    public const int Max = 100;

    /// <summary>The same where a cell may take kilobytes: percentiles and different values.</summary>
    public const int MaxOfSketches = 25;

    /// <summary>Between the values of a group's key.</summary>
    public const char Separator = '\u001f';

    /// <summary>The longest value of a dimension; what is longer is cut.</summary>
    public const int MaxValueLength = 100;

    private readonly OrderedDictionary<string, KpiCell> _cells = [];
    private readonly int _max = MaxOf(definition);

    /// <summary>The groups in the order in which they came.</summary>
    public IEnumerable<KeyValuePair<string, KpiCell>> Cells => _cells;

    /// <summary>All groups beyond the bound; null when there is none.</summary>
    public KpiCell? Other { get; private set; }

    /// <summary>How many groups a bucket of this KPI keeps apart.</summary>
    public static int MaxOf(KpiDefinition definition) => IsSketch(definition.Measure) || (definition.Per is { } per && IsSketch(per)) ? MaxOfSketches : Max;

    /// <summary>The cell of a group; null when it has none of its own.</summary>
    public KpiCell? Find(string key) => _cells.GetValueOrDefault(key);

    /// <summary>The cell of a group, whether or not there is room for it: for what is merged into a bucket soon.</summary>
    public KpiCell Unbounded(string key, out bool isNew)
    {
        isNew = !_cells.TryGetValue(key, out var cell);
        if (isNew)
        {
            _cells.Add(key, cell = new KpiCell(definition));
        }

        return cell!;
    }

    /// <summary>Takes in all that another one has, in its order.</summary>
    public void Merge(KpiGroups other)
    {
        foreach (var (key, cell) in other._cells)
        {
            Bounded(key).Merge(cell);
        }

        if (other.Other is { } rest)
        {
            Rest().Merge(rest);
        }
    }

    /// <summary>Takes in one group.</summary>
    public void Merge(string key, KpiCell cell) => Bounded(key).Merge(cell);

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter to)
    {
        to.Write7BitEncodedInt(_cells.Count);
        foreach (var (key, cell) in _cells)
        {
            to.Write(key);
            cell.Write(to);
        }

        to.Write(Other is not null);
        Other?.Write(to);
    }

    /// <summary>Reads into an empty one what was written.</summary>
    public KpiGroups Read(ref StoredReader from)
    {
        for (var left = from.ReadShortInt(); left > 0; left--)
        {
            var key = from.ReadString();
            _cells.Add(key, new KpiCell(definition).Read(ref from));
        }

        Other = from.ReadBoolean() ? new KpiCell(definition).Read(ref from) : null;
        return this;
    }

    private static bool IsSketch(KpiMeasure measure) => measure.Kind is AggregateKind.Percentile or AggregateKind.Distinct;

    private KpiCell Bounded(string key) => _cells.ContainsKey(key) || _cells.Count < _max ? Unbounded(key, out _) : Rest();

    private KpiCell Rest() => Other ??= new KpiCell(definition);
}
