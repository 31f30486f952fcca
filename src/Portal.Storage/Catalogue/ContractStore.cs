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

    public async Task<bool> AddAsync(ContractVersion version, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.ContractVersions.AnyAsync(v => v.Feed == version.Feed && v.Version == version.Version, cancellationToken))
        {
            return false;
        }

        context.ContractVersions.Add(version);
        var added = await context.TrySaveUniqueAsync(cancellationToken);
        snapshots.ContractsChanged();
        return added;
    }

    public async ValueTask<IReadOnlyList<CurrentContract>> ForFeedAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        var versions = (await snapshots.ContractsAsync(cancellationToken))[feed];
        return [.. versions
            .DistinctBy(v => v.EventType, StringComparer.OrdinalIgnoreCase)
            .Select(v => new CurrentContract(v.Id, v.Version.ToString(), v.EventType, v.Source, v.Enforcement == Enforcement.Reject))];
    }
}
