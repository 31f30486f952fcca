using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Web.Shared.Choices;

namespace Portal.Web.Features.Settings;

/// <summary>The roles and teams that a person is to have.</summary>
public sealed record PersonChange(IReadOnlyList<string> Roles, IReadOnlyList<string> Teams);

/// <summary>What an operator does to somebody's account.</summary>
public enum PersonDeed
{
    /// <summary>Makes a link with which they choose a new password.</summary>
    ResetPassword,

    /// <summary>Takes authenticator and passkeys away.</summary>
    RemoveSecondFactor,

    /// <summary>Ends their sessions.</summary>
    SignOut,

    /// <summary>Locks them out.</summary>
    Lock,

    /// <summary>Lets them in again.</summary>
    Unlock,

    /// <summary>Removes them.</summary>
    Remove,
}

/// <summary>How each is asked about and done.</summary>
internal static class PersonDeeds
{
    /// <summary>What is to be confirmed; null for what can be undone or harms nobody.</summary>
    public static ConfirmQuestion? Question(PersonDeed deed, PersonAccount person) => deed switch
    {
        PersonDeed.RemoveSecondFactor => new($"Remove the second factor of {person.Name}?", "The password alone opens the account until they set one up again.", "Remove") { Danger = true },
        PersonDeed.SignOut => new($"Sign {person.Name} out everywhere?", "Open pages end at once; what was being typed is lost.", "Sign out"),
        PersonDeed.Lock => new($"Lock {person.Name} out?", "Their sessions end at once, and nobody signs in as them until they are let in again.", "Lock out") { Danger = true },
        PersonDeed.Remove => new($"Remove {person.Name}?", "The account goes for good. What they did stays in the audit trail.", "Remove") { Danger = true },
        _ => null,
    };

    public static Task<Outcome<string>> DoAsync(PersonDeed deed, IPeople people, string id, Actor actor, CancellationToken cancellationToken) => deed switch
    {
        PersonDeed.ResetPassword => people.ResetPasswordAsync(id, actor, cancellationToken),
        PersonDeed.RemoveSecondFactor => people.RemoveSecondFactorAsync(id, actor, cancellationToken),
        PersonDeed.SignOut => people.SignOutAsync(id, actor, cancellationToken),
        PersonDeed.Lock => people.LockAsync(id, true, actor, cancellationToken),
        PersonDeed.Unlock => people.LockAsync(id, false, actor, cancellationToken),
        _ => people.RemoveAsync(id, actor, cancellationToken),
    };
}
