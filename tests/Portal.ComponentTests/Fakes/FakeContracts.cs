using Portal.Catalogue.Contracts;
using Portal.Events;

namespace Portal.ComponentTests.Fakes;

/// <summary>Contract versions in memory, newest first.</summary>
internal sealed class FakeContracts : IContractStore
{
    public List<ContractVersion> Versions { get; } = [];

    /// <summary>When set, reading fails with it.</summary>
    public Exception? Failure { get; set; }

    public ValueTask<IReadOnlyList<ContractVersion>> ListAsync(FeedId feed, CancellationToken cancellationToken = default) => Failure is null
        ? ValueTask.FromResult<IReadOnlyList<ContractVersion>>([.. Versions.Where(v => v.Feed == feed)])
        : ValueTask.FromException<IReadOnlyList<ContractVersion>>(Failure);

    public Task<bool> AddAsync(ContractVersion version, CancellationToken cancellationToken = default)
    {
        if (Versions.Any(v => v.Feed == version.Feed && v.Version == version.Version))
        {
            return Task.FromResult(false);
        }

        Versions.Insert(0, version);
        return Task.FromResult(true);
    }
}
