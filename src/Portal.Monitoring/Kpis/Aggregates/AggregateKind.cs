namespace Portal.Monitoring.Kpis.Aggregates;

/// <summary>What a KPI makes of the values that it measures.</summary>
public enum AggregateKind
{
    /// <summary>How many entries, or values of a field.</summary>
    Count,

    /// <summary>Their sum; exact.</summary>
    Sum,

    /// <summary>Their mean; exact.</summary>
    Average,

    /// <summary>The smallest.</summary>
    Minimum,

    /// <summary>The largest.</summary>
    Maximum,

    /// <summary>A percentile, off by at most 1% of its value (<see cref="LogSketch"/>).</summary>
    Percentile,

    /// <summary>How many different ones: exact up to 256, then off by 2.3% on average (<see cref="DistinctSketch"/>).</summary>
    Distinct,

    /// <summary>The one that happened last.</summary>
    Last,
}
