using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules.Evaluators;

/// <summary>
/// A KPI over the newest steps of time: a minute each for windows up to a day, else an hour. Memory: one cell a step that has
/// something in it, 1,440 at most for each window that is looked back.
/// </summary>
internal sealed class CellWindow : IKpiSink
{
    private const int MaxFine = 24 * 60;
    private readonly KpiDefinition _definition;
    private readonly SortedDictionary<long, KpiCell> _cells = [];
    private readonly int _steps;
    private readonly int _kept;
    private KpiCell? _sum;
    private long _now;

    /// <param name="definition">What is measured.</param>
    /// <param name="length">The length of a window.</param>
    /// <param name="windows">How many windows are kept, one before the other.</param>
    public CellWindow(KpiDefinition definition, TimeSpan length, int windows = 1)
    {
        _definition = definition;
        var minutes = Math.Max(1, (int)length.TotalMinutes);
        StepMinutes = minutes <= MaxFine ? 1 : 60;
        _steps = (minutes + StepMinutes - 1) / StepMinutes;
        _kept = _steps * windows;
    }

    /// <summary>How many minutes a step has.</summary>
    public int StepMinutes { get; }

    /// <summary>How many steps are kept.</summary>
    public int Kept => _kept;

    /// <summary>The running step; 0 before anything happened.</summary>
    public long Now => _now;

    /// <summary>The newest window.</summary>
    public KpiCell Current => _sum ??= Sum(0);

    /// <summary>The window before it.</summary>
    public KpiCell Before => Sum(1);

    /// <summary>The step of a time.</summary>
    public long StepOf(DateTimeOffset time) => BucketTime.Minute(time) / StepMinutes;

    /// <summary>When a step begins.</summary>
    public DateTimeOffset TimeOf(long step) => BucketTime.Time(step * StepMinutes);

    /// <summary>Moves on to a step.</summary>
    public void MoveTo(long step)
    {
        if (step <= _now)
        {
            return;
        }

        _now = step;
        _sum = null;
        while (_cells.Count > 0 && _cells.First() is var oldest && oldest.Key <= _now - _kept)
        {
            _cells.Remove(oldest.Key);
        }
    }

    public void Take(DateTimeOffset time, string group, bool isPer, in Measured measured)
    {
        var step = StepOf(time);
        if (step > _now || step <= _now - _kept)
        {
            return;
        }

        if (!_cells.TryGetValue(step, out var cell))
        {
            _cells[step] = cell = new KpiCell(_definition);
        }

        cell.Add(isPer, measured);
        if (step > _now - _steps)
        {
            _sum?.Add(isPer, measured);
        }
    }

    public void Save(BinaryWriter to)
    {
        to.Write7BitEncodedInt64(_now);
        to.Write7BitEncodedInt(_cells.Count);
        foreach (var (step, cell) in _cells)
        {
            to.Write7BitEncodedInt64(step);
            cell.Write(to);
        }
    }

    public void Load(ref StoredReader from)
    {
        _now = from.ReadShortInt64();
        for (var left = from.ReadShortInt(); left > 0; left--)
        {
            _cells[from.ReadShortInt64()] = new KpiCell(_definition).Read(ref from);
        }
    }

    private KpiCell Sum(int windowsAgo)
    {
        var (newest, oldest) = (_now - (windowsAgo * _steps), _now - ((windowsAgo + 1) * _steps));
        var sum = new KpiCell(_definition);
        foreach (var (step, cell) in _cells)
        {
            if (step > oldest && step <= newest)
            {
                sum.Merge(cell);
            }
        }

        return sum;
    }
}
