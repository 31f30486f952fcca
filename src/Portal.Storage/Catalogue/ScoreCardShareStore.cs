using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Shares;
using Portal.Events;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class ScoreCardShareStore(IDbContextFactory<PortalDbContext> contexts) : IScoreCardShareStore
{
    public async Task<IReadOnlyList<ScoreCardShare>> ListAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ScoreCardShares.AsNoTracking().Where(s => s.Feed == feed).OrderByDescending(s => s.Created).ToListAsync(cancellationToken);
    }

    public async Task<ScoreCardShare?> FindByHashAsync(string hash, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ScoreCardShares.AsNoTracking().SingleOrDefaultAsync(s => s.Hash == hash, cancellationToken);
    }

    public async Task AddAsync(ScoreCardShare share, DateTimeOffset endedBefore, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.ScoreCardShares.Where(s => s.Expires < endedBefore).ExecuteDeleteAsync(cancellationToken);
        context.ScoreCardShares.Add(share);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> RemoveAsync(FeedId feed, string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ScoreCardShares.Where(s => s.Feed == feed && s.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
