using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Events;
using Portal.Syndication;

namespace Portal.FeedHost.Reading;

/// <summary>The entity tag of a page: it names the entries in it and what the feed says of itself.</summary>
internal static class PageTag
{
    private const int Parts = 5;

    public static EntityTagHeaderValue Of(HostedFeed feed, FeedPage page, string format = MediaTypes.Atom)
    {
        var first = page.Entries is [var newest, ..] ? newest.Position.Value : 0;
        var last = page.Entries is [.., var oldest] ? oldest.Position.Value : 0;
        var description = Describe(feed, format);

        // Weak: absolute addresses in the page follow the host that it was asked at.
        return new EntityTagHeaderValue($"\"{first}-{last}-{page.Entries.Count}-{page.Older?.Position.Value ?? 0}-{description}\"", isWeak: true);
    }

    /// <summary>The newest position in a page that the client holds as this format, described as the feed is now; null when it holds none.</summary>
    public static EventPosition? NewestSeen(HttpRequest request, HostedFeed feed, string format)
    {
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known))
        {
            return null;
        }

        var description = Describe(feed, format);
        return known.Select(tag => tag.Tag.Value!.Trim('"').Split('-'))
            .Where(parts => parts.Length == Parts && parts[^1] == description && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(parts => (EventPosition?)new EventPosition(long.Parse(parts[0], CultureInfo.InvariantCulture)))
            .Max();
    }

    /// <summary>Whether the client holds it already (RFC 9110 section 13.1.2).</summary>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(tag, useStrongComparison: false));

    /// <summary>Whether the client holds it already.</summary>
    public static bool IsKnown(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Count > 0 && IsKnown(request, EntityTagHeaderValue.Parse(tag));

    // A feed that is deprecated says so to those who hold its page, too.
    private static string Describe(HostedFeed feed, string format) => feed.Deprecation?.Successor is { } successor
        ? Fingerprint.Of(feed.Title, feed.Summary, feed.Owner, feed.Variant(format), successor.Value)
        : Fingerprint.Of(feed.Title, feed.Summary, feed.Owner, feed.Variant(format));
}
