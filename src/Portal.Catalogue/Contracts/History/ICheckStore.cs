using Portal.Events;

namespace Portal.Catalogue.Contracts.History;

/// <summary>Where checks of recorded entries are kept.</summary>
public interface ICheckStore
{
    /// <summary>The checks of a feed, newest first.</summary>
    Task<IReadOnlyList<CheckRun>> ListAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>One check; null when there is none.</summary>
    Task<CheckRun?> FindAsync(FeedId feed, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Keeps a new check, and of its feed no more than <paramref name="keep"/>.</summary>
    Task AddAsync(CheckRun run, int keep, CancellationToken cancellationToken = default);

    /// <summary>Saves what a check found and where it stands; false when it was ended in the meantime, whoever runs it.</summary>
    Task<bool> TellAsync(CheckRun run, CancellationToken cancellationToken = default);
}
