using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Portal.FeedHost.Reading;

/// <summary>The entity tag of a page: it names the entries in it and what the feed says of itself.</summary>
internal static class PageTag
{
    public static EntityTagHeaderValue Of(HostedFeed feed, FeedPage page)
    {
        var first = page.Entries is [var newest, ..] ? newest.Position.Value : 0;
        var last = page.Entries is [.., var oldest] ? oldest.Position.Value : 0;
        var description = Fingerprint.Of(feed.Title, feed.Summary, feed.Owner);

        // Weak: absolute addresses in the page follow the host that it was asked at.
        return new EntityTagHeaderValue($"\"{first}-{last}-{page.Entries.Count}-{page.Older?.Position.Value ?? 0}-{description}\"", isWeak: true);
    }

    /// <summary>Whether the client holds it already (RFC 9110 section 13.1.2).</summary>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(tag, useStrongComparison: false));
}
