using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Events.Log;

namespace Portal.Web.Privacy;

/// <summary>Shows one entry with its private fields to somebody who may see them and says why; that is taken down first.</summary>
internal sealed class RevealDesk(FeedRegistry feeds, IEventLog log, IActivityLog activity, IAuditTrail audit)
{
    private const int LongestReason = 2_000;

    /// <summary>The entry as it was recorded.</summary>
    public async Task<Outcome<RecordedEntry>> RevealAsync(
        FeedId feed, EventPosition position, string? reason, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (!actor.CanSeePrivate(found.Value))
        {
            return Refusal.Forbidden($"Private fields of '{feed}' are seen by operators, by '{found.Value.Owner}', and by those with the right 'private'.");
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            var message = $"Say why, in 1 to {LongestReason} characters: it is taken down.";
            return new Refusal(RefusalKind.Invalid, $"reason: {message}", new Dictionary<string, string[]> { ["reason"] = [message] });
        }

        var entries = await log.ReadAsync(
            new EventQuery { Feeds = [feed], From = new EventPosition(position.Value - 1), Limit = 1, IncludeSuperseded = true }, cancellationToken);
        if (entries is not [var entry] || entry.Position != position)
        {
            return Refusal.NotFound($"'{feed}' has no entry at position {position}.");
        }

        await activity.RecordAsync(
            new ActivityEvent("access.entry.revealed", $"Private fields of entry {entry.Entry.Id} of '{found.Value.Title}' were revealed", feed, actor.Name, reason.Trim()),
            cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("access.entry.revealed", actor, AuditSubjects.Feed(feed), $"Private fields of entry {entry.Entry.Id} of '{found.Value.Title}' were revealed")
            {
                Changes = [new("position", null, $"{position}"), new("reason", null, reason.Trim())],
            },
            cancellationToken);
        return entry;
    }
}
