using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;

namespace Portal.FeedHost.Reading;

/// <summary>Finds the entry that an address names.</summary>
internal sealed class EntryLookup(IEventLog log)
{
    /// <summary>The current revision; null when the feed has no such entry.</summary>
    public async Task<RecordedEntry?> FindAsync(FeedId feed, string routedId, HttpContext http) =>
        await log.FindAsync(feed, Addresses.EntryIdIn(http, feed.Value) ?? routedId, http.RequestAborted)
        ?? await log.FindAsync(feed, Addresses.EntryIdOf(routedId), http.RequestAborted);

    /// <summary>A revision by its number, from 1; null when the feed has no such entry, or keeps that revision no longer.</summary>
    public async Task<RecordedEntry?> FindRevisionAsync(RecordedEntry current, int revision, CancellationToken cancellationToken) =>
        current.Revision == revision
            ? current
            : (await log.RevisionsAsync(current.Feed, current.Entry.Id, cancellationToken)).FirstOrDefault(past => past.Revision == revision);
}
