namespace Portal.Monitoring.Incidents;

/// <summary>Which incidents.</summary>
public sealed record IncidentFilter
{
    /// <summary>Only in this state; null for all.</summary>
    public IncidentState? State { get; init; }

    /// <summary>Only those that are not resolved.</summary>
    public bool Unresolved { get; init; }

    /// <summary>Only of this rule; null for all.</summary>
    public int? Rule { get; init; }

    /// <summary>How many at most, newest first.</summary>
    public int Limit { get; init; } = 500;
}

/// <summary>Where incidents are kept. They are opened with the step of the rule that raised them (<see cref="Projections.IProjectionStore"/>).</summary>
public interface IIncidentStore
{
    /// <summary>Incidents, newest first.</summary>
    Task<IReadOnlyList<Incident>> ListAsync(IncidentFilter filter, CancellationToken cancellationToken = default);

    /// <summary>One of them; null when there is none.</summary>
    Task<Incident?> FindAsync(int number, CancellationToken cancellationToken = default);

    /// <summary>Changes one; null when there is none or <paramref name="change"/> says no, tried again when somebody else came first.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="change">Changes it; false leaves it as it is.</param>
    /// <param name="told">What those who are told of incidents are told of this; null for nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<Incident?> ChangeAsync(int number, Func<Incident, bool> change, IncidentNews? told, CancellationToken cancellationToken = default);

    /// <summary>Removes the incidents of a rule, without a trace.</summary>
    Task RemoveOfRuleAsync(int rule, CancellationToken cancellationToken = default);

    /// <summary>Maintenance that is not over yet.</summary>
    Task<IReadOnlyList<MaintenanceWindow>> MaintenanceAsync(CancellationToken cancellationToken = default);

    /// <summary>Plans maintenance.</summary>
    Task AddMaintenanceAsync(MaintenanceWindow window, CancellationToken cancellationToken = default);

    /// <summary>Calls maintenance off; false when there is no such one.</summary>
    Task<bool> RemoveMaintenanceAsync(string id, CancellationToken cancellationToken = default);
}

/// <summary>What is told of an incident.</summary>
public enum IncidentNews
{
    /// <summary>It was opened.</summary>
    Opened,

    /// <summary>Somebody looks after it.</summary>
    Acknowledged,

    /// <summary>It is over.</summary>
    Resolved,
}
