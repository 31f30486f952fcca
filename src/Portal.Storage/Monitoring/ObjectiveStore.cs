using Microsoft.EntityFrameworkCore;
using Portal.Events;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Objectives;
using Portal.Storage.Model;

namespace Portal.Storage.Monitoring;

internal sealed class ObjectiveStore(IDbContextFactory<PortalDbContext> contexts) : IObjectiveStore
{
    public async Task<IReadOnlyList<FeedObjective>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Objectives.AsNoTracking().OrderBy(o => o.Feed).ThenBy(o => o.Kind).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<FeedObjective>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Objectives.AsNoTracking().Where(o => o.Feed == feed).OrderBy(o => o.Kind).ToListAsync(cancellationToken);
    }

    public async Task<FeedObjective> SaveAsync(FeedObjective objective, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(context, objective.Feed, objective.Kind, cancellationToken) is { } known)
        {
            (known.Within, known.Target) = (objective.Within, objective.Target);
            (known.Changed, known.ChangedBy) = (objective.Changed, objective.ChangedBy);
            await context.SaveChangesAsync(cancellationToken);
            return known;
        }

        context.Objectives.Add(objective);
        return await context.TrySaveUniqueAsync(cancellationToken) ? objective : await SaveAsync(objective, cancellationToken);
    }

    public async Task ToldAsync(FeedId feed, ObjectiveKind kind, DateTimeOffset? at, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(context, feed, kind, cancellationToken) is { } known)
        {
            known.ToldBurning = at;
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    public async Task<bool> RemoveAsync(FeedId feed, ObjectiveKind kind, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (kind == ObjectiveKind.Availability)
        {
            await context.AvailabilityHours.Where(h => h.Feed == feed).ExecuteDeleteAsync(cancellationToken);
        }

        return await context.Objectives.Where(o => o.Feed == feed && o.Kind == kind).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    public async Task SeeAsync(IReadOnlyList<AvailabilityLook> looks, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var start = Resolution.Hour.Floor(at);
        var feeds = looks.Select(look => look.Feed).ToList();
        var known = await context.AvailabilityHours.Where(h => h.Start == start && feeds.Contains(h.Feed)).ToDictionaryAsync(h => h.Feed, cancellationToken);
        foreach (var look in looks)
        {
            if (!known.TryGetValue(look.Feed, out var hour))
            {
                context.AvailabilityHours.Add(known[look.Feed] = hour = new AvailabilityHour { Feed = look.Feed, Start = start });
            }

            hour.See(at, look.IsGood);
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<AvailabilityHour>> HoursAsync(FeedId feed, DateTimeOffset from, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var first = Resolution.Hour.Floor(from);
        return await context.AvailabilityHours.AsNoTracking().Where(h => h.Feed == feed && h.Start >= first).OrderBy(h => h.Start).ToListAsync(cancellationToken);
    }

    public async Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.AvailabilityHours.Where(h => h.Start < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static Task<FeedObjective?> FindAsync(PortalDbContext context, FeedId feed, ObjectiveKind kind, CancellationToken cancellationToken) =>
        context.Objectives.SingleOrDefaultAsync(o => o.Feed == feed && o.Kind == kind, cancellationToken);
}
