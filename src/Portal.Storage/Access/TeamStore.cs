using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Access;
using Portal.Storage.Catalogue;
using Portal.Storage.Model;

namespace Portal.Storage.Access;

internal sealed class TeamStore(IDbContextFactory<PortalDbContext> contexts, CatalogueSnapshots snapshots) : ITeamStore
{
    public async ValueTask<IReadOnlyList<Team>> ListAsync(CancellationToken cancellationToken = default) => await snapshots.TeamsAsync(cancellationToken);

    public async Task<bool> AddAsync(Team team, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Teams.AnyAsync(t => t.Id == team.Id, cancellationToken))
        {
            return false;
        }

        context.Teams.Add(team);
        var added = await context.TrySaveUniqueAsync(cancellationToken);
        snapshots.TeamsChanged();
        return added;
    }

    public async Task<Team?> UpdateAsync(string id, Action<Team> change, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Teams.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } team)
        {
            return null;
        }

        change(team);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        snapshots.TeamsChanged();
        return team;
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var removed = await context.Teams.Where(t => t.Id == id).ExecuteDeleteAsync(cancellationToken);
        snapshots.TeamsChanged();
        return removed > 0;
    }
}
