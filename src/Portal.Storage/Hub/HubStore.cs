using Microsoft.EntityFrameworkCore;
using Portal.Events;
using Portal.FeedHost.Hub;
using Portal.Storage.Model;

namespace Portal.Storage.Hub;

internal sealed class HubStore(IDbContextFactory<PortalDbContext> contexts) : IHubStore
{
    private const int MaxListed = 1000;

    public async Task AddIntentAsync(HubIntent intent, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.HubIntents.Add(intent);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<HubIntent>> IntentsAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.HubIntents.AsNoTracking().OrderBy(i => i.Id).Take(MaxListed).ToListAsync(cancellationToken);
    }

    public async Task<int> CountIntentsAsync(string subscriber, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.HubIntents.CountAsync(i => i.Subscriber == subscriber, cancellationToken);
    }

    public async Task SaveIntentAsync(HubIntent intent, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.HubIntents.Where(i => i.Id == intent.Id).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.Attempts, intent.Attempts).SetProperty(i => i.NextAttempt, intent.NextAttempt), cancellationToken);
    }

    public async Task RemoveIntentAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.HubIntents.Where(i => i.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task<HubSubscription?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.HubSubscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    public async Task<IReadOnlyList<HubSubscription>> ActiveAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.HubSubscriptions.AsNoTracking().Where(s => s.State == HubSubscriptionState.Active).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<HubSubscription>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.HubSubscriptions.AsNoTracking().Where(s => s.Feed == feed)
            .OrderBy(s => s.State).ThenBy(s => s.Callback).Take(MaxListed).ToListAsync(cancellationToken);
    }

    public async Task ConfirmAsync(HubSubscription subscription, string intent, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.HubSubscriptions.AnyAsync(s => s.Id == subscription.Id, cancellationToken))
        {
            context.HubSubscriptions.Update(subscription);
        }
        else
        {
            context.HubSubscriptions.Add(subscription);
        }

        await context.SaveChangesAsync(cancellationToken);
        await context.HubIntents.Where(i => i.Id == intent).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task EndAsync(HubSubscription subscription, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.HubSubscriptions.Where(s => s.Id == subscription.Id).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.State, HubSubscriptionState.Ended)
                .SetProperty(s => s.EndReason, subscription.EndReason)
                .SetProperty(s => s.Ended, subscription.Ended)
                .SetProperty(s => s.Progress, subscription.Progress),
            cancellationToken);
    }

    public async Task SaveProgressAsync(IReadOnlyDictionary<string, HubProgress> progress, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (id, reached) in progress)
        {
            await SaveAsync(context, id, reached, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.HubSubscriptions.Where(s => s.Ended != null && s.Ended < before).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task AddDeadLetterAsync(DeadLetter letter, HubProgress progress, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.DeadLetters.Add(letter);
        await context.SaveChangesAsync(cancellationToken);
        await SaveAsync(context, letter.Subscription, progress, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DeadLetters.AsNoTracking().Where(l => l.Feed == feed).OrderBy(l => l.Id).Take(MaxListed).ToListAsync(cancellationToken);
    }

    public async Task SaveDeadLetterAsync(DeadLetter letter, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.DeadLetters.Where(l => l.Id == letter.Id).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.Attempts, letter.Attempts)
                .SetProperty(l => l.LastAttempt, letter.LastAttempt)
                .SetProperty(l => l.Problem, letter.Problem),
            cancellationToken);
    }

    public async Task RemoveDeadLetterAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.DeadLetters.Where(l => l.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    private static Task<int> SaveAsync(PortalDbContext context, string id, HubProgress progress, CancellationToken cancellationToken) =>
        context.HubSubscriptions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Progress, progress), cancellationToken);
}
