using Microsoft.EntityFrameworkCore;
using Portal.Events.Deliveries;
using Portal.Monitoring.Incidents;
using Portal.Storage.Model;

namespace Portal.Storage.Monitoring;

internal sealed class AlertChannels(IDbContextFactory<PortalDbContext> contexts) : IAlertChannels
{
    public async Task<IReadOnlyList<AlertChannel>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AlertChannels.AsNoTracking().OrderBy(c => c.Name).ToListAsync(cancellationToken);
    }

    public async Task SaveAsync(AlertChannel channel, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Entry(channel).State = await context.AlertChannels.AnyAsync(c => c.Id == channel.Id, cancellationToken) ? EntityState.Modified : EntityState.Added;
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AlertChannels.Where(c => c.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    public async Task<IReadOnlyList<AlertDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AlertDeliveries.AsNoTracking().Where(d => d.State == DeliveryState.Waiting && d.NextAttempt <= now)
            .OrderBy(d => d.NextAttempt).ThenBy(d => d.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task SaveAsync(AlertDelivery delivery, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.AlertDeliveries.Where(d => d.Id == delivery.Id).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, delivery.State)
                .SetProperty(d => d.Attempts, delivery.Attempts)
                .SetProperty(d => d.NextAttempt, delivery.NextAttempt)
                .SetProperty(d => d.Problem, delivery.Problem),
            cancellationToken);
    }

    public async Task<IReadOnlyList<AlertDelivery>> DeadAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AlertDeliveries.AsNoTracking().Where(d => d.State == DeliveryState.Dead)
            .OrderByDescending(d => d.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<bool> ResendAsync(string id, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AlertDeliveries.Where(d => d.Id == id && d.State == DeliveryState.Dead).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.Attempts, 0).SetProperty(d => d.NextAttempt, now),
            cancellationToken) > 0;
    }

    public async Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.AlertDeliveries.Where(d => d.State == DeliveryState.Delivered && d.Created < before).ExecuteDeleteAsync(cancellationToken);
    }
}
