using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Contracts;
using Portal.Events;
using Portal.Ingestion.Intake;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class ContractStore(IDbContextFactory<PortalDbContext> contexts, CatalogueSnapshots snapshots)
    : IContractStore, ICurrentContracts
{
    public async ValueTask<IReadOnlyList<ContractVersion>> ListAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        [.. (await snapshots.ContractsAsync(cancellationToken))[feed]];

    public async Task<VersionAdded> AddAsync(
        ContractVersion version, DraftRevision? draft = null, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.ContractVersions.AnyAsync(
            v => v.Feed == version.Feed && v.TypeKey == version.TypeKey && v.Version == version.Version, cancellationToken))
        {
            return VersionAdded.Exists;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (draft is { } read
            && await context.ContractDrafts.Where(d => d.Id == read.Id && d.Revision == read.Revision).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return VersionAdded.DraftChanged;
        }

        context.ContractVersions.Add(version);
        if (!await context.TrySaveUniqueAsync(cancellationToken))
        {
            return VersionAdded.Exists;
        }

        await transaction.CommitAsync(cancellationToken);
        snapshots.ContractsChanged();
        return VersionAdded.Done;
    }

    public async Task<bool> ChangeStateAsync(
        Guid version, ContractState from, StateChange change, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await context.ContractVersions.Where(v => v.Id == version && v.State == from).ExecuteUpdateAsync(
            set => set.SetProperty(v => v.State, change.State)
                .SetProperty(v => v.StateChanged, change.At)
                .SetProperty(v => v.StateChangedBy, change.By),
            cancellationToken);
        snapshots.ContractsChanged();
        return changed == 1;
    }

    public async ValueTask<IReadOnlyList<CurrentContract>> ForFeedAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        var versions = (await snapshots.ContractsAsync(cancellationToken))[feed];
        return [.. versions
            .Where(v => v.Applies)
            .DistinctBy(v => v.TypeKey, StringComparer.Ordinal)
            .Select(v => new CurrentContract(v.Id, v.Version.ToString(), v.EventType, v.Source, v.Enforcement == Enforcement.Reject))];
    }
}
