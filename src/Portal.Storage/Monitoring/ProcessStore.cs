using Microsoft.EntityFrameworkCore;
using Portal.Monitoring.Processes;
using Portal.Storage.Catalogue;
using Portal.Storage.Model;

namespace Portal.Storage.Monitoring;

internal sealed class ProcessStore(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, SnapshotAge age) : IProcessStore
{
    private readonly Snapshot<IReadOnlyList<BusinessProcess>> _all = new(time, age.Value);

    public ValueTask<IReadOnlyList<BusinessProcess>> ListAsync(CancellationToken cancellationToken = default) => _all.GetAsync(ReadAsync, cancellationToken);

    public async Task<BusinessProcess?> AddAsync(BusinessProcess process, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Processes.Add(process);
        if (!await context.TrySaveUniqueAsync(cancellationToken))
        {
            return null;
        }

        _all.Invalidate();
        return process;
    }

    public async Task<BusinessProcess?> UpdateAsync(string id, Action<BusinessProcess> change, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Processes.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } process)
        {
            return null;
        }

        var before = process.Definition;
        change(process);
        if (!process.Definition.FollowsAs(before))
        {
            process.Version++;
        }

        await context.SaveChangesAsync(cancellationToken);
        _all.Invalidate();
        return process;
    }

    public async Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Processes.Where(p => p.Id == id).ExecuteDeleteAsync(cancellationToken);
        _all.Invalidate();
    }

    private async Task<IReadOnlyList<BusinessProcess>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await context.Processes.AsNoTracking().ToListAsync(cancellationToken);
        all.Sort((a, b) => string.Compare(a.Title, b.Title, StringComparison.OrdinalIgnoreCase));
        return all;
    }
}
