using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.Ingestion.Intake;

namespace Portal.FeedHost.Publishing;

/// <summary><c>POST /feeds/{feed}</c>: publishes one entry (RFC 5023 section 9.2).</summary>
internal sealed class PostEntry(IHostedFeeds feeds, EntryIntake intake, IRefusals refusals, TimeProvider time)
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

        if (await EntryBody.ReadAsync(http.Request, found.MaxEntryBytes, cancelled) is not { } body)
        {
            return await CountAsync(id, PublishAnswers.TooLarge(found));
        }

        var read = PublishedBody.Read(http.Request, body, found);
        if (read.Entry is not { } given)
        {
            return await CountAsync(id, FeedProblem.Unprocessable(read.Problem!));
        }

        var entry = PublishRules.Stamp(given, found, time.GetUtcNow());
        var address = new Addresses(http.Request).Entry(id, entry.Id);
        if (EntryIdentity.ProblemOf(entry.Id, address) is { } unusable)
        {
            return await CountAsync(id, FeedProblem.Unprocessable(unusable));
        }

        var result = await intake.AcceptAsync(
            new IntakeBatch { Feed = id, Entries = [new IncomingEntry(entry, body.Length)], Duplicates = DuplicatePolicy.Refuse, MayReject = true },
            cancelled);
        return result.Outcome switch
        {
            IntakeOutcome.Stored => PublishAnswers.Created(http, found, PublishAnswers.Recorded(id, entry, result, body.Length), address),
            IntakeOutcome.Duplicate => await CountAsync(id, PublishAnswers.Duplicate(entry.Id, address)),
            _ => await CountAsync(id, PublishAnswers.Invalid(result.Verdicts[0])),
        };
    }

    private async Task<IResult> CountAsync(FeedId feed, FeedProblem problem)
    {
        await refusals.CountAsync(feed);
        return problem;
    }
}
