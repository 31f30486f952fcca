using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.Ingestion.Channels;
using Portal.Web.Delivery;

namespace Portal.Web.Notifications;

/// <summary>How somebody wants to be told, as they gave it.</summary>
/// <param name="ByEmail">Whether by e-mail.</param>
/// <param name="Webhook">The address that is posted to; empty for none.</param>
/// <param name="Secret">What posts are signed with; empty to leave it as it is while the address stays.</param>
internal sealed record NotificationWish(bool ByEmail, string Webhook, string Secret);

/// <summary>How somebody is told by now.</summary>
/// <param name="Choice">What they chose.</param>
/// <param name="Email">Their e-mail address; null when they have none.</param>
/// <param name="SendsMail">Whether the portal can send e-mail.</param>
/// <param name="MailProblem">Why the last e-mail did not arrive that is not tried any more; null when all did.</param>
/// <param name="WebhookProblem">The same of posts.</param>
internal sealed record NotificationState(NotificationChoice Choice, string? Email, bool SendsMail, string? MailProblem, string? WebhookProblem);

/// <summary>How people are told, beside the bell. Everybody chooses for themselves, and for nobody else.</summary>
internal sealed class NotificationSettings(
    INotificationStore store, IPeopleDirectory people, Mailer mailer, SignedPosts posts, PortalAddress address, IAuditTrail audit, TimeProvider time)
{
    private const int MaxTarget = 1000;
    private const int MaxSecret = 200;

    /// <summary>How the actor is told. Keys are not told anything.</summary>
    public async Task<Outcome<NotificationState>> ReadAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (await PersonAsync(actor, cancellationToken) is not { } person)
        {
            return Refused();
        }

        return new NotificationState(
            await ChoiceAsync(actor, cancellationToken),
            person.Email,
            mailer.IsSet,
            (await store.LastDeadAsync(actor.Id, NotificationWay.Email, cancellationToken))?.Problem,
            (await store.LastDeadAsync(actor.Id, NotificationWay.Webhook, cancellationToken))?.Problem);
    }

    /// <summary>Chooses anew.</summary>
    public async Task<Outcome<NotificationChoice>> ChooseAsync(NotificationWish wish, Actor actor, CancellationToken cancellationToken = default)
    {
        if (await PersonAsync(actor, cancellationToken) is not { } person)
        {
            return Refused();
        }

        var before = await ChoiceAsync(actor, cancellationToken);
        var webhook = string.IsNullOrWhiteSpace(wish.Webhook) ? null : wish.Webhook.Trim();
        var errors = await CheckAsync(wish, webhook, person, cancellationToken);
        if (errors.Count > 0)
        {
            return new Refusal(RefusalKind.Invalid, $"{errors.First().Key}: {errors.First().Value[0]}", errors);
        }

        // Another receiver must not be able to sign what the one before trusts.
        var kept = webhook == before.Webhook ? before.Secret : null;
        var after = before with
        {
            ByEmail = wish.ByEmail,
            Webhook = webhook,
            Secret = webhook is null ? null : string.IsNullOrEmpty(wish.Secret) ? kept : posts.Protect(wish.Secret),
        };
        await store.SaveChoiceAsync(after, cancellationToken);
        await RecordAsync(
            "chosen", $"{actor.Name} chose how to be told",
            [new("email", OnOff(before.ByEmail), OnOff(after.ByEmail)), new("webhook", Shown(before.Webhook), Shown(after.Webhook))], actor, cancellationToken);
        return after;
    }

    /// <summary>Sends a test in one way and waits; why it did not arrive, or an empty text when it did.</summary>
    public async Task<Outcome<string>> TestAsync(NotificationWay way, Actor actor, CancellationToken cancellationToken = default)
    {
        if (await PersonAsync(actor, cancellationToken) is not { } person)
        {
            return Refused();
        }

        var choice = await ChoiceAsync(actor, cancellationToken);
        if (!choice.Wants(way))
        {
            return Refusal.Conflict("Save this way first: it is not chosen yet.");
        }

        var message = NotificationMessage.Test(actor.Name, address.Value, time.GetUtcNow());
        return (way == NotificationWay.Webhook
            ? await posts.SendAsync(message.Id, choice.Webhook!, choice.Secret, message.ToJson(), cancellationToken)
            : await mailer.SendAsync(message.Id, person.Email!, message.Title, message.ToText(), cancellationToken)) ?? "";
    }

    /// <summary>Gives the actor's private feed a new address; the one before ends at once.</summary>
    /// <returns>The secret in it, to be shown once.</returns>
    public async Task<Outcome<string>> RenewFeedAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (await PersonAsync(actor, cancellationToken) is null)
        {
            return Refused();
        }

        var secret = NotificationChoice.NewFeedSecret();
        await store.SaveChoiceAsync(
            await ChoiceAsync(actor, cancellationToken) with { FeedHash = NotificationChoice.HashOf(secret), FeedMade = time.GetUtcNow() }, cancellationToken);
        await RecordAsync("feed.renewed", $"{actor.Name} got a new address for their private feed", [], actor, cancellationToken);
        return secret;
    }

    /// <summary>Ends the actor's private feed.</summary>
    public async Task<Outcome<string>> EndFeedAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (await PersonAsync(actor, cancellationToken) is null)
        {
            return Refused();
        }

        await store.SaveChoiceAsync(await ChoiceAsync(actor, cancellationToken) with { FeedHash = null, FeedMade = null }, cancellationToken);
        await RecordAsync("feed.ended", $"{actor.Name} ended their private feed", [], actor, cancellationToken);
        return actor.Id;
    }

    private async Task<Dictionary<string, string[]>> CheckAsync(NotificationWish wish, string? webhook, KnownPerson person, CancellationToken cancellationToken)
    {
        Dictionary<string, string[]> errors = [];
        if (wish.ByEmail && person.Email is null)
        {
            errors["byEmail"] = ["You have no e-mail address: an operator can give you one."];
        }
        else if (wish.ByEmail && !mailer.IsSet)
        {
            errors["byEmail"] = ["The portal has no mail server: an operator sets Portal:Mail:Host."];
        }

        if (webhook?.Length > MaxTarget)
        {
            errors["webhook"] = [$"At most {MaxTarget} characters."];
        }
        else if (webhook is not null && await posts.ProblemOfAsync(webhook, cancellationToken) is { } problem)
        {
            errors["webhook"] = [problem];
        }

        if (!string.IsNullOrEmpty(wish.Secret) && wish.Secret.Length is < SignedPosts.MinSecret or > MaxSecret)
        {
            errors["secret"] = [$"{SignedPosts.MinSecret} to {MaxSecret} characters: a short one could be guessed."];
        }

        return errors;
    }

    private async Task<KnownPerson?> PersonAsync(Actor actor, CancellationToken cancellationToken) =>
        actor.May(Permission.KeepOwnAccount) ? await people.FindAsync(actor.Id, cancellationToken) : null;

    private async Task<NotificationChoice> ChoiceAsync(Actor actor, CancellationToken cancellationToken) =>
        await store.FindChoiceAsync(actor.Id, cancellationToken) ?? new NotificationChoice { Person = actor.Id };

    private ValueTask RecordAsync(string verb, string summary, IReadOnlyList<FieldChange> changes, Actor actor, CancellationToken cancellationToken) =>
        audit.RecordAsync(new AuditEvent($"account.notifications.{verb}", actor, AuditSubjects.Person(actor.Id), summary) { Changes = changes }, cancellationToken);

    private static Refusal Refused() => Refusal.Forbidden("Only people who are signed in choose how they are told.");

    private static string OnOff(bool chosen) => chosen ? "on" : "off";

    // The path of a webhook is often its secret.
    private static string? Shown(string? target) => target is null ? null : ShownAddress.Of(target);
}
