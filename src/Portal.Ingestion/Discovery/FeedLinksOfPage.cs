using System.Net.Http.Headers;
using System.Text;
using Portal.Events.Entries;
using Portal.Ingestion.Channels;

namespace Portal.Ingestion.Discovery;

/// <summary>
/// Finds the feeds that a web page names: <c>&lt;link rel="alternate" type="application/rss+xml" href="…"&gt;</c> as browsers do, and
/// links to addresses that look like feeds where it has none of those. Nothing is fetched. Pure.
/// </summary>
internal static class FeedLinksOfPage
{
    /// <summary>The most feeds that are offered.</summary>
    public const int MaxOffers = 20;

    // Pages name their feeds in their head, and the links to them near the top or the end.
    private const int MaxBytes = 2 * 1024 * 1024;

    private const int MaxAddress = 2000;

    private const int MaxTitle = 200;

    private static readonly string[] FeedTypes =
        ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/xml", "text/xml", "application/json"];

    /// <summary>The feeds, those that the page declares first; empty when it names none.</summary>
    public static IReadOnlyList<FeedOffer> Find(FetchResult page)
    {
        List<FeedOffer> declared = [];
        List<FeedOffer> linked = [];
        var baseAddress = page.BaseAddress;
        foreach (var tag in HtmlTag.Of(TextOf(page)))
        {
            switch (tag.Name)
            {
                // The first counts, for all that follows (HTML, section 4.2.3).
                case "base" when tag["href"] is { } href && Resolve(page.BaseAddress, href) is { } named && ReferenceEquals(baseAddress, page.BaseAddress):
                    baseAddress = named;
                    break;
                case "link" when IsFeedLink(tag):
                    Add(declared, baseAddress, tag);
                    break;
                case "a" when tag["href"] is { } href && (IsFeedType(tag["type"]) || LooksLikeFeed(href)):
                    Add(linked, baseAddress, tag);
                    break;
                default:
                    break;
            }
        }

        return declared.Count > 0 ? declared : linked;
    }

    private static bool IsFeedLink(HtmlTag tag)
    {
        var relations = (tag["rel"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return relations.Contains("feed", StringComparer.OrdinalIgnoreCase)
            || (relations.Contains("alternate", StringComparer.OrdinalIgnoreCase) && IsFeedType(tag["type"]));
    }

    // oEmbed and the like say JSON or XML as well, and are no feeds.
    private static bool IsFeedType(string? type)
    {
        var bare = type?.Split(';')[0].Trim();
        return FeedTypes.Contains(bare, StringComparer.OrdinalIgnoreCase);
    }

    // /feed, /feed/, /rss, /atom.xml, /index.rdf, /feeds/all.atom, /?feed=rss2, /feed.json
    private static bool LooksLikeFeed(string href)
    {
        var path = href.Split('?', '#')[0].TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..].ToLowerInvariant();
        return last is "feed" or "rss" or "atom" or "rss2" or "feed.json" or "feed.xml" or "rss.xml" or "atom.xml" or "index.xml" or "index.rdf"
            || last.EndsWith(".rss", StringComparison.Ordinal) || last.EndsWith(".atom", StringComparison.Ordinal) || last.EndsWith(".rdf", StringComparison.Ordinal)
            || href.Contains("?feed=", StringComparison.OrdinalIgnoreCase) || href.Contains("&feed=", StringComparison.OrdinalIgnoreCase);
    }

    private static void Add(List<FeedOffer> offers, Uri? baseAddress, HtmlTag tag)
    {
        if (offers.Count < MaxOffers && tag["href"] is { } href && Resolve(baseAddress, href) is { } address
            && !offers.Exists(offer => offer.Address == address.AbsoluteUri))
        {
            var title = tag["title"];
            offers.Add(new FeedOffer(address.AbsoluteUri, title is null ? null : ShortText.Cut(title, MaxTitle), tag["type"]?.Split(';')[0].Trim()));
        }
    }

    private static Uri? Resolve(Uri? baseAddress, string href)
    {
        // feed: stands for http: in links of the past.
        var text = href.StartsWith("feed://", StringComparison.OrdinalIgnoreCase) ? "http" + href[4..]
            : href.StartsWith("feed:http", StringComparison.OrdinalIgnoreCase) ? href[5..]
            : href;
        var isAddress = baseAddress is null ? Uri.TryCreate(text, UriKind.Absolute, out var address) : Uri.TryCreate(baseAddress, text, out address);
        return isAddress && address is { Scheme: "http" or "https", AbsoluteUri.Length: <= MaxAddress } ? Origins.WithoutCredentials(address) : null;
    }

    // Addresses are ASCII in nearly all encodings: a wrong guess spoils titles at most.
    private static string TextOf(FetchResult page)
    {
        var bytes = page.Body.Span[..Math.Min(page.Body.Length, MaxBytes)];
        var charset = MediaTypeHeaderValue.TryParse(page.ContentType, out var type) ? type.CharSet?.Trim('"') : null;
        try
        {
            var encoding = charset is null ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
            return encoding.GetString(bytes);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8.GetString(bytes);
        }
    }
}
