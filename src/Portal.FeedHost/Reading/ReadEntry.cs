using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.FeedHost.Publishing;

namespace Portal.FeedHost.Reading;

/// <summary><c>GET /feeds/{feed}/entries/{id}</c>: one entry ; with <c>revision</c>, as it was.</summary>
internal sealed class ReadEntry(IHostedFeeds feeds, EntryLookup entries, PurgedEntries purged)
{
    public async Task<IResult> HandleAsync(string feed, string entryId, HttpContext http)
    {
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, http.RequestAborted) is not { } found)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if (Negotiation.Choose(http.Request, FeedFormats.OfEntries) is not { } format)
        {
            return FeedProblem.NotAcceptable(FeedFormats.OfEntries);
        }

        if (await entries.FindAsync(id, entryId, http) is not { } current)
        {
            return await purged.FindAsync(id, Addresses.EntryIdIn(http, id.Value) ?? entryId, http) ?? PublishAnswers.NoEntry(found, entryId);
        }

        var address = new Addresses(http.Request).Entry(id, current.Entry.Id);
        return http.Request.Query["revision"].ToString() is { Length: > 0 } revision
            ? await RevisionAsync(found, current, revision, address, format, http)
            : Answer(found, current, address, format, http);
    }

    private async Task<IResult> RevisionAsync(HostedFeed feed, RecordedEntry current, string revision, string address, string format, HttpContext http)
    {
        if (!int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return FeedProblem.BadRequest($"'revision' is a number from 1; this is '{revision}'.");
        }

        return await entries.FindRevisionAsync(current, number, http.RequestAborted) is { } past
            ? Answer(feed, past, $"{address}?revision={number}", format, http)
            : FeedProblem.NotFound($"The entry '{current.Entry.Id}' has no revision {number}; the current one is {current.Revision}.");
    }

    private static IResult Answer(HostedFeed feed, RecordedEntry entry, string self, string format, HttpContext http)
    {
        if (entry.Entry.IsTombstone)
        {
            return PublishAnswers.Deleted(entry);
        }

        var tag = EntryTag.Of(entry, feed.Owner, feed.Variant(format));
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        return PageTag.IsKnown(http.Request, tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : FeedFormats.Entry(
                format, feed.Show(entry), new Presentation(feed, new Addresses(http.Request).Feed(feed.Id), shown => EntryLinks.Of(feed, shown, self)));
    }
}
