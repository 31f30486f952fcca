using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>Where contract versions are kept.</summary>
public interface IContractStore
{
    /// <summary>All versions of a feed, newest version first. Answered from memory while nothing has changed.</summary>
    ValueTask<IReadOnlyList<ContractVersion>> ListAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>Adds a version; false when the feed has it already.</summary>
    Task<bool> AddAsync(ContractVersion version, CancellationToken cancellationToken = default);
}
