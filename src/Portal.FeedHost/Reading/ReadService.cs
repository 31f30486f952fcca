using Microsoft.AspNetCore.Http;
using Portal.FeedHost.Protocol;
using Portal.Syndication;
using Portal.Syndication.Writing;

namespace Portal.FeedHost.Reading;

/// <summary><c>GET /feeds</c>: the service document (RFC 5023 section 8), a workspace for each domain.</summary>
internal sealed class ReadService(IHostedFeeds feeds)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        if (!Negotiation.Accepts(http.Request, MediaTypes.AtomService))
        {
            return new FeedProblem(StatusCodes.Status406NotAcceptable, "Not acceptable", $"The service document is served as {MediaTypes.AtomService}.");
        }

        var addresses = new Addresses(http.Request);
        var workspaces = (await feeds.ListAsync(http.User, http.RequestAborted))
            .GroupBy(feed => feed.Domain)
            .OrderBy(domain => domain.Key, StringComparer.OrdinalIgnoreCase)
            .Select(domain => new ServiceWorkspace(
                domain.Key, [.. domain.Select(feed => new ServiceCollectionLink(
                    addresses.Feed(feed.Id), feed.Title, addresses.Categories(feed.Id), AcceptedBy(feed)))]))
            .ToList();
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        return new DocumentResult(MediaTypes.AtomService, output => ServiceWriter.Write(output, workspaces));
    }

    // RFC 5023 section 8.3.4: an empty accept tells this caller that nothing can be created here.
    private static IReadOnlyList<string> AcceptedBy(HostedFeed feed) =>
        feed is { IsHosted: true, IsRetired: false, IsProposed: false, CallerMayPublish: true } ? FeedFormats.Published : [];
}
