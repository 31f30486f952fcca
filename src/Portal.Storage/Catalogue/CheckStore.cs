using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Contracts.History;
using Portal.Events;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class CheckStore(IDbContextFactory<PortalDbContext> contexts) : ICheckStore
{
    public async Task<IReadOnlyList<CheckRun>> ListAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ContractChecks.AsNoTracking().Where(c => c.Feed == feed).OrderByDescending(c => c.Created)
            .Take(HistoryChecks.Kept).ToListAsync(cancellationToken);
    }

    public async Task<CheckRun?> FindAsync(FeedId feed, Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ContractChecks.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Feed == feed, cancellationToken);
    }

    public async Task AddAsync(CheckRun run, int keep, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ContractChecks.Add(run);
        await context.SaveChangesAsync(cancellationToken);
        var old = await context.ContractChecks.Where(c => c.Feed == run.Feed).OrderByDescending(c => c.Created).Skip(keep)
            .Select(c => c.Id).ToListAsync(cancellationToken);
        await context.ContractChecks.Where(c => old.Contains(c.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    // A check that was ended stays ended: whoever runs it learns so from the count.
    public async Task<bool> TellAsync(CheckRun run, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = context.ContractChecks
            .Where(c => c.Id == run.Id && (c.State == CheckState.Waiting || c.State == CheckState.Running));
        return await open.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.State, run.State).SetProperty(c => c.Findings, run.Findings).SetProperty(c => c.Told, run.Told),
            cancellationToken) == 1;
    }
}
