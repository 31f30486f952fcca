using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Contracts;
using Portal.Events;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class SampleStore(IDbContextFactory<PortalDbContext> contexts) : ISampleStore
{
    private const int MaxListed = 500;

    public async Task<IReadOnlyList<ChosenSample>> ListAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ContractSamples.AsNoTracking().Where(s => s.Feed == feed).OrderBy(s => s.Chosen).Take(MaxListed).ToListAsync(cancellationToken);
    }

    public async Task AddAsync(ChosenSample sample, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ContractSamples.Add(sample);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> RemoveAsync(FeedId feed, Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ContractSamples.Where(s => s.Feed == feed && s.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
    }
}
