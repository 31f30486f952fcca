using Microsoft.EntityFrameworkCore;
using Portal.Monitoring.Rules;
using Portal.Storage.Catalogue;
using Portal.Storage.Model;

namespace Portal.Storage.Monitoring;

internal sealed class RuleStore(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, SnapshotAge age) : IRuleStore
{
    private readonly Snapshot<IReadOnlyList<AlertRule>> _all = new(time, age.Value);

    public ValueTask<IReadOnlyList<AlertRule>> ListAsync(CancellationToken cancellationToken = default) => _all.GetAsync(ReadAsync, cancellationToken);

    public async Task<AlertRule?> AddAsync(AlertRule rule, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Rules.Add(rule);
        if (!await context.TrySaveUniqueAsync(cancellationToken))
        {
            return null;
        }

        _all.Invalidate();
        return rule;
    }

    public async Task<AlertRule?> UpdateAsync(string id, Action<AlertRule> change, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Rules.SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } rule)
        {
            return null;
        }

        change(rule);
        await context.SaveChangesAsync(cancellationToken);
        _all.Invalidate();
        return rule;
    }

    public async Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Rules.Where(r => r.Id == id).ExecuteDeleteAsync(cancellationToken);
        _all.Invalidate();
    }

    private async Task<IReadOnlyList<AlertRule>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await context.Rules.AsNoTracking().ToListAsync(cancellationToken);
        all.Sort((a, b) => string.Compare(a.Title, b.Title, StringComparison.OrdinalIgnoreCase));
        return all;
    }
}
