using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.Web.Catalogue;

/// <summary>What operators do to the subscriptions of followed feeds, from pages and over the API, and that it is taken down.</summary>
internal sealed class SubscriptionDesk(ISubscriptions subscriptions, IAuditTrail audit)
{
    /// <summary>Polls now and waits; refused as not found when the feed is not followed.</summary>
    public async Task<Outcome<PollReport>> PollAsync(Feed feed, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Refuse(actor) is { } refusal)
        {
            return refusal;
        }

        if (await subscriptions.PollNowAsync(feed.Id, cancellationToken) is not { } report)
        {
            return NotFollowed(feed.Id);
        }

        await RecordAsync("polled", feed, actor, [new("outcome", null, report.Outcome.ToString())], cancellationToken);
        return report;
    }

    /// <summary>Polls on request only, until resumed.</summary>
    public Task<Outcome<FeedId>> PauseAsync(Feed feed, Actor actor, CancellationToken cancellationToken = default) =>
        SwitchAsync(feed, actor, "paused", subscriptions.PauseAsync, cancellationToken);

    /// <summary>Polls again.</summary>
    public Task<Outcome<FeedId>> ResumeAsync(Feed feed, Actor actor, CancellationToken cancellationToken = default) =>
        SwitchAsync(feed, actor, "resumed", subscriptions.ResumeAsync, cancellationToken);

    /// <summary>There is no subscription of this feed.</summary>
    public static Refusal NotFollowed(FeedId feed) => Refusal.NotFound($"'{feed}' is not a followed feed: it has no subscription.");

    private async Task<Outcome<FeedId>> SwitchAsync(
        Feed feed, Actor actor, string verb, Func<FeedId, string?, CancellationToken, Task<bool>> change, CancellationToken cancellationToken)
    {
        if (Refuse(actor) is { } refusal)
        {
            return refusal;
        }

        if (!await change(feed.Id, actor.Name, cancellationToken))
        {
            return NotFollowed(feed.Id);
        }

        await RecordAsync(verb, feed, actor, [], cancellationToken);
        return feed.Id;
    }

    private ValueTask RecordAsync(string verb, Feed feed, Actor actor, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken) =>
        audit.RecordAsync(
            new AuditEvent($"ingestion.subscription.{verb}", actor, AuditSubjects.Feed(feed.Id), $"The subscription of '{feed.Title}' was {verb}") { Changes = changes },
            cancellationToken);

    private static Refusal? Refuse(Actor actor) => actor.May(Permission.ManageFeeds) ? null : Refusal.Forbidden("Only operators poll, pause and resume.");
}
