using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.Syndication;
using Portal.Syndication.Writing;

namespace Portal.FeedHost.Reading;

/// <summary><c>GET /feeds/{feed}/entries/{id}</c>: one entry as Atom.</summary>
internal sealed class ReadEntry(IHostedFeeds feeds, IEventLog log)
{
    public async Task<IResult> HandleAsync(string feed, string entryId, HttpContext http)
    {
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, http.RequestAborted) is not { } found)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if (!Negotiation.Accepts(http.Request, MediaTypes.Atom))
        {
            return new FeedProblem(StatusCodes.Status406NotAcceptable, "Not acceptable", $"Entries are served as {MediaTypes.Atom}.");
        }

        var known = await log.FindAsync(id, Addresses.EntryIdIn(http, feed) ?? entryId, http.RequestAborted)
            ?? await log.FindAsync(id, Addresses.EntryIdOf(entryId), http.RequestAborted);
        if (known is not { } entry)
        {
            return FeedProblem.NotFound($"Feed '{feed}' has no entry '{entryId}'.");
        }

        var tag = EntryTag.Of(entry, found.Owner);
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        if (PageTag.IsKnown(http.Request, tag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var self = new Addresses(http.Request).Entry(id, entry.Entry.Id);
        return new AtomResult(MediaTypes.AtomEntry, output => AtomWriter.WriteEntry(output, entry, found.Owner, [new(self, "self")]));
    }
}
