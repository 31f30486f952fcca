using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Dashboards.Reports;
using Portal.Events.Deliveries;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class ReportStore(IDbContextFactory<PortalDbContext> contexts) : IReportStore
{
    private const int MaxDue = 100;

    public async Task<IReadOnlyList<DashboardReport>> OfDashboardAsync(string dashboard, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Reports.AsNoTracking().Where(r => r.Dashboard == dashboard).OrderBy(r => r.Id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DashboardReport>> DueReportsAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Reports.AsNoTracking().Where(r => r.Next <= now).OrderBy(r => r.Next).Take(MaxDue).ToListAsync(cancellationToken);
    }

    public async Task AddAsync(DashboardReport report, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Reports.Add(report);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> RemoveAsync(string dashboard, string report, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Reports.Where(r => r.Dashboard == dashboard && r.Id == report).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    public async Task<bool> QueueAsync(DashboardReport report, DateTimeOffset next, IReadOnlyList<ReportDelivery> deliveries, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var moved = await context.Reports.Where(r => r.Id == report.Id && r.Next == report.Next)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Next, next), cancellationToken);
        if (moved == 0)
        {
            return false;
        }

        context.ReportDeliveries.AddRange(deliveries);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task AddAsync(ReportDelivery delivery, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ReportDeliveries.Add(delivery);
        await context.SaveChangesAsync(cancellationToken);
    }

    // With a problem it has been tried: one that has none is on its way already.
    public async Task<bool> SendAgainAsync(string dashboard, string delivery, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ReportDeliveries
            .Where(d => d.Dashboard == dashboard && d.Id == delivery && d.State != DeliveryState.Delivered && d.Problem != null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.Attempts, 0).SetProperty(d => d.NextAttempt, now)
                    .SetProperty(d => d.Problem, (string?)null),
                cancellationToken) > 0;
    }

    public async Task<IReadOnlyList<ReportDelivery>> DeliveriesAsync(string dashboard, int limit, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ReportDeliveries.AsNoTracking().Where(d => d.Dashboard == dashboard)
            .OrderByDescending(d => d.Due).ThenBy(d => d.PersonName).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ReportDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ReportDeliveries.AsNoTracking().Where(d => d.State == DeliveryState.Waiting && d.NextAttempt <= now)
            .OrderBy(d => d.NextAttempt).ThenBy(d => d.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task SaveAsync(ReportDelivery delivery, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.ReportDeliveries.Where(d => d.Id == delivery.Id).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, delivery.State)
                .SetProperty(d => d.Attempts, delivery.Attempts)
                .SetProperty(d => d.NextAttempt, delivery.NextAttempt)
                .SetProperty(d => d.Problem, delivery.Problem),
            cancellationToken);
    }

    public async Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.ReportDeliveries.Where(d => d.State != DeliveryState.Waiting && d.NextAttempt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
