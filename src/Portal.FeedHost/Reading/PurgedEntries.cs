using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;

namespace Portal.FeedHost.Reading;

/// <summary>Answers for entries that are not in the log: never there, or there once and purged since.</summary>
internal sealed class PurgedEntries(IEventArchive archive, IEventLog log)
{
    /// <summary>410 with the oldest entry that is kept when the entry was purged, else null.</summary>
    public async Task<FeedProblem?> FindAsync(FeedId feed, string entryId, HttpContext http)
    {
        if (!await archive.WasPurgedAsync(feed, entryId, http.RequestAborted))
        {
            return null;
        }

        var kept = await log.ReadAsync(new EventQuery { Feeds = [feed], Limit = 1 }, http.RequestAborted);
        var oldest = kept is [var first] ? first.Entry.Id : null;
        return new FeedProblem(
            StatusCodes.Status410Gone,
            "Purged",
            $"The entry '{entryId}' of feed '{feed}' is older than the feed keeps. "
            + (oldest is null ? "Nothing is kept at present." : $"The oldest entry that is kept is '{oldest}'."))
        {
            Oldest = oldest is null ? null : new OldestEntry(oldest, new Addresses(http.Request).Entry(feed, oldest)),
        };
    }
}
