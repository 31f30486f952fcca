using Portal.Events;

namespace Portal.Monitoring.Projections;

/// <summary>A projection as it is saved.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Everything up to here is in what it wrote.</param>
/// <param name="Goal">The head of the log when it began: up to there it works through history.</param>
/// <param name="IsLive">Whether it has worked through history.</param>
/// <param name="State">What it goes on from; null at the very begin.</param>
/// <param name="Failure">Why it was stopped; null while it runs.</param>
/// <param name="Changed">When it was saved last.</param>
public sealed record ProjectionRow(
    string Name, EventPosition Position, EventPosition Goal, bool IsLive, byte[]? State, string? Failure, DateTimeOffset Changed);

/// <summary>One projection's step: how far it got and what it worked out, saved together or not at all.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">Where it was saved before; when it is somewhere else by now, nothing is saved.</param>
/// <param name="To">How far it got.</param>
/// <param name="IsLive">Whether it has worked through history.</param>
/// <param name="Output">What it worked out; null when only the position moves.</param>
public sealed record ProjectionSave(string Name, EventPosition From, EventPosition To, bool IsLive, ProjectionOutput? Output);

/// <summary>Where projections are saved.</summary>
public interface IProjectionStore
{
    /// <summary>All of them; of states only those of KPIs, which are small.</summary>
    Task<IReadOnlyList<ProjectionRow>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>These projections as they are saved; those that are not there yet are added at their begin.</summary>
    Task<IReadOnlyList<ProjectionRow>> OpenAsync(IReadOnlyCollection<ProjectionRow> begins, CancellationToken cancellationToken = default);

    /// <summary>Saves steps in one transaction.</summary>
    /// <returns>The names of those that were not where they should be: somebody else runs, restarted or removed them.</returns>
    Task<IReadOnlySet<string>> SaveAsync(IReadOnlyList<ProjectionSave> saves, CancellationToken cancellationToken = default);

    /// <summary>Stops one, or lets it run again with null.</summary>
    Task SetFailureAsync(string name, string? failure, CancellationToken cancellationToken = default);

    /// <summary>Removes projections with what they wrote, buckets of these KPIs included.</summary>
    Task RemoveAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default);

    /// <summary>Removes what is older than buckets are kept.</summary>
    Task TidyAsync(DateTimeOffset now, CancellationToken cancellationToken = default);
}
