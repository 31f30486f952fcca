using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class FeedStore(IDbContextFactory<PortalDbContext> contexts, CatalogueSnapshots snapshots) : IFeedStore
{
    private const int MaxAttempts = 5;

    public async ValueTask<Feed?> FindAsync(FeedId id, CancellationToken cancellationToken = default) =>
        (await snapshots.FeedsAsync(cancellationToken)).ById.GetValueOrDefault(id);

    public async ValueTask<IReadOnlyList<Feed>> ListAsync(CancellationToken cancellationToken = default) =>
        (await snapshots.FeedsAsync(cancellationToken)).ByTitle;

    public async Task<bool> AddAsync(Feed feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Feeds.AnyAsync(f => f.Id == feed.Id, cancellationToken))
        {
            return false;
        }

        context.Feeds.Add(feed);
        var added = await context.TrySaveUniqueAsync(cancellationToken);
        snapshots.FeedsChanged();
        return added;
    }

    public async Task<Feed?> UpdateAsync(FeedId id, Action<Feed> change, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (await context.Feeds.SingleOrDefaultAsync(f => f.Id == id, cancellationToken) is not { } feed)
            {
                return null;
            }

            change(feed);
            try
            {
                await context.SaveChangesAsync(cancellationToken);
                snapshots.FeedsChanged();
                return feed;
            }
            catch (DbUpdateConcurrencyException) when (attempt < MaxAttempts)
            {
                // Another change was a moment faster: this one is made again, on what is there now.
            }
        }
    }

    public async Task RemoveAsync(FeedId id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Feeds.Where(f => f.Id == id).ExecuteDeleteAsync(cancellationToken);
        snapshots.FeedsChanged();
        snapshots.ContractsChanged();
    }
}
