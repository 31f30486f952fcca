using Portal.Catalogue;
using Portal.Catalogue.Access;

namespace Portal.Web.Features.Settings;

/// <summary>The people who sign in, as operators keep them. Only operators may do any of it.</summary>
internal interface IPeople
{
    /// <summary>Everybody, by name, at most 1,000.</summary>
    Task<Outcome<IReadOnlyList<PersonAccount>>> ListAsync(Actor actor, CancellationToken cancellationToken = default);

    /// <summary>
    /// Invites a person. Refused as invalid with messages for <c>name</c>, <c>email</c>, <c>roles</c> and <c>teams</c>, as a conflict
    /// when the e-mail address is taken.
    /// </summary>
    /// <returns>The path of the page where they choose their password, good for three days and one use.</returns>
    Task<Outcome<string>> InviteAsync(PersonDraft person, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Gives a person these roles and teams and no others. Nobody takes the role operator from themselves.</summary>
    /// <returns>The person's id.</returns>
    Task<Outcome<string>> ChangeAsync(
        string id, IReadOnlyList<string> roles, IReadOnlyList<string> teams, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Makes a link with which a person chooses a new password; the old one goes on until then.</summary>
    /// <returns>The path of that page.</returns>
    Task<Outcome<string>> ResetPasswordAsync(string id, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Takes authenticator and passkeys away from a person who lost them; their sessions end.</summary>
    Task<Outcome<string>> RemoveSecondFactorAsync(string id, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Locks a person out or lets them in again. Locking ends their sessions at once; nobody locks themselves out.</summary>
    Task<Outcome<string>> LockAsync(string id, bool locked, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Ends all sessions of a person.</summary>
    Task<Outcome<string>> SignOutAsync(string id, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Removes a person for good; what they did stays in the audit trail. Nobody removes themselves.</summary>
    Task<Outcome<string>> RemoveAsync(string id, Actor actor, CancellationToken cancellationToken = default);
}

/// <summary>A person who signs in.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Name">The name that others see.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Roles">The roles, <see cref="PortalRoles"/>.</param>
/// <param name="Teams">The teams by name.</param>
public sealed record PersonAccount(string Id, string Name, string Email, IReadOnlyList<string> Roles, IReadOnlyList<string> Teams)
{
    /// <summary>Whether they are locked out: by an operator, or for a while after wrong passwords.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Whether they have chosen a password or come by another way.</summary>
    public bool IsInvited { get; init; }

    /// <summary>Whether they sign in with a second factor.</summary>
    public bool HasSecondFactor { get; init; }
}

/// <summary>A new person, as an operator gave them.</summary>
/// <param name="Name">The name that others see.</param>
/// <param name="Email">The e-mail address to sign in with.</param>
/// <param name="Roles">The roles.</param>
/// <param name="Teams">The teams by name.</param>
internal sealed record PersonDraft(string Name, string Email, IReadOnlyList<string> Roles, IReadOnlyList<string> Teams);
