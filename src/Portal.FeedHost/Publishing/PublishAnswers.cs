using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.FeedHost.Reading;
using Portal.Ingestion.Intake;
using Portal.Syndication;

namespace Portal.FeedHost.Publishing;

/// <summary>What publishers are answered.</summary>
internal static class PublishAnswers
{
    // RFC 7240 section 4.2: a publisher that has the entry need not be sent it.
    private const string Minimal = "return=minimal";

    /// <summary>The entry as the log has it now.</summary>
    public static RecordedEntry Recorded(FeedId feed, Entry entry, IntakeResult result, int size) => new()
    {
        Position = result.Append!.Entries[0].Position,
        Feed = feed,
        Entry = entry,
        Received = result.Append.Received,
        Verdict = result.Verdicts[0],
        Size = size,
    };

    /// <summary>The answer to a new entry (RFC 5023 section 9.2).</summary>
    public static DocumentResult Created(HttpContext http, HostedFeed feed, RecordedEntry stored, string address)
    {
        http.Response.Headers.Location = address;
        return Stored(http, feed, stored, address, StatusCodes.Status201Created);
    }

    /// <summary>The answer to an entry that was replaced (RFC 5023 section 9.3).</summary>
    public static DocumentResult Replaced(HttpContext http, HostedFeed feed, RecordedEntry stored, string address) =>
        Stored(http, feed, stored, address, StatusCodes.Status200OK);

    public static FeedProblem Duplicate(string entryId, string address) =>
        new(StatusCodes.Status409Conflict, "Duplicate id", $"The entry '{entryId}' is stored already, at {address}.") { Location = address };

    public static FeedProblem Invalid(ContractVerdict verdict)
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

    public static FeedProblem TooLarge(HostedFeed feed) => new(
        StatusCodes.Status413PayloadTooLarge, "Too large", $"An entry of '{feed.Id}' has at most {feed.MaxEntryBytes} bytes.");

    public static FeedProblem NoEntry(HostedFeed feed, string entryId) => FeedProblem.NotFound($"Feed '{feed.Id}' has no entry '{entryId}'.");

    public static FeedProblem Deleted(RecordedEntry tombstone) => new(
        StatusCodes.Status410Gone, "Deleted", $"The entry '{tombstone.Entry.Id}' was deleted at {tombstone.Entry.Updated:u}.");

    /// <summary>RFC 9110 section 13.1.1: the condition names a revision that is not the current one.</summary>
    public static FeedProblem Stale(string entryId) => new(
        StatusCodes.Status412PreconditionFailed, "Changed meanwhile",
        $"The entry '{entryId}' is not the one that If-Match names: read it again, then edit what it is now.");

    private static bool PrefersMinimal(HttpRequest request) => request.Headers["Prefer"]
        .SelectMany(value => value?.Split(',') ?? [])
        .Any(preference => preference.Split(';')[0].Trim().Equals(Minimal, StringComparison.OrdinalIgnoreCase));

    // It is stored whatever the client likes to read: Atom when nothing else will do.
    private static DocumentResult Stored(HttpContext http, HostedFeed feed, RecordedEntry stored, string address, int status)
    {
        var format = Negotiation.Choose(http.Request, FeedFormats.OfEntries) ?? MediaTypes.Atom;
        http.Response.Headers.ContentLocation = address;
        http.Response.Headers.ETag = EntryTag.Of(stored, feed.Owner, format).ToString();
        var shown = new Presentation(feed, new Addresses(http.Request).Feed(feed.Id), entry => EntryLinks.Of(feed, entry, address));
        var answer = FeedFormats.Entry(format, stored, shown) with { Status = status, Stored = stored };
        if (!PrefersMinimal(http.Request))
        {
            return answer;
        }

        http.Response.Headers["Preference-Applied"] = Minimal;
        return answer with { Write = static _ => { } };
    }
}
