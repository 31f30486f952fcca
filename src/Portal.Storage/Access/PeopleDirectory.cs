using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;
using Portal.Storage.Model;

namespace Portal.Storage.Access;

/// <summary>People with their roles and teams in two reads, however many they are.</summary>
internal sealed class PeopleDirectory(IDbContextFactory<PortalDbContext> contexts, ITeamStore teams, TimeProvider time) : IPeopleDirectory
{
    // Whoever types a wrong password a few times is locked out for minutes and has not gone.
    private static readonly TimeSpan Gone = TimeSpan.FromDays(1);

    public Task<IReadOnlyList<KnownPerson>> ListAsync(CancellationToken cancellationToken = default) => ReadAsync(null, cancellationToken);

    public async Task<KnownPerson?> FindAsync(string id, CancellationToken cancellationToken = default) => await ReadAsync(id, cancellationToken) is [var found, ..] ? found : null;

    private async Task<IReadOnlyList<KnownPerson>> ReadAsync(string? id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var gone = time.GetUtcNow() + Gone;
        var users = await context.Users.AsNoTracking().Where(user => (id == null || user.Id == id) && !(user.LockoutEnd > gone))
            .OrderBy(user => user.DisplayName).Take(IPeopleDirectory.MaxListed).ToListAsync(cancellationToken);
        var roles = (await (from mine in context.UserRoles join role in context.Roles on mine.RoleId equals role.Id where id == null || mine.UserId == id select new { mine.UserId, role.Name })
            .ToListAsync(cancellationToken)).ToLookup(one => one.UserId, one => one.Name ?? "");
        var all = await teams.ListAsync(cancellationToken);
        return [.. users.Select(user => Known(user, roles[user.Id], all.Where(team => team.Members.Contains(user.Id)).Select(team => team.Name)))];
    }

    private static KnownPerson Known(PortalUser user, IEnumerable<string> roles, IEnumerable<string> teams) => new(
        new Actor
        {
            Id = user.Id,
            Name = user.DisplayName.Length == 0 ? user.Email ?? user.Id : user.DisplayName,
            Roles = roles.ToHashSet(),
            Teams = teams.ToHashSet(StringComparer.OrdinalIgnoreCase),
        },
        string.IsNullOrWhiteSpace(user.Email) ? null : user.Email);
}
