using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;

namespace Portal.Web.Features.Feeds.Grants;

/// <summary>To whom a feed can be opened.</summary>
internal interface IGrantees
{
    /// <summary>Ids and names of one kind, by name; nothing for those who may not see them.</summary>
    Task<IReadOnlyList<(string Id, string Name)>> ListAsync(GranteeKind kind, Actor actor, CancellationToken cancellationToken = default);
}
