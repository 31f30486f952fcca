using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.Syndication;
using Portal.Syndication.Writing;

namespace Portal.FeedHost.Reading;

/// <summary><c>GET /feeds/{feed}</c>: a page of a feed.</summary>
internal sealed class ReadPage(IHostedFeeds feeds, PageReader pages, PurgedEntries purged, IEventArchive archive, StreamFeed stream)
{
    public async Task<IResult> HandleAsync(string feed, HttpContext http)
    {
        var cancelled = http.RequestAborted;
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, cancelled) is not { } found)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if (Negotiation.Choose(http.Request, FeedFormats.OfPages) is not { } format)
        {
            return FeedProblem.NotAcceptable(FeedFormats.OfPages);
        }

        var (query, problem) = PageQuery.Read(http.Request.Query);
        if (query is null)
        {
            return FeedProblem.BadRequest(problem!);
        }

        if (format == MediaTypes.EventStream)
        {
            return await stream.HandleAsync(found, query, http);
        }

        if (await pages.ReadAsync(id, query, cancelled) is not { } page)
        {
            return await purged.FindAsync(id, query.Marker!, http) ?? FeedProblem.NotFound($"Feed '{feed}' has no entry '{query.Marker}' to page from.");
        }

        var tag = PageTag.Of(found, page, format);
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization, A-IM";
        var addresses = new Addresses(http.Request);
        var links = PageLinks.Of(found, query, page, query.IsHead ? await archive.NewestAsync(id, cancelled) : null, addresses, Self(http.Request, addresses, id));
        http.Response.Headers.Link = LinkHeader.Of(links);
        if (PageTag.IsKnown(http.Request, tag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var shown = new Presentation(found, addresses.Feed(id), entry => EntryLinks.Of(found, entry, addresses.Entry(id, entry.Entry.Id)));
        if (Delta.Since(http.Request, query, found, format) is not { } seen)
        {
            return FeedFormats.Page(format, FeedDocument.Of(found, page.Entries, links), shown);
        }

        http.Response.Headers["IM"] = Delta.Manipulation;
        var news = page.Entries.Where(entry => entry.Position > seen);
        return FeedFormats.Page(format, FeedDocument.Of(found, [.. news], links), shown) with { Status = StatusCodes.Status226IMUsed };
    }

    private static string Self(HttpRequest request, Addresses addresses, FeedId feed) => addresses.Feed(feed) + request.QueryString;
}
