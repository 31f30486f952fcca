using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.FeedHost.Hub;

namespace Portal.Web.Catalogue;

/// <summary>What the owner of a feed sees of its WebSub subscribers and does about them, from pages and over the API.</summary>
internal sealed class SubscriberDesk(IHubDesk hub, IAuditTrail audit)
{
    /// <summary>The subscribers, active ones first.</summary>
    public async Task<Outcome<IReadOnlyList<HubSubscriber>>> ListAsync(Feed feed, Actor actor, CancellationToken cancellationToken = default) =>
        Refuse(feed, actor) ?? Outcome.Of(await hub.SubscribersAsync(feed.Id, cancellationToken));

    /// <summary>What could not be delivered, oldest first.</summary>
    public async Task<Outcome<IReadOnlyList<DeadLetter>>> DeadLettersAsync(Feed feed, Actor actor, CancellationToken cancellationToken = default) =>
        Refuse(feed, actor) ?? Outcome.Of(await hub.DeadLettersAsync(feed.Id, cancellationToken));

    /// <summary>Ends a subscription; the subscriber is told.</summary>
    public async Task<Outcome<string>> EndAsync(Feed feed, string subscriber, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Refuse(feed, actor) is { } refusal)
        {
            return refusal;
        }

        if (!await hub.EndAsync(feed.Id, subscriber, $"{actor.Name} ended it.", cancellationToken))
        {
            return Refusal.NotFound($"'{feed.Id}' has no active subscriber '{subscriber}'.");
        }

        await RecordAsync("hub.subscriber.ended", feed, $"A subscriber of '{feed.Title}' was ended", new("subscriber", subscriber, null), actor, cancellationToken);
        return subscriber;
    }

    /// <summary>Delivers a dead letter once more and waits for the outcome.</summary>
    public async Task<Outcome<HubResend>> ResendAsync(Feed feed, string letter, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Refuse(feed, actor) is { } refusal)
        {
            return refusal;
        }

        if (await hub.ResendAsync(feed.Id, letter, cancellationToken) is not { } outcome)
        {
            return Refusal.NotFound($"'{feed.Id}' has no dead letter '{letter}'.");
        }

        await RecordAsync(
            "hub.letter.resent", feed, $"A dead letter of '{feed.Title}' was sent again", new("delivered", null, outcome.Delivered ? "yes" : "no"), actor, cancellationToken);
        return outcome;
    }

    private static Refusal? Refuse(Feed feed, Actor actor) =>
        actor.Manages(feed) ? null : Refusal.Forbidden("Only operators and the owning team see a feed's subscribers.");

    private ValueTask RecordAsync(
        string action, Feed feed, string summary, FieldChange change, Actor actor, CancellationToken cancellationToken) =>
        audit.RecordAsync(new AuditEvent(action, actor, AuditSubjects.Feed(feed.Id), summary) { Changes = [change] }, cancellationToken);
}
