using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.Ingestion.Intake;

namespace Portal.FeedHost.Publishing;

/// <summary><c>POST /feeds/{feed}</c>: publishes one entry (RFC 5023 section 9.2).</summary>
internal sealed class PostEntry(IHostedFeeds feeds, IEventLog log, EntryIntake intake, PublishRate rate, IRefusals refusals, TimeProvider time)
{
    public async Task<IResult> HandleAsync(string feed, HttpContext http)
    {
        var cancelled = http.RequestAborted;
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, cancelled) is not { } found)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if ((PublishRules.RefuseCaller(found) ?? PublishRules.RefuseBody(http.Request)) is { } refused)
        {
            return refused;
        }

        if (!IdempotencyKey.TryRead(http, id, out var key, out var badKey))
        {
            return FeedProblem.BadRequest(badKey);
        }

        if (rate.Take(found, 1, http.Response) is { } tooMany)
        {
            return await CountAsync(id, tooMany);
        }

        if (await EntryBody.ReadAsync(http.Request, found.MaxEntryBytes, cancelled) is not { } body)
        {
            return await CountAsync(id, PublishAnswers.TooLarge(found));
        }

        var read = PublishedBody.Read(http.Request, body, found);
        if (read.Entry is not { } given)
        {
            return await CountAsync(id, FeedProblem.Unprocessable(read.Problem!));
        }

        var entry = PublishRules.Stamp(given, found, time.GetUtcNow(), key, Slug.Of(http.Request));
        var address = new Addresses(http.Request).Entry(id, entry.Id);
        if (EntryIdentity.ProblemOf(entry.Id, address) is { } unusable)
        {
            return await CountAsync(id, FeedProblem.Unprocessable(unusable));
        }

        var result = await intake.AcceptAsync(
            new IntakeBatch
            {
                Feed = id,
                Entries = [new IncomingEntry(entry, body.Length) { Receipt = key?.ReceiptOf(body) }],
                Duplicates = DuplicatePolicy.Refuse,
                MayReject = true,
            },
            cancelled);
        return result.Outcome switch
        {
            IntakeOutcome.Stored => PublishAnswers.Created(http, found, PublishAnswers.Recorded(id, entry, result, body.Length), address),
            IntakeOutcome.Duplicate => await RepeatAsync(found, entry.Id, key, body, address, http),
            _ => await CountAsync(id, PublishAnswers.Invalid(result.Verdicts[0])),
        };
    }

    // The same POST again, because its answer was lost on the way, gets that answer; anything else with the id is refused.
    private async Task<IResult> RepeatAsync(
        HostedFeed feed, string entryId, IdempotencyKey? key, ReadOnlyMemory<byte> body, string address, HttpContext http)
    {
        if (key is not null && await log.RevisionsAsync(feed.Id, entryId, http.RequestAborted) is [.., { Receipt: { } receipt } stored])
        {
            if (receipt == key.ReceiptOf(body))
            {
                return PublishAnswers.Created(http, feed, stored, address);
            }

            if (key.IsOf(receipt))
            {
                return await CountAsync(feed.Id, FeedProblem.Unprocessable($"The Idempotency-Key '{key}' was used for another entry, {address}."));
            }
        }

        return await CountAsync(feed.Id, PublishAnswers.Duplicate(entryId, address));
    }

    private async Task<IResult> CountAsync(FeedId feed, FeedProblem problem)
    {
        await refusals.CountAsync(feed);
        return problem;
    }
}
