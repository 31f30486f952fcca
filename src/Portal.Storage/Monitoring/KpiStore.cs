using Microsoft.EntityFrameworkCore;
using Portal.Monitoring.Kpis;
using Portal.Storage.Catalogue;
using Portal.Storage.Model;

namespace Portal.Storage.Monitoring;

internal sealed class KpiStore(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, SnapshotAge age) : IKpiStore
{
    private readonly Snapshot<IReadOnlyList<Kpi>> _all = new(time, age.Value);

    public ValueTask<IReadOnlyList<Kpi>> ListAsync(CancellationToken cancellationToken = default) => _all.GetAsync(ReadAsync, cancellationToken);

    public async Task<Kpi?> AddAsync(Kpi kpi, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Kpis.Add(kpi);
        if (!await context.TrySaveUniqueAsync(cancellationToken))
        {
            return null;
        }

        context.KpiVersions.Add(VersionOf(kpi, kpi.CreatedByName));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _all.Invalidate();
        return kpi;
    }

    public async Task<Kpi?> UpdateAsync(string id, Action<Kpi> change, string changedBy, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Kpis.SingleOrDefaultAsync(k => k.Id == id, cancellationToken) is not { } kpi)
        {
            return null;
        }

        var before = kpi.Definition;
        change(kpi);
        if (!kpi.Definition.MeasuresAs(before))
        {
            kpi.Version++;
            context.KpiVersions.Add(VersionOf(kpi, changedBy));
        }

        await context.SaveChangesAsync(cancellationToken);
        _all.Invalidate();
        return kpi;
    }

    public async Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Kpis.Where(k => k.Id == id).ExecuteDeleteAsync(cancellationToken);
        _all.Invalidate();
    }

    public async Task<IReadOnlyList<KpiVersion>> VersionsAsync(int kpi, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.KpiVersions.AsNoTracking().Where(v => v.Kpi == kpi).OrderByDescending(v => v.Version).ToListAsync(cancellationToken);
    }

    private static KpiVersion VersionOf(Kpi kpi, string changedBy) => new()
    {
        Kpi = kpi.Number,
        Version = kpi.Version,
        Definition = kpi.Definition,
        ChangedBy = changedBy,
        Changed = kpi.Changed,
    };

    private async Task<IReadOnlyList<Kpi>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await context.Kpis.AsNoTracking().ToListAsync(cancellationToken);
        all.Sort((a, b) => string.Compare(a.Title, b.Title, StringComparison.OrdinalIgnoreCase));
        return all;
    }
}
