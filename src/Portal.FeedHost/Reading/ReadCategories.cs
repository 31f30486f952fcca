using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.Syndication;
using Portal.Syndication.Writing;

namespace Portal.FeedHost.Reading;

/// <summary><c>GET /feeds/{feed}/categories</c>: the categories document (RFC 5023 section 7): what entries are searched by.</summary>
internal sealed class ReadCategories(IHostedFeeds feeds, IEventArchive archive)
{
    public async Task<IResult> HandleAsync(string feed, HttpContext http)
    {
        if (!FeedId.TryParse(feed, out var id) || await feeds.FindAsync(id, http.User, http.RequestAborted) is null)
        {
            return FeedProblem.NotFound($"There is no feed '{feed}'.");
        }

        if (!Negotiation.Accepts(http.Request, MediaTypes.AtomCategories))
        {
            return FeedProblem.NotAcceptable([MediaTypes.AtomCategories]);
        }

        var categories = await archive.CategoriesAsync(id, http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        return new DocumentResult(MediaTypes.AtomCategories, output => ServiceWriter.WriteCategories(output, categories));
    }
}
