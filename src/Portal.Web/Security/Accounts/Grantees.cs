using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Web.Features.Feeds.Grants;
using Portal.Web.Features.Settings;

namespace Portal.Web.Security.Accounts;

/// <summary>Teams for everybody who keeps a feed; people and keys for operators, who alone see them.</summary>
internal sealed class Grantees(Teams teams, IPeople people, ApiKeys keys) : IGrantees
{
    public async Task<IReadOnlyList<(string Id, string Name)>> ListAsync(GranteeKind kind, Actor actor, CancellationToken cancellationToken = default) => kind switch
    {
        GranteeKind.Team => [.. ((await teams.ListAsync(actor, cancellationToken)).Value ?? []).Select(team => (team.Name, team.Name))],
        GranteeKind.Person => [.. ((await people.ListAsync(actor, cancellationToken)).Value ?? []).Select(person => (person.Id, $"{person.Name} ({person.Email})"))],
        _ => [.. ((await keys.ListAsync(actor, cancellationToken)).Value ?? []).OrderBy(key => key.Name).Select(key => (key.Id, key.Name))],
    };
}
