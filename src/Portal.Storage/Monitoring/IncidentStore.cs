using Microsoft.EntityFrameworkCore;
using Portal.Monitoring.Incidents;
using Portal.Storage.Model;

namespace Portal.Storage.Monitoring;

internal sealed class IncidentStore(IDbContextFactory<PortalDbContext> contexts, TimeProvider time) : IIncidentStore
{
    private const int Attempts = 5;

    public async Task<IReadOnlyList<Incident>> ListAsync(IncidentFilter filter, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var incidents = context.Incidents.AsNoTracking();
        incidents = filter.State is { } state ? incidents.Where(i => i.State == state) : incidents;
        incidents = filter.Unresolved ? incidents.Where(i => i.State != IncidentState.Resolved) : incidents;
        incidents = filter.Rule is { } rule ? incidents.Where(i => i.Rule == rule) : incidents;
        return await incidents.OrderByDescending(i => i.Number).Take(filter.Limit).ToListAsync(cancellationToken);
    }

    public async Task<Incident?> FindAsync(int number, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Number == number, cancellationToken);
    }

    public async Task<Incident?> ChangeAsync(
        int number, Func<Incident, bool> change, IncidentNews? told, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (await context.Incidents.SingleOrDefaultAsync(i => i.Number == number, cancellationToken) is not { } incident || !change(incident))
            {
                return null;
            }

            if (told is { } news)
            {
                IncidentWriter.Tell(context, await context.AlertChannels.AsNoTracking().ToListAsync(cancellationToken), incident, news, time.GetUtcNow());
            }

            try
            {
                await context.SaveChangesAsync(cancellationToken);
                return incident;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Somebody else, or the rule itself, came first: done again on what they left.
            }
        }
    }

    public async Task RemoveOfRuleAsync(int rule, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Incidents.Where(i => i.Rule == rule).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<MaintenanceWindow>> MaintenanceAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await context.Maintenance.AsNoTracking().Where(w => w.To > now).OrderBy(w => w.From).ToListAsync(cancellationToken);
    }

    public async Task AddMaintenanceAsync(MaintenanceWindow window, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Maintenance.Add(window);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> RemoveMaintenanceAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Maintenance.Where(w => w.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
