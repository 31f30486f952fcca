using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Entries;
using Portal.FeedHost.Protocol;
using Portal.FeedHost.Reading;
using Portal.Ingestion.Intake;

namespace Portal.FeedHost.Publishing;

/// <summary><c>PUT /feeds/{feed}/entries/{id}</c>: replaces an entry (RFC 5023 section 9.3); what it was stays readable.</summary>
internal sealed class PutEntry(IHostedFeeds feeds, EntryLookup entries, EntryIntake intake, PublishRate rate, IRefusals refusals, TimeProvider time)
{
    public async Task<IResult> HandleAsync(string feed, string entryId, HttpContext http)
    {
        var cancelled = http.RequestAborted;
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, cancelled) is not { } found)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if ((PublishRules.RefuseCaller(found) ?? PublishRules.RefuseEdits(found) ?? PublishRules.RefuseBody(http.Request)) is { } refused)
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

        if (given.Id.Length > 0 && given.Id != current.Entry.Id)
        {
            return await CountAsync(id, FeedProblem.Unprocessable(
                $"The atom:id '{given.Id}' is not the entry's, '{current.Entry.Id}': an id never changes (RFC 4287 section 4.2.6)."));
        }

        var edited = Edit(given, current.Entry, found, time.GetUtcNow());
        var result = await intake.AcceptAsync(
            new IntakeBatch { Feed = id, Entries = [new IncomingEntry(edited, body.Length)], Replaces = current.Position, MayReject = true }, cancelled);
        return result.Outcome switch
        {
            IntakeOutcome.Stored => PublishAnswers.Replaced(
                http,
                found,
                PublishAnswers.Recorded(id, edited, result, body.Length) with { Revision = current.Revision + 1 },
                new Addresses(http.Request).Entry(id, edited.Id)),
            IntakeOutcome.Stale => PublishAnswers.Stale(edited.Id),
            _ => await CountAsync(id, PublishAnswers.Invalid(result.Verdicts[0])),
        };
    }

    private static Entry Edit(Entry given, Entry current, HostedFeed feed, DateTimeOffset now) => given with
    {
        Id = current.Id,
        Updated = feed.AllowClientDates && given.Updated is { } updated ? updated : now,
        Published = feed.AllowClientDates && given.Published is { } published ? published : current.Published,
    };

    private async Task<IResult> CountAsync(FeedId feed, FeedProblem problem)
    {
        await refusals.CountAsync(feed);
        return problem;
    }
}
