using Portal.Events;

namespace Portal.Catalogue.Domains;

/// <summary>Where the taxonomy is kept.</summary>
public interface IDomainStore
{
    /// <summary>The places that operators have made.</summary>
    Task<IReadOnlyList<DomainTerm>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes a place, or says something else of it.</summary>
    Task SaveAsync(DomainTerm term, CancellationToken cancellationToken = default);

    /// <summary>Forgets a place; nothing happens when it is not kept.</summary>
    Task RemoveAsync(DomainPlace place, CancellationToken cancellationToken = default);

    /// <summary>Moves feeds and places in one transaction; the feeds that were moved.</summary>
    Task<IReadOnlyList<FeedId>> MoveAsync(DomainMove move, DateTimeOffset now, CancellationToken cancellationToken = default);
}
