using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Events;

namespace Portal.FeedHost.Protocol;

/// <summary>The absolute addresses of feeds and entries, as this caller reaches the portal.</summary>
internal sealed class Addresses(HttpRequest request)
{
    private readonly string _base = $"{request.Scheme}://{request.Host}{request.PathBase}";

    public string Feed(FeedId feed) => $"{_base}/feeds/{feed}";

    public string Entry(FeedId feed, string entryId) => $"{_base}/feeds/{feed}/entries/{Uri.EscapeDataString(entryId)}";

    /// <summary>A page of a feed; parameters without a value are left out.</summary>
    public string Page(FeedId feed, params (string Name, string? Value)[] parameters) =>
        QueryHelpers.AddQueryString(Feed(feed), parameters.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value)));
}
