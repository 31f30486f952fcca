using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Events;

namespace Portal.FeedHost.Protocol;

/// <summary>The absolute addresses of feeds and entries, as this caller reaches the portal.</summary>
internal sealed class Addresses(HttpRequest request)
{
    private readonly string _base = $"{request.Scheme}://{request.Host}{request.PathBase}";

    public string Feed(FeedId feed) => $"{_base}/feeds/{feed}";

    /// <summary>An entry; the colons of its id stay as they are (RFC 3986 section 3.3), so that the id can be read in the address.</summary>
    public string Entry(FeedId feed, string entryId) =>
        $"{_base}/feeds/{feed}/entries/{Uri.EscapeDataString(entryId).Replace("%3A", ":", StringComparison.Ordinal)}";

    /// <summary>The id in the path of an entry's address: the server leaves an escaped slash alone.</summary>
    public static string EntryIdOf(string path) => path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A page of a feed; parameters without a value are left out.</summary>
    public string Page(FeedId feed, params (string Name, string? Value)[] parameters) =>
        QueryHelpers.AddQueryString(Feed(feed), parameters.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value)));
}
