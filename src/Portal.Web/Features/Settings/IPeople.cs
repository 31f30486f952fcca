using Portal.Catalogue;
using Portal.Catalogue.Access;

namespace Portal.Web.Features.Settings;

/// <summary>The people who sign in, as operators keep them.</summary>
internal interface IPeople
{
    /// <summary>Everybody, by name, at most 1,000. Only operators may see them.</summary>
    Task<Outcome<IReadOnlyList<PersonAccount>>> ListAsync(Actor actor, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a person. Only operators may. Refused as invalid with messages for <c>name</c>, <c>email</c>, <c>roles</c> and
    /// <c>team</c>, as a conflict when the e-mail address is taken.
    /// </summary>
    /// <returns>Their first password, to be shown once.</returns>
    Task<Outcome<string>> CreateAsync(PersonDraft person, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a person these roles and no others. Only operators may, and nobody takes the role operator from themselves.
    /// </summary>
    /// <returns>The person's id.</returns>
    Task<Outcome<string>> SetRolesAsync(
        string id, IReadOnlyList<string> roles, Actor actor, CancellationToken cancellationToken = default);
}

/// <summary>A person who signs in.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Name">The name that others see.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Roles">The roles, <see cref="PortalRoles"/>.</param>
/// <param name="Team">The team; null for people without one.</param>
internal sealed record PersonAccount(string Id, string Name, string Email, IReadOnlyList<string> Roles, string? Team);

/// <summary>A new person, as an operator gave them.</summary>
/// <param name="Name">The name that others see.</param>
/// <param name="Email">The e-mail address to sign in with.</param>
/// <param name="Roles">The roles.</param>
/// <param name="Team">The team; null for none.</param>
internal sealed record PersonDraft(string Name, string Email, IReadOnlyList<string> Roles, string? Team);
