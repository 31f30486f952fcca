using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Requests.Delegation;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class DeputyStore(IDbContextFactory<PortalDbContext> contexts) : IDeputyStore
{
    public async Task<IReadOnlyList<Deputyship>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Deputies.AsNoTracking().Where(d => d.To > now).OrderBy(d => d.From).ThenBy(d => d.Id).ToListAsync(cancellationToken);
    }

    public async Task AddAsync(Deputyship deputyship, DateTimeOffset overBefore, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Deputies.Where(d => d.To <= overBefore).ExecuteDeleteAsync(cancellationToken);
        context.Deputies.Add(deputyship);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Deputies.Where(d => d.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
