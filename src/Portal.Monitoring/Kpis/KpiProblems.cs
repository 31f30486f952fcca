namespace Portal.Monitoring.Kpis;

/// <summary>On how many entries something went otherwise than a KPI expects.</summary>
public sealed class KpiProblems
{
    /// <summary>Entries that were measured.</summary>
    public long Measured { get; set; }

    /// <summary>Among them those where a path matched nothing.</summary>
    public long Missing { get; set; }

    /// <summary>Among them those where a value was no number, or beyond 10^18.</summary>
    public long WrongType { get; set; }

    /// <summary>Among them those whose date was in the future: they count as of the moment they came in.</summary>
    public long Future { get; set; }

    /// <summary>Among them those whose payload could not be read to its end.</summary>
    public long Unreadable { get; set; }

    /// <summary>Entries that came too late to be measured.</summary>
    public long Late { get; set; }

    /// <summary>A copy that stays as it is.</summary>
    public KpiProblems Copy() => (KpiProblems)MemberwiseClone();
}
