using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Parties;
using Portal.Events;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class FeedUseStore(IDbContextFactory<PortalDbContext> contexts) : IFeedUseStore
{
    private const int MaxListed = 1000;

    public async Task AddAsync(IReadOnlyCollection<FeedUse> seen, CancellationToken cancellationToken = default)
    {
        foreach (var use in seen)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);

            // Added in the database, not here: other nodes count the same key.
            var known = await context.FeedUses
                .Where(u => u.Feed == use.Feed && u.Kind == use.Kind && u.Principal == use.Principal)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(u => u.Count, u => u.Count + use.Count).SetProperty(u => u.Last, use.Last).SetProperty(u => u.Name, use.Name),
                    cancellationToken);
            if (known == 0 && await context.Feeds.AnyAsync(f => f.Id == use.Feed, cancellationToken))
            {
                context.FeedUses.Add(use);

                // Lost when another node was a moment faster: one reading that is not counted.
                await context.TrySaveUniqueAsync(cancellationToken);
            }
        }
    }

    public async Task<IReadOnlyList<FeedUse>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.FeedUses.AsNoTracking().Where(u => u.Feed == feed).OrderByDescending(u => u.Last).Take(MaxListed).ToListAsync(cancellationToken);
    }
}
