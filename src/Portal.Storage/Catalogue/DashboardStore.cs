using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Dashboards;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

/// <summary>A dashboard on somebody's home page.</summary>
internal sealed record DashboardPin(string Person, string Dashboard);

internal sealed class DashboardStore(IDbContextFactory<PortalDbContext> contexts) : IDashboardStore
{
    private const int MaxListed = 2000;

    public async Task<IReadOnlyList<Dashboard>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await context.Dashboards.AsNoTracking().OrderByDescending(d => d.Changed).Take(MaxListed).ToListAsync(cancellationToken);
        return [.. all.OrderBy(d => d.Body.Title, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<Dashboard?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Dashboards.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellationToken);
    }

    public async Task AddAsync(Dashboard dashboard, DashboardVersion version, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Dashboards.Add(dashboard);
        context.DashboardVersions.Add(version);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> SaveAsync(Dashboard dashboard, DashboardVersion? version, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Dashboards.Update(dashboard);
        context.Entry(dashboard).Property(d => d.Edition).OriginalValue = dashboard.Edition - 1;
        if (version is not null)
        {
            context.DashboardVersions.Add(version);
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        if (version is not null)
        {
            await context.DashboardVersions
                .Where(v => v.Dashboard == dashboard.Id && v.Number <= version.Number - DashboardVersion.MaxKept)
                .ExecuteDeleteAsync(cancellationToken);
        }

        return true;
    }

    public async Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Dashboards.Where(d => d.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DashboardVersion>> VersionsAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DashboardVersions.AsNoTracking().Where(v => v.Dashboard == id)
            .OrderByDescending(v => v.Number).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DashboardLink>> LinksAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DashboardLinks.AsNoTracking().Where(l => l.Dashboard == id)
            .OrderByDescending(l => l.Made).Take(MaxListed).ToListAsync(cancellationToken);
    }

    public async Task<DashboardLink?> FindLinkAsync(string hash, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DashboardLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Hash == hash, cancellationToken);
    }

    public async Task AddLinkAsync(DashboardLink link, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.DashboardLinks.Where(l => l.Dashboard == link.Dashboard && l.Expires <= link.Made).ExecuteDeleteAsync(cancellationToken);
        context.DashboardLinks.Add(link);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> RemoveLinkAsync(string dashboard, string link, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DashboardLinks.Where(l => l.Dashboard == dashboard && l.Id == link).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    public async Task<IReadOnlySet<string>> PinsAsync(string person, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DashboardPins.Where(p => p.Person == person).Select(p => p.Dashboard).ToHashSetAsync(cancellationToken);
    }

    public async Task PinAsync(string person, string dashboard, bool pinned, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.DashboardPins.Where(p => p.Person == person && p.Dashboard == dashboard).ExecuteDeleteAsync(cancellationToken);
        if (pinned)
        {
            context.DashboardPins.Add(new DashboardPin(person, dashboard));
            await context.TrySaveUniqueAsync(cancellationToken);
        }
    }
}
