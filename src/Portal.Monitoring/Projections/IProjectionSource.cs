using Portal.Events;

namespace Portal.Monitoring.Projections;

/// <summary>A projection that should run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes it.</param>
/// <param name="Since">From when on the log is worked through when it begins; null for all of it.</param>
public sealed record WantedProjection(string Name, Func<IProjection> Create, DateTimeOffset? Since = null);

/// <summary>Says which projections should run.</summary>
public interface IProjectionSource
{
    /// <summary>What the names of its projections begin with; what is saved under such a name and no longer wanted is removed.</summary>
    string Prefix { get; }

    /// <summary>All that should run. Asked every second or two: answered from memory while nothing has changed.</summary>
    ValueTask<IReadOnlyList<WantedProjection>> ListAsync(CancellationToken cancellationToken = default);
}

/// <summary>How projections are doing, for people, and what can be done about it. The same on every node.</summary>
public interface IProjections
{
    /// <summary>All of them, those in trouble first.</summary>
    Task<IReadOnlyList<ProjectionStatus>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets a stopped one go on from where it was; false when there is no such one or it runs.</summary>
    Task<bool> RestartAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>How a projection is doing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">How far it got.</param>
/// <param name="Behind">How many positions it is behind the log.</param>
/// <param name="Progress">How much of history it has worked through, 0 to 1.</param>
/// <param name="Failure">Why it was stopped; null while it runs.</param>
/// <param name="Changed">When it was saved last.</param>
public sealed record ProjectionStatus(
    string Name, EventPosition Position, long Behind, double Progress, string? Failure, DateTimeOffset Changed)
{
    /// <summary>The status of a saved one.</summary>
    public static ProjectionStatus Of(ProjectionRow row, EventPosition head) => new(
        row.Name,
        row.Position,
        row.IsLive ? 0 : Math.Max(0, head.Value - row.Position.Value),
        row.IsLive || row.Goal.Value == 0 ? 1 : Math.Min(1, (double)row.Position.Value / row.Goal.Value),
        row.Failure,
        row.Changed);
}
