using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.FeedHost.Reading;
using Portal.Ingestion.Intake;
using Portal.Syndication;
using Portal.Syndication.Reading;
using Portal.Syndication.Writing;

namespace Portal.FeedHost.Publishing;

/// <summary><c>POST /feeds/{feed}</c>: publishes one entry (RFC 5023 section 9.2).</summary>
internal sealed class PostEntry(IHostedFeeds feeds, EntryIntake intake, IRefusals refusals, TimeProvider time)
{
    private const string ReadMethods = "GET, HEAD";

    public async Task<IResult> HandleAsync(string feed, HttpContext http)
    {
        var cancelled = http.RequestAborted;
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, cancelled) is not { } found)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if (Refuse(found, http.Request) is { } refused)
        {
            return refused;
        }

        if (await EntryBody.ReadAsync(http.Request, found.MaxEntryBytes, cancelled) is not { } body)
        {
            return await CountAsync(id, new FeedProblem(
                StatusCodes.Status413PayloadTooLarge, "Too large", $"An entry of '{feed}' has at most {found.MaxEntryBytes} bytes."));
        }

        var read = AtomEntryReader.Read(body, new FeedReadOptions { ContentType = http.Request.ContentType });
        if (read.Entry is not { } given)
        {
            return await CountAsync(id, FeedProblem.Unprocessable(read.Problem!));
        }

        var entry = Stamp(given, found, time.GetUtcNow());
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
            IntakeOutcome.Stored => Created(http.Response, found, Recorded(id, entry, result, body.Length), address),
            IntakeOutcome.Duplicate => await CountAsync(id, Duplicate(entry.Id, address)),
            _ => await CountAsync(id, Invalid(result.Verdicts[0])),
        };
    }

    private static FeedProblem? Refuse(HostedFeed feed, HttpRequest request)
    {
        if (!feed.IsHosted)
        {
            return new FeedProblem(
                StatusCodes.Status405MethodNotAllowed, "Not a hosted feed", $"'{feed.Id}' is followed from elsewhere: nothing is published to it here.")
            {
                Allow = ReadMethods,
            };
        }

        if (!feed.CallerMayPublish)
        {
            return new FeedProblem(StatusCodes.Status403Forbidden, "Not allowed", $"Your role does not publish to '{feed.Id}'.");
        }

        if (feed.IsRetired)
        {
            return new FeedProblem(StatusCodes.Status405MethodNotAllowed, "Retired", $"'{feed.Id}' is retired: it takes no more entries.")
            {
                Allow = ReadMethods,
            };
        }

        return IsEntry(request.ContentType) ? RefuseCoding(request) : new FeedProblem(
            StatusCodes.Status415UnsupportedMediaType, "Unsupported media type",
            $"Entries are published as {MediaTypes.AtomEntry}; this is '{request.ContentType}'.");
    }

    // RFC 9110 section 15.5.16: Accept-Encoding tells that the coding is the matter, not the media type.
    private static FeedProblem? RefuseCoding(HttpRequest request) =>
        request.Headers.ContentEncoding is [{ Length: > 0 } coding, ..] && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? new FeedProblem(
                StatusCodes.Status415UnsupportedMediaType, "Unsupported content coding", $"Entries are published as they are, without '{coding}'.")
            {
                AcceptEncoding = "identity",
            }
            : null;

    private static bool IsEntry(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            return false;
        }

        var kind = type.Parameters.FirstOrDefault(p => p.Name.Equals("type", StringComparison.OrdinalIgnoreCase))?.Value.Value?.Trim('"');
        return type.MediaType.Equals(MediaTypes.Atom, StringComparison.OrdinalIgnoreCase) && kind is null or "entry";
    }

    // RFC 5023 section 9.2: the server may change what it was sent; here only what the feed does not leave to its publishers.
    private static Entry Stamp(Entry given, HostedFeed feed, DateTimeOffset now) => given with
    {
        Id = feed.AllowClientIds && given.Id.Length > 0 ? given.Id : $"urn:uuid:{Guid.CreateVersion7(now)}",
        Updated = feed.AllowClientDates && given.Updated is { } updated ? updated : now,
        Published = feed.AllowClientDates && given.Published is { } published ? published : now,
    };

    private static RecordedEntry Recorded(FeedId feed, Entry entry, IntakeResult result, int size) => new()
    {
        Position = result.Append!.Entries[0].Position,
        Feed = feed,
        Entry = entry,
        Received = result.Append.Received,
        Verdict = result.Verdicts[0],
        Size = size,
    };

    private static AtomResult Created(HttpResponse response, HostedFeed feed, RecordedEntry stored, string address)
    {
        response.Headers.Location = address;
        response.Headers.ContentLocation = address;
        response.Headers.ETag = EntryTag.Of(stored, feed.Owner).ToString();
        return new AtomResult(MediaTypes.AtomEntry, output => AtomWriter.WriteEntry(output, stored, feed.Owner, [new(address, "self")]))
        {
            Status = StatusCodes.Status201Created,
        };
    }

    private static FeedProblem Duplicate(string entryId, string address) =>
        new(StatusCodes.Status409Conflict, "Duplicate id", $"The entry '{entryId}' is stored already, at {address}.") { Location = address };

    private static FeedProblem Invalid(ContractVerdict verdict)
    {
        var first = verdict.Violations[0];
        var place = first.Path.Length == 0 ? "" : $" at {first.Path}";
        var more = verdict.Violations.Count == 1 ? "" : $" (and {verdict.Violations.Count - 1} more)";
        return new FeedProblem(
            StatusCodes.Status422UnprocessableEntity, "Contract violated",
            $"The entry breaks contract {verdict.ContractVersion}{place}: {first.Message}{more}")
        {
            Violations = verdict.Violations,
        };
    }

    private async Task<IResult> CountAsync(FeedId feed, FeedProblem problem)
    {
        await refusals.CountAsync(feed);
        return problem;
    }
}
