using Microsoft.AspNetCore.Http;
using Portal.Events.Entries;
using Portal.FeedHost.Protocol;

namespace Portal.FeedHost.Publishing;

/// <summary>Who may change a feed, and with what. Pure.</summary>
internal static class PublishRules
{
    private const string ReadMethods = "GET, HEAD";

    /// <summary>Why this caller changes nothing in this feed; null when they may.</summary>
    public static FeedProblem? RefuseCaller(HostedFeed feed)
    {
        if (!feed.IsHosted)
        {
            return NotAllowed("Not a hosted feed", $"'{feed.Id}' is followed from elsewhere: nothing is published to it here.");
        }

        if (!feed.CallerMayPublish)
        {
            return new FeedProblem(StatusCodes.Status403Forbidden, "Not allowed", $"Your role does not publish to '{feed.Id}'.");
        }

        return feed.IsRetired ? NotAllowed("Retired", $"'{feed.Id}' is retired: it takes no more entries.")
            : feed.IsProposed ? NotAllowed("Proposed", $"'{feed.Id}' is only proposed: it takes entries once an operator has made it active.")
            : null;
    }

    /// <summary>Why nobody edits entries of this feed; null when it allows edits.</summary>
    public static FeedProblem? RefuseEdits(HostedFeed feed) =>
        feed.AllowEdits ? null : NotAllowed("No edits", $"Entries of '{feed.Id}' are not replaced or removed.");

    /// <summary>Why a body of this type and coding is not taken; null when it is.</summary>
    public static FeedProblem? RefuseBody(HttpRequest request) =>
        PublishedBody.IsTaken(request) ? RefuseCoding(request) : new FeedProblem(
            StatusCodes.Status415UnsupportedMediaType, "Unsupported media type",
            $"Entries are published as {PublishedBody.Taken}; this is '{request.ContentType}'.");

    /// <summary>
    /// The entry as it is stored. RFC 5023 section 9.2: the server may change what it was sent; here only what the feed
    /// does not leave to its publishers.
    /// </summary>
    /// <param name="given">The entry as it was sent.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="now">The time now.</param>
    /// <param name="key">By which a repetition gets the same id again; null when there is none.</param>
    /// <param name="slug">What the publisher would like to read in the entry's address (RFC 5023 section 9.7); null for nothing.</param>
    public static Entry Stamp(Entry given, HostedFeed feed, DateTimeOffset now, IdempotencyKey? key = null, string? slug = null) => given with
    {
        Id = feed.AllowClientIds && given.Id.Length > 0 ? given.Id : AssignedId(feed, key?.EntryId ?? Guid.CreateVersion7(now), slug),
        Updated = feed.AllowClientDates && given.Updated is { } updated ? updated : now,
        Published = feed.AllowClientDates && given.Published is { } published ? published : now,
    };

    /// <summary>Why a body of this coding is not taken (RFC 9110 section 15.5.16); null when it is.</summary>
    public static FeedProblem? RefuseCoding(HttpRequest request) =>
        request.Headers.ContentEncoding is [{ Length: > 0 } coding, ..] && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? new FeedProblem(
                StatusCodes.Status415UnsupportedMediaType, "Unsupported content coding", $"Entries are published as they are, without '{coding}'.")
            {
                AcceptEncoding = "identity",
            }
            : null;

    // The slug is for people; the rest keeps two entries with the same slug apart.
    private static string AssignedId(HostedFeed feed, Guid unique, string? slug) =>
        slug is null ? $"urn:uuid:{unique}" : $"urn:portal:{feed.Id}:{slug}-{unique:N}";

    private static FeedProblem NotAllowed(string title, string detail) =>
        new(StatusCodes.Status405MethodNotAllowed, title, detail) { Allow = ReadMethods };
}
