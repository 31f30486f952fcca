using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Contracts;
using Portal.Events;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class DraftStore(IDbContextFactory<PortalDbContext> contexts) : IDraftStore
{
    public async Task<IReadOnlyList<StoredDraft>> ListAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ContractDrafts.AsNoTracking().Where(d => d.Feed == feed).OrderByDescending(d => d.Changed)
            .Take(ContractDrafts.MaxDrafts).ToListAsync(cancellationToken);
    }

    public async Task<StoredDraft?> FindAsync(FeedId feed, Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ContractDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.Feed == feed, cancellationToken);
    }

    public async Task AddAsync(StoredDraft draft, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ContractDrafts.Add(draft);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> SaveAsync(StoredDraft draft, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ContractDrafts.Update(draft);
        context.Entry(draft).Property(d => d.Revision).OriginalValue = draft.Revision - 1;
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    public async Task<bool> RemoveAsync(DraftRevision draft, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ContractDrafts.Where(d => d.Id == draft.Id && d.Revision == draft.Revision).ExecuteDeleteAsync(cancellationToken) == 1;
    }
}
