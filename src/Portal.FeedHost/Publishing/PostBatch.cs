using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.Ingestion.Intake;

namespace Portal.FeedHost.Publishing;

/// <summary><c>POST /feeds/{feed}</c> of a feed document or a batch of CloudEvents: publishes all of its entries, or none.</summary>
internal sealed class PostBatch(IHostedFeeds feeds, EntryIntake intake, PublishRate rate, IRefusals refusals, TimeProvider time)
{
    public async Task<IResult> HandleAsync(string feed, HttpContext http)
    {
        var cancelled = http.RequestAborted;
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, cancelled) is not { } found)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if ((PublishRules.RefuseCaller(found) ?? PublishRules.RefuseCoding(http.Request)) is { } refused)
        {
            return refused;
        }

        if (await EntryBody.ReadAsync(http.Request, PublishedBatch.MaxBytes, cancelled) is not { } body)
        {
            return await CountAsync(id, new FeedProblem(
                StatusCodes.Status413PayloadTooLarge, "Too large", $"A batch has at most {PublishedBatch.MaxBytes} bytes."));
        }

        var batch = PublishedBatch.Read(http.Request, body, found);
        if (batch.Problem is { } problem)
        {
            return await CountAsync(id, FeedProblem.Unprocessable(problem));
        }

        if (rate.Take(found, batch.Entries.Count, http.Response) is { } tooMany)
        {
            return await CountAsync(id, tooMany);
        }

        if (batch.Entries.FirstOrDefault(entry => !entry.Result.IsEntry) is { } unusable)
        {
            return await CountAsync(id, FeedProblem.Unprocessable(unusable.Result.Problem!));
        }

        if (batch.Entries.Any(entry => entry.Bytes > found.MaxEntryBytes))
        {
            return await CountAsync(id, PublishAnswers.TooLarge(found));
        }

        var now = time.GetUtcNow();
        var addresses = new Addresses(http.Request);
        var entries = batch.Entries.Select(entry => new IncomingEntry(PublishRules.Stamp(entry.Result.Entry!, found, now), entry.Bytes)).ToList();
        if (entries.Select(entry => EntryIdentity.ProblemOf(entry.Entry.Id, addresses.Entry(id, entry.Entry.Id))).FirstOrDefault(wrong => wrong is not null) is { } bad)
        {
            return await CountAsync(id, FeedProblem.Unprocessable(bad));
        }

        var result = await intake.AcceptAsync(
            new IntakeBatch { Feed = id, Entries = entries, Duplicates = DuplicatePolicy.Refuse, MayReject = true }, cancelled);
        return result.Outcome switch
        {
            IntakeOutcome.Stored => Stored(id, result.Append!, addresses),
            IntakeOutcome.Duplicate => await CountAsync(id, Duplicates(id, result.Append!, addresses)),
            _ => await CountAsync(id, Invalid(entries, result.Verdicts)),
        };
    }

    private static IResult Stored(FeedId feed, AppendResult append, Addresses addresses) => Results.Json(
        new BatchAnswer([.. append.Entries.Select(entry => new BatchItem(entry.EntryId, entry.Position.Value, addresses.Entry(feed, entry.EntryId)))]),
        statusCode: StatusCodes.Status201Created);

    private static FeedProblem Duplicates(FeedId feed, AppendResult append, Addresses addresses)
    {
        var taken = append.Entries.Where(entry => entry.Outcome == AppendOutcome.Duplicate).ToList();
        return new FeedProblem(
            StatusCodes.Status409Conflict, "Duplicate id",
            $"Nothing was stored: {string.Join(", ", taken.Take(20).Select(entry => $"'{entry.EntryId}'"))} {(taken.Count == 1 ? "is" : "are")} stored already, or twice in the batch.")
        {
            Location = addresses.Entry(feed, taken[0].EntryId),
        };
    }

    // Each violation says whose it is: a batch is mended as a whole.
    private static FeedProblem Invalid(List<IncomingEntry> entries, IReadOnlyList<ContractVerdict> verdicts)
    {
        var broken = verdicts.Select((verdict, i) => (Verdict: verdict, entries[i].Entry.Id)).Where(entry => entry.Verdict.Violations.Count > 0).ToList();
        return new FeedProblem(
            StatusCodes.Status422UnprocessableEntity, "Contract violated",
            $"Nothing was stored: {broken.Count} of {entries.Count} entries break contract {broken[0].Verdict.ContractVersion}.")
        {
            Violations = [.. broken.SelectMany(entry => entry.Verdict.Violations.Select(violation => violation with { Path = $"{entry.Id}#{violation.Path}" }))],
        };
    }

    private async Task<IResult> CountAsync(FeedId feed, FeedProblem problem)
    {
        await refusals.CountAsync(feed);
        return problem;
    }

    private sealed record BatchAnswer(IReadOnlyList<BatchItem> Entries);

    private sealed record BatchItem(string Id, long Position, string Address);
}
