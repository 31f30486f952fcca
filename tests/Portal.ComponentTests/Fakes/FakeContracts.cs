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

    public Task<VersionAdded> AddAsync(ContractVersion version, DraftRevision? draft = null, CancellationToken cancellationToken = default)
    {
        if (Versions.Any(v => v.Feed == version.Feed && v.TypeKey == version.TypeKey && v.Version == version.Version))
        {
            return Task.FromResult(VersionAdded.Exists);
        }

        Versions.Insert(0, version);
        return Task.FromResult(VersionAdded.Done);
    }

    public Task<bool> ChangeStateAsync(Guid version, ContractState from, StateChange change, CancellationToken cancellationToken = default)
    {
        var at = Versions.FindIndex(v => v.Id == version && v.State == from);
        if (at >= 0)
        {
            var old = Versions[at];
            Versions[at] = new ContractVersion
            {
                Id = old.Id,
                Feed = old.Feed,
                Version = old.Version,
                EventType = old.EventType,
                Source = old.Source,
                Enforcement = old.Enforcement,
                Published = old.Published,
                PublishedBy = old.PublishedBy,
                State = change.State,
                StateChanged = change.At,
                StateChangedBy = change.By,
            };
        }

        return Task.FromResult(at >= 0);
    }
}
