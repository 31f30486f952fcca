using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Activity;

namespace Portal.Catalogue.Shares;

/// <summary>A new share with its secret, which is not to be had again.</summary>
/// <param name="Share">The share.</param>
/// <param name="Secret">The secret, to be shown once.</param>
public sealed record IssuedShare(ScoreCardShare Share, string Secret);

/// <summary>Makes, opens and revokes links to the score-cards of followed feeds.</summary>
public sealed class ScoreCardShares(IScoreCardShareStore store, FeedRegistry feeds, IFeedStore catalogue, IActivityLog activity, IAuditTrail audit, TimeProvider time)
{
    /// <summary>The most links of one feed that are in force.</summary>
    public const int MaxOfFeed = 20;

    /// <summary>The longest that a link lasts, in days.</summary>
    public const int MaxDays = 90;

    /// <summary>Makes a link. Operators and the owning team may.</summary>
    public async Task<Outcome<IssuedShare>> IssueAsync(FeedId feed, int days, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (days is < 1 or > MaxDays)
        {
            var message = $"Between 1 and {MaxDays} days; this is {days}.";
            return new Refusal(RefusalKind.Invalid, $"days: {message}", new Dictionary<string, string[]> { ["days"] = [message] });
        }

        if (found.Value.IsHosted)
        {
            return Refusal.Conflict($"'{feed}' is published to the portal: there is no source to judge.");
        }

        var now = time.GetUtcNow();
        if ((await store.ListAsync(feed, cancellationToken)).Count(share => share.Expires > now) >= MaxOfFeed)
        {
            return Refusal.Conflict($"'{feed}' has {MaxOfFeed} links in force: revoke one first.");
        }

        var (made, secret) = ScoreCardShare.Make(feed, actor.Name, now, TimeSpan.FromDays(days));
        await store.AddAsync(made, now, cancellationToken);
        await activity.RecordAsync(new ActivityEvent("feed.scorecard.shared", $"The score-card of '{feed}' was shared by a link for {days} days", feed, actor.Name), cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("feed.scorecard.shared", actor, AuditSubjects.Feed(feed), $"The score-card of '{feed}' was shared by a link for {days} days"), cancellationToken);
        return new IssuedShare(made, secret);
    }

    /// <summary>The links of a feed that are in force, newest first.</summary>
    public async Task<Outcome<IReadOnlyList<ScoreCardShare>>> ListAsync(FeedId feed, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(feed, actor, cancellationToken);
        var now = time.GetUtcNow();
        return found.Succeeded
            ? Outcome.Of<IReadOnlyList<ScoreCardShare>>([.. (await store.ListAsync(feed, cancellationToken)).Where(share => share.Expires > now)])
            : found.Refusal;
    }

    /// <summary>Ends a link at once.</summary>
    public async Task<Outcome<string>> RevokeAsync(FeedId feed, string id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (!await store.RemoveAsync(feed, id, cancellationToken))
        {
            return Refusal.NotFound($"'{feed}' has no link '{id}'.");
        }

        await activity.RecordAsync(new ActivityEvent("feed.scorecard.revoked", $"A link to the score-card of '{feed}' was revoked", feed, actor.Name), cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("feed.scorecard.revoked", actor, AuditSubjects.Feed(feed), $"A link to the score-card of '{feed}' was revoked"), cancellationToken);
        return id;
    }

    /// <summary>The feed whose score-card a link opens; null when the link is unknown, revoked or has ended, or the feed is followed no more.</summary>
    public async Task<Feed?> OpenAsync(string secret, CancellationToken cancellationToken = default) =>
        await store.FindByHashAsync(ScoreCardShare.HashOf(secret), cancellationToken) is { } share && share.Expires > time.GetUtcNow()
        && await catalogue.FindAsync(share.Feed, cancellationToken) is { IsHosted: false, TakesEntries: true } feed
            ? feed
            : null;

    private async Task<Outcome<Feed>> FindAsync(FeedId feed, Actor actor, CancellationToken cancellationToken)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        return found.Succeeded && !actor.Manages(found.Value) ? Refusal.Forbidden("Only operators and the owning team share a feed's score-card.") : found;
    }
}
