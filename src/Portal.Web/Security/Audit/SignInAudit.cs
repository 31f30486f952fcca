using Portal.Catalogue.Access;
using Portal.Storage.Identity;

namespace Portal.Web.Security.Audit;

/// <summary>Takes down who came in, who failed to, and what people did to their own accounts.</summary>
internal sealed class SignInAudit(IAuditTrail audit, RepeatFilter repeats)
{
    /// <summary>Somebody came in.</summary>
    public ValueTask SignedInAsync(PortalUser user, string means) =>
        RecordAsync("access.session.began", user, $"{user.DisplayName} signed in with {means}");

    /// <summary>Somebody left.</summary>
    public ValueTask SignedOutAsync(Actor actor) => audit.RecordAsync(
        new AuditEvent("access.session.ended", actor, AuditSubjects.Person(actor.Id), $"{actor.Name} signed out"));

    /// <summary>Somebody did something to their own account.</summary>
    public ValueTask ChangedAsync(string action, PortalUser user, string summary) => RecordAsync(action, user, summary);

    /// <summary>An account rests for a while after too many wrong passwords.</summary>
    public ValueTask LockedAsync(PortalUser user) => audit.RecordAsync(
        new AuditEvent("access.person.locked", Actor.Portal, AuditSubjects.Person(user.Id), $"{user.DisplayName} was locked out after too many wrong passwords")
        {
            Outcome = AuditOutcome.Refused,
        });

    /// <summary>Somebody was not let in. Which addresses have accounts stays between the portal and its operators.</summary>
    public ValueTask FailedAsync(PortalUser user, string why) => Failed(
        new AuditEvent("access.sign-in.failed", Actor.Anonymous, AuditSubjects.Person(user.Id), $"Sign-in as {user.Email} failed: {why}"), user.Id + why);

    /// <summary>Somebody tried an address that nobody has. It is not repeated here: people type passwords into the wrong field.</summary>
    public ValueTask UnknownAsync(AuditOrigin origin) => Failed(
        new AuditEvent("access.sign-in.failed", Actor.Anonymous, AuditSubjects.Portal, "Sign-in with an unknown address failed"), origin.Address ?? "");

    private async ValueTask Failed(AuditEvent happened, string repeated)
    {
        if (repeats.IsNews("sign-in " + repeated))
        {
            await audit.RecordAsync(happened with { Outcome = AuditOutcome.Refused });
        }
    }

    private ValueTask RecordAsync(string action, PortalUser user, string summary) => audit.RecordAsync(
        new AuditEvent(action, new Actor { Id = user.Id, Name = user.DisplayName }, AuditSubjects.Person(user.Id), summary));
}
