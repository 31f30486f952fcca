using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.Syndication;

namespace Portal.FeedHost.Reading;

/// <summary>
/// <c>GET /feeds/{feed}/archives/{n}</c>: an archive document (RFC 5005 section 4). What is at an address never changes. With
/// <c>before</c> it is what an archive held before it was complete.
/// </summary>
internal sealed class ReadArchive(IHostedFeeds feeds, IEventArchive archive, IEventLog log)
{
    /// <summary>More revisions than this are archived within a moment.</summary>
    private const int MaxOpen = EventQuery.MaxLimit;

    private static readonly IReadOnlyList<string> Formats = [.. FeedFormats.OfPages.Where(format => format != MediaTypes.EventStream)];

    public async Task<IResult> HandleAsync(string feed, string number, HttpContext http)
    {
        var cancelled = http.RequestAborted;
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, cancelled) is not { } found)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if (Negotiation.Choose(http.Request, Formats) is not { } format)
        {
            return FeedProblem.NotAcceptable(Formats);
        }

        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted < 1)
        {
            return FeedProblem.NotFound($"Archives are numbered from 1; '{number}' is no number of one.");
        }

        var before = http.Request.Query["before"].ToString();
        return before.Length == 0
            ? await CompleteAsync(found, wanted, format, http)
            : await OpenAsync(found, wanted, before, format, http);
    }

    private async Task<IResult> CompleteAsync(HostedFeed feed, int number, string format, HttpContext http)
    {
        if (await archive.FindAsync(feed.Id, number, http.RequestAborted) is not { } range)
        {
            return FeedProblem.NotFound($"Feed '{feed.Id}' has no archive {number}.");
        }

        if (range.State == ArchiveState.Dropped)
        {
            return new FeedProblem(StatusCodes.Status410Gone, "Gone", $"Archive {number} of feed '{feed.Id}' was removed: the feed keeps no archives.");
        }

        var entries = await archive.ReadAsync(range, http.RequestAborted);
        var hasNewer = await archive.FindAsync(feed.Id, number + 1, http.RequestAborted) is not null;
        var addresses = new Addresses(http.Request);
        return Answer(feed, entries, Links(feed.Id, number, addresses, addresses.Archive(feed.Id, number), hasNewer), range.UpTo, isFinal: hasNewer, format, http);
    }

    private async Task<IResult> OpenAsync(HostedFeed feed, int number, string given, string format, HttpContext http)
    {
        if (!long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var before))
        {
            return FeedProblem.BadRequest($"before must be a position; this is '{given}'.");
        }

        var previous = await archive.FindAsync(feed.Id, number - 1, http.RequestAborted);
        if (number > 1 && previous is null)
        {
            return FeedProblem.NotFound($"Feed '{feed.Id}' has no archive {number}.");
        }

        var after = previous?.UpTo ?? EventPosition.Start;
        var entries = await log.ReadAsync(
            new EventQuery { Feeds = [feed.Id], From = after, Limit = MaxOpen, IncludeSuperseded = true }, http.RequestAborted);
        if (entries.Count == MaxOpen && entries[^1].Position.Value < before)
        {
            http.Response.Headers.RetryAfter = "5";
            return new FeedProblem(StatusCodes.Status503ServiceUnavailable, "Not ready", "The archives of this feed are being made.");
        }

        var within = entries.Where(entry => entry.Position.Value < before).ToList();
        if (within.Count == 0 && await archive.FindAsync(feed.Id, number, http.RequestAborted) is { } complete)
        {
            // Purged since: all of it is in the archive that it became.
            return Results.Redirect(new Addresses(http.Request).Archive(feed.Id, complete.Number));
        }

        if (entries.All(entry => entry.Position.Value != before))
        {
            return FeedProblem.NotFound($"Feed '{feed.Id}' has no entry at position {before} that archive {number} could end before.");
        }

        var newest = within.GroupBy(entry => entry.Entry.Id).Select(revisions => revisions.Last()).OrderBy(entry => entry.Position.Value);
        var addresses = new Addresses(http.Request);
        var self = addresses.Archive(feed.Id, number, new EventPosition(before));
        return Answer(feed, [.. newest], Links(feed.Id, number, addresses, self, hasNewer: false), new EventPosition(before), isFinal: true, format, http);
    }

    private static List<EntryLink> Links(FeedId feed, int number, Addresses addresses, string self, bool hasNewer)
    {
        List<EntryLink> links = [new(self, "self"), new(addresses.Feed(feed), "current")];
        if (number > 1)
        {
            links.Add(new(addresses.Archive(feed, number - 1), "prev-archive"));
        }

        if (hasNewer)
        {
            links.Add(new(addresses.Archive(feed, number + 1), "next-archive"));
        }

        return links;
    }

    private static IResult Answer(
        HostedFeed feed, IReadOnlyList<RecordedEntry> oldestFirst, List<EntryLink> links, EventPosition end, bool isFinal, string format, HttpContext http)
    {
        var entries = oldestFirst.Reverse().ToList();
        var tag = PageTag.Of(feed, new FeedPage(entries, Older: null), $"{format} {end} {links.Count}");
        var response = http.Response;
        response.Headers.ETag = tag.ToString();
        response.Headers.Link = LinkHeader.Of(links);
        response.Headers.Vary = "Accept, Authorization";

        // A year is for ever (RFC 9111 section 1.2.2); who may not see the feed must not find it in a shared cache. The newest
        // archive gets its link to the next one when there is one.
        response.Headers.CacheControl = isFinal ? "private, max-age=31536000, immutable" : "private, max-age=60";
        if (PageTag.IsKnown(http.Request, tag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var addresses = new Addresses(http.Request);
        var shown = new Presentation(feed, addresses.Feed(feed.Id), entry => EntryLinks.InArchive(addresses.Entry(feed.Id, entry.Entry.Id)));
        return FeedFormats.Page(format, FeedDocument.Of(feed, entries, links, isArchive: true), shown);
    }
}
