using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;

namespace Portal.Catalogue.Requests;

/// <summary>Everything that an approval brings about, in one transaction.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Contract">Its first contract; null when it begins without one.</param>
/// <param name="PublisherKey">The key of its publisher.</param>
public sealed record Provisioning(Feed Feed, ContractVersion? Contract, ApiKey PublisherKey);

/// <summary>What became of a change to a request.</summary>
public enum RequestSaved
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Somebody else changed the request in between; nothing was done.</summary>
    Overtaken,

    /// <summary>The feed's id was taken in between; nothing was done.</summary>
    FeedTaken,
}

/// <summary>Where requests are kept.</summary>
public interface IRequestStore
{
    /// <summary>A request; null when there is none.</summary>
    Task<FeedRequest?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>All requests, newest first, at most 1,000.</summary>
    Task<IReadOnlyList<FeedRequest>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a request.</summary>
    Task AddAsync(FeedRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves a changed request, if nobody else changed it since it was read; with a provisioning, its feed,
    /// contract and key are made in the same transaction.
    /// </summary>
    Task<RequestSaved> SaveAsync(FeedRequest request, Provisioning? provisioning, CancellationToken cancellationToken = default);
}
