using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Events;
using Portal.Ingestion.WebSub;
using Portal.Storage.Model;

namespace Portal.Storage.Subscriptions;

/// <summary>The subscriptions at hubs, one row each.</summary>
internal sealed class PushStore(IDbContextFactory<PortalDbContext> contexts) : IPushStore
{
    public async ValueTask<IReadOnlyList<PushSubscription>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return Read(await context.Pushes.AsNoTracking().OrderBy(row => row.Token).ToListAsync(cancellationToken));
    }

    public async ValueTask<IReadOnlyList<PushSubscription>> ListAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return Read(await context.Pushes.AsNoTracking().Where(row => row.Feed == feed).OrderBy(row => row.Token).ToListAsync(cancellationToken));
    }

    public async ValueTask<FeedId?> FindFeedAsync(string token, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await context.Pushes.AsNoTracking().SingleOrDefaultAsync(row => row.Token == token, cancellationToken))?.Feed;
    }

    public async ValueTask<IReadOnlyList<FeedId>> FeedsAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Pushes.Select(row => row.Feed).Distinct().ToListAsync(cancellationToken);
    }

    public async ValueTask SaveAsync(
        IReadOnlyList<PushSubscription> changed, IReadOnlyList<string> forgotten, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tokens = changed.Select(one => one.Token).Concat(forgotten).ToList();
        var rows = await context.Pushes.Where(row => tokens.Contains(row.Token)).ToDictionaryAsync(row => row.Token, cancellationToken);
        foreach (var subscription in changed)
        {
            var json = JsonSerializer.Serialize(subscription);
            if (rows.TryGetValue(subscription.Token, out var row))
            {
                row.Subscription = json;
            }
            else
            {
                context.Pushes.Add(new PushRow { Token = subscription.Token, Feed = subscription.Feed, Subscription = json });
            }
        }

        context.Pushes.RemoveRange(forgotten.Select(token => rows.GetValueOrDefault(token)).OfType<PushRow>());
        await context.SaveChangesAsync(cancellationToken);
    }

    private static IReadOnlyList<PushSubscription> Read(IEnumerable<PushRow> rows) =>
        [.. rows.Select(row => JsonSerializer.Deserialize<PushSubscription>(row.Subscription)).OfType<PushSubscription>()];
}
