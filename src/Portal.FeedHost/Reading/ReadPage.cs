using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.Syndication;
using Portal.Syndication.Writing;

namespace Portal.FeedHost.Reading;

/// <summary><c>GET /feeds/{feed}</c>: a page of a feed.</summary>
internal sealed class ReadPage(IHostedFeeds feeds, PageReader pages, HeadPages heads, PurgedEntries purged, IEventArchive archive, StreamFeed stream)
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

        DeprecationHeaders.Set(http.Response, found);
        var (query, problem) = PageQuery.Read(http.Request.Query);
        if (query is null)
        {
            return FeedProblem.BadRequest(problem!);
        }

        if (format == MediaTypes.EventStream)
        {
            return await stream.HandleAsync(found, query, http);
        }

        var addresses = new Addresses(http.Request);
        var self = addresses.Feed(id) + http.Request.QueryString;
        var key = query is { IsHead: true, Search: null } ? await heads.KeyAsync(found, format, self, cancelled) : null;
        if (key is not null && !Delta.IsAskedFor(http.Request) && heads.Find(key) is { } head)
        {
            return Answer(head, http);
        }

        if (await pages.ReadAsync(id, query, cancelled) is not { } page)
        {
            return await purged.FindAsync(id, query.Marker!, http) ?? FeedProblem.NotFound($"Feed '{feed}' has no entry '{query.Marker}' to page from.");
        }

        var links = PageLinks.Of(found, query, page, key is null ? null : await archive.NewestAsync(id, cancelled), addresses, self);
        var tag = PageTag.Of(found, page, format).ToString();
        var shown = new Presentation(found, addresses.Feed(id), entry => EntryLinks.Of(found, entry, addresses.Entry(id, entry.Entry.Id)));
        if (key is not null && Delta.Since(http.Request, found, format) is { } seen && !PageTag.IsKnown(http.Request, tag))
        {
            SetHeaders(http.Response, tag, LinkHeader.Of(links));
            http.Response.Headers["IM"] = Delta.Manipulation;
            var news = page.Entries.Where(entry => entry.Position > seen);
            return FeedFormats.Page(format, FeedDocument.Of(found, [.. news], links), shown) with { Status = StatusCodes.Status226IMUsed };
        }

        var rendered = Render(FeedFormats.Page(format, FeedDocument.Of(found, page.Entries, links), shown), tag, links);
        if (key is not null)
        {
            heads.Keep(key, rendered);
        }

        return Answer(rendered, http);
    }

    private static HeadPage Render(DocumentResult document, string tag, IReadOnlyList<EntryLink> links)
    {
        using var body = new MemoryStream();
        document.Write(body);
        return new HeadPage(tag, LinkHeader.Of(links), document.ContentType, body.ToArray());
    }

    private static IResult Answer(HeadPage page, HttpContext http)
    {
        SetHeaders(http.Response, page.Tag, page.Link);
        return PageTag.IsKnown(http.Request, page.Tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : new BytesResult(page.ContentType, page.Body);
    }

    private static void SetHeaders(HttpResponse response, string tag, string link)
    {
        response.Headers.ETag = tag;
        response.Headers.Link = link;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept, Authorization, A-IM";
    }
}
