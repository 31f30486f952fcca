using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Requests;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class RequestStore(IDbContextFactory<PortalDbContext> contexts, CatalogueSnapshots snapshots) : IRequestStore
{
    private const int MaxListed = 1000;

    public async Task<FeedRequest?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
    }

    public async Task<IReadOnlyList<FeedRequest>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Requests.AsNoTracking().OrderByDescending(r => r.Created).Take(MaxListed).ToListAsync(cancellationToken);
    }

    public async Task AddAsync(FeedRequest request, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Requests.Add(request);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<RequestSaved> SaveAsync(
        FeedRequest request, Provisioning? provisioning, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Requests.Update(request);
        context.Entry(request).Property(r => r.Version).OriginalValue = request.Version - 1;
        if (provisioning is not null)
        {
            if (await context.Feeds.AnyAsync(f => f.Id == provisioning.Feed.Id, cancellationToken))
            {
                return RequestSaved.FeedTaken;
            }

            Add(context, provisioning);
        }

        try
        {
            return await context.TrySaveUniqueAsync(cancellationToken) ? RequestSaved.Done : RequestSaved.FeedTaken;
        }
        catch (DbUpdateConcurrencyException)
        {
            return RequestSaved.Overtaken;
        }
        finally
        {
            snapshots.FeedsChanged();
            snapshots.ContractsChanged();
            snapshots.KeysChanged();
        }
    }

    private static void Add(PortalDbContext context, Provisioning provisioning)
    {
        context.Feeds.Add(provisioning.Feed);
        context.ApiKeys.Add(provisioning.PublisherKey);
        if (provisioning.Contract is not null)
        {
            context.ContractVersions.Add(provisioning.Contract);
        }
    }
}
