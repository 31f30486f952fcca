using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Access;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class ApiKeyStore(IDbContextFactory<PortalDbContext> contexts, CatalogueSnapshots snapshots) : IApiKeyStore
{
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiKeys.AsNoTracking().OrderByDescending(k => k.Created).ToListAsync(cancellationToken);
    }

    public async ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        (await snapshots.KeysAsync(cancellationToken)).Values.FirstOrDefault(key => key.Id == id);

    public async ValueTask<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken = default) =>
        (await snapshots.KeysAsync(cancellationToken)).GetValueOrDefault(hash);

    public async Task SaveAsync(ApiKey key, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.ApiKeys.Where(k => k.Hash == key.Hash).ExecuteDeleteAsync(cancellationToken);
        context.ApiKeys.Add(key);

        // Two nodes that start at once both bring the bootstrap key: whichever comes second finds it there.
        if (await context.TrySaveUniqueAsync(cancellationToken))
        {
            await transaction.CommitAsync(cancellationToken);
        }

        snapshots.KeysChanged();
    }

    public async Task<ApiKey?> UpdateAsync(string id, Action<ApiKey> change, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.ApiKeys.SingleOrDefaultAsync(k => k.Id == id, cancellationToken) is not { } key)
        {
            return null;
        }

        change(key);
        await context.SaveChangesAsync(cancellationToken);
        snapshots.KeysChanged();
        return key;
    }

    // Without telling the snapshot: it does not decide who comes in.
    public async Task TouchAsync(string id, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsed, at), cancellationToken);
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var removed = await context.ApiKeys.Where(k => k.Id == id).ExecuteDeleteAsync(cancellationToken);
        snapshots.KeysChanged();
        return removed > 0;
    }
}
