using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Kpis;

/// <summary>What a KPI has measured somewhere: its measure, and what that is divided by.</summary>
public sealed class KpiCell
{
    private readonly Aggregate _main;
    private readonly Aggregate? _per;
    private readonly double _scale;

    /// <summary>An empty one.</summary>
    public KpiCell(KpiDefinition definition)
    {
        _main = Create(definition.Measure);
        _per = definition.Per is { } per ? Create(per) : null;
        _scale = definition.IsPercent ? 100 : 1;
    }

    /// <summary>How many values went into it; of a quotient the larger part.</summary>
    public long Count => _per is null ? _main.Count : Math.Max(_main.Count, _per.Count);

    /// <summary>The figure; null when there is none, also when a quotient would divide by nothing.</summary>
    public double? Value => _per is null ? _main.Value : _per.Value is { } per and not 0 && _main.Value is { } main ? main / per * _scale : null;

    /// <summary>Takes a value in.</summary>
    public void Add(bool isPer, in Measured measured) => (isPer ? _per! : _main).Add(measured);

    /// <summary>Takes in all that another one of the same definition has.</summary>
    public void Merge(KpiCell other)
    {
        _main.Merge(other._main);
        _per?.Merge(other._per!);
    }

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter to)
    {
        _main.Write(to);
        _per?.Write(to);
    }

    /// <summary>Reads into an empty one what was written.</summary>
    public KpiCell Read(ref StoredReader from)
    {
        _main.Read(ref from);
        _per?.Read(ref from);
        return this;
    }

    private static Aggregate Create(KpiMeasure measure) => Aggregate.Create(measure.Kind, measure.Percentile ?? 0);
}
