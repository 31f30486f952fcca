using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Entries;
using Portal.FeedHost.Protocol;
using Portal.Syndication;
using Portal.Syndication.Writing;

namespace Portal.FeedHost.Reading;

/// <summary><c>GET /feeds/{feed}</c>: a page of a feed as Atom.</summary>
internal sealed class ReadPage(IHostedFeeds feeds, PageReader pages)
{
    public async Task<IResult> HandleAsync(string feed, HttpContext http)
    {
        var cancelled = http.RequestAborted;
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, cancelled) is not { } found)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if (!Negotiation.Accepts(http.Request, MediaTypes.Atom))
        {
            return new FeedProblem(StatusCodes.Status406NotAcceptable, "Not acceptable", $"Feeds are served as {MediaTypes.Atom}.");
        }

        var (query, problem) = PageQuery.Read(http.Request.Query);
        if (query is null)
        {
            return FeedProblem.BadRequest(problem!);
        }

        if (await pages.ReadAsync(id, query, cancelled) is not { } page)
        {
            return FeedProblem.NotFound($"Feed '{feed}' has no entry '{query.Marker}' to page from.");
        }

        var tag = PageTag.Of(found, page);
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        var addresses = new Addresses(http.Request);
        var links = PageLinks.Of(found, query, page, addresses, Self(http.Request, addresses, id));
        http.Response.Headers.Link = LinkHeader.Of(links);
        if (PageTag.IsKnown(http.Request, tag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        return new AtomResult(
            MediaTypes.Atom,
            output => AtomWriter.WriteFeed(output, Document(found, page, links), entry => EntryLinks.Of(found, entry, addresses.Entry(id, entry.Entry.Id))));
    }

    private static AtomFeedDocument Document(HostedFeed feed, FeedPage page, IReadOnlyList<EntryLink> links) => new()
    {
        Id = $"urn:portal:feed:{feed.Id}",
        Title = feed.Title,
        Subtitle = feed.Summary,
        Author = feed.Owner,
        Updated = page.Entries is [var newest, ..] ? newest.Entry.Updated ?? newest.Received : feed.Created,
        Links = links,
        Entries = page.Entries,
    };

    private static string Self(HttpRequest request, Addresses addresses, FeedId feed) => addresses.Feed(feed) + request.QueryString;
}
