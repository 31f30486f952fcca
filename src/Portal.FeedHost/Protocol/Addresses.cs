using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Events;

namespace Portal.FeedHost.Protocol;

/// <summary>The absolute addresses of feeds and entries, as a caller reaches the portal.</summary>
/// <param name="Base">The portal's own address, without a slash at its end.</param>
internal sealed record Addresses(string Base)
{
    /// <summary>As the sender of a request reaches it.</summary>
    public Addresses(HttpRequest request)
        : this($"{request.Scheme}://{request.Host}{request.PathBase}")
    {
    }

    /// <summary>The WebSub hub.</summary>
    public string Hub => $"{Base}/hub";

    public string Feed(FeedId feed) => $"{Base}/feeds/{feed}";

    public string Categories(FeedId feed) => $"{Feed(feed)}/categories";

    /// <summary>An archive document.</summary>
    public string Archive(FeedId feed, int number) => string.Create(CultureInfo.InvariantCulture, $"{Feed(feed)}/archives/{number}");

    /// <summary>What an archive that is not complete yet holds before a position: another address for each, as each never changes.</summary>
    public string Archive(FeedId feed, int number, EventPosition before) => $"{Archive(feed, number)}?before={before}";

    /// <summary>An entry; the colons of its id stay as they are (RFC 3986 section 3.3), so that the id can be read in the address.</summary>
    public string Entry(FeedId feed, string entryId) =>
        $"{Base}/feeds/{feed}/entries/{Uri.EscapeDataString(entryId).Replace("%3A", ":", StringComparison.Ordinal)}";

    /// <summary>
    /// The id in the address as it was sent; null when the address was changed on its way. In a routed path an escaped
    /// slash (<c>%2F</c>) and an escaped escape of one (<c>%252F</c>) look the same, and ids have both.
    /// </summary>
    public static string? EntryIdIn(HttpContext http, string feed)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.Split('?', 2)[0];
        var before = $"/feeds/{feed}/entries/";
        var start = path.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : Uri.UnescapeDataString(path[(start + before.Length)..]);
    }

    /// <summary>The id in the routed path of an entry's address: the server leaves an escaped slash alone.</summary>
    public static string EntryIdOf(string path) => path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A page of a feed; parameters without a value are left out.</summary>
    public string Page(FeedId feed, params (string Name, string? Value)[] parameters) =>
        QueryHelpers.AddQueryString(Feed(feed), parameters.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value)));
}
