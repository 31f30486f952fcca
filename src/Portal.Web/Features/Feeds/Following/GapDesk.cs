using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.Web.Features.Feeds.Following;

/// <summary>What operators do about the gaps of followed feeds.</summary>
internal sealed class GapDesk(FeedRegistry feeds, ISubscriptions subscriptions, IAuditTrail audit)
{
    /// <summary>The longest reason.</summary>
    public const int MaxReason = 2000;

    /// <summary>Fills a gap from the source's older pages, as far as one go comes.</summary>
    public async Task<Outcome<BackfillReport>> BackfillAsync(FeedId feed, string gap, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(feed, gap, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (found.Value.Status == GapStatus.BackFilled)
        {
            return Refusal.Conflict($"The gap '{gap}' is back-filled already.");
        }

        if (await subscriptions.BackfillAsync(feed, gap, actor.Name, cancellationToken) is not { } report)
        {
            return Refusal.Conflict($"The gap '{gap}' changed meanwhile: look again.");
        }

        await audit.RecordAsync(
            new AuditEvent("feed.gap.backfilled", actor, AuditSubjects.Feed(feed), $"Back-filling the gap '{gap}' of '{feed}' was tried"), cancellationToken);
        return report;
    }

    /// <summary>Has a gap accepted as it is: it is no trouble any more, and stays in the account.</summary>
    public async Task<Outcome<Gap>> AcceptAsync(
        FeedId feed, string gap, string? reason, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(feed, gap, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        var why = reason?.Trim() ?? "";
        if (why.Length is 0 or > MaxReason)
        {
            var message = why.Length == 0 ? "Say why the entries may stay missing." : $"At most {MaxReason} characters; these are {why.Length}.";
            return new Refusal(RefusalKind.Invalid, $"reason: {message}", new Dictionary<string, string[]> { ["reason"] = [message] });
        }

        if (found.Value.Status != GapStatus.Open || !await subscriptions.AcceptGapAsync(feed, gap, why, actor.Name, cancellationToken))
        {
            return Refusal.Conflict($"The gap '{gap}' is not open any more.");
        }

        await audit.RecordAsync(
            new AuditEvent("feed.gap.accepted", actor, AuditSubjects.Feed(feed), $"The gap '{gap}' of '{feed}' was accepted") { Changes = [new("reason", null, why)] },
            cancellationToken);
        return await FindAsync(feed, gap, actor, cancellationToken);
    }

    private async Task<Outcome<Gap>> FindAsync(FeedId feed, string gap, Actor actor, CancellationToken cancellationToken)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (!actor.May(Permission.ManageFeeds))
        {
            return Refusal.Forbidden("Only operators back-fill and accept gaps.");
        }

        if (await subscriptions.StatusAsync(feed, cancellationToken) is not { } status)
        {
            return Refusal.NotFound($"'{feed}' is not a followed feed: it has no subscription.");
        }

        return status.Continuity.Gaps.FirstOrDefault(known => known.Id == gap) is { } one
            ? one
            : Refusal.NotFound($"'{feed}' has no gap '{gap}'.");
    }
}
