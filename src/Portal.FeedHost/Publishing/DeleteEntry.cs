using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.FeedHost.Protocol;
using Portal.FeedHost.Reading;
using Portal.Ingestion.Intake;

namespace Portal.FeedHost.Publishing;

/// <summary><c>DELETE /feeds/{feed}/entries/{id}</c>: leaves a tombstone (RFC 5023 section 9.4, RFC 6721).</summary>
internal sealed class DeleteEntry(IHostedFeeds feeds, EntryLookup entries, EntryIntake intake, TimeProvider time)
{
    public async Task<IResult> HandleAsync(string feed, string entryId, HttpContext http)
    {
        var cancelled = http.RequestAborted;
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, cancelled) is not { } found)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if ((PublishRules.RefuseCaller(found) ?? PublishRules.RefuseEdits(found)) is { } refused)
        {
            return refused;
        }

        if (await entries.FindAsync(id, entryId, http) is not { } current)
        {
            return PublishAnswers.NoEntry(found, entryId);
        }

        if (EditRules.Refuse(current, found, http.Request) is { } notNow)
        {
            return notNow;
        }

        var tombstone = current.Entry.ToTombstone(time.GetUtcNow());
        var result = await intake.AcceptAsync(
            new IntakeBatch { Feed = id, Entries = [new IncomingEntry(tombstone, Size: 0)], Replaces = current.Position }, cancelled);
        return result.Outcome == IntakeOutcome.Stored ? Results.NoContent() : PublishAnswers.Stale(current.Entry.Id);
    }
}
