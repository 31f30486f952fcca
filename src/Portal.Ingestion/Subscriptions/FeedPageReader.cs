using Portal.Events.Entries;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Discovery;
using Portal.Ingestion.WebSub;
using Portal.Syndication.Reading;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Reads pages with the portal's own readers of Atom, RSS and JSON Feed.</summary>
internal sealed class FeedPageReader : IFeedPageReader
{
    // A message is no list: the preview shows all.
    private const int MaxNamed = 5;

    public PageReading Read(FetchResult document)
    {
        var result = FeedReader.Read(document.Body, new FeedReadOptions { BaseAddress = document.BaseAddress, ContentType = document.ContentType });
        if (result.IsFeed)
        {
            var page = PageOf(result.Document, document.BaseAddress, result.IsPartial);
            return new PageReading(page, PollProblem.None, result.Note);
        }

        return HtmlPage.Is(document.Body.Span) || IsServedAsPage(document.ContentType)
            ? OfWebPage(FeedLinksOfPage.Find(document))
            : new PageReading(null, PollProblem.Malformed, result.Problem);
    }

    private static bool IsServedAsPage(string? contentType) =>
        contentType?.Split(';')[0].Trim().ToLowerInvariant() is "text/html" or "application/xhtml+xml";

    private static PageReading OfWebPage(IReadOnlyList<FeedOffer> offers)
    {
        var named = string.Join(", ", offers.Take(MaxNamed).Select(offer => offer.Address));
        var detail = offers.Count == 0
            ? "An HTML page was served where a feed was expected, and it names no feed."
            : $"An HTML page was served where a feed was expected. It names {(offers.Count == 1 ? "this feed" : "these feeds")}: {named}";
        return new PageReading(null, PollProblem.HtmlPage, detail) { Offers = offers };
    }

    private static FeedPage PageOf(FeedDocument feed, Uri? address, bool isPartial) => new()
    {
        Source = new SourceDescription(
            NameOf(feed.Format), feed.Id, TextOf(feed.Title), TextOf(feed.Subtitle), LinkOf(feed, "alternate")),
        Entries = feed.Entries,
        Older = OlderOf(feed, address),
        Ttl = feed.Ttl,
        UpdatePeriod = feed.UpdatePeriod,
        QuietTimes = QuietTimes.Of(feed.SkipHours, feed.SkipDays),
        Links = new FeedLinks(LinkOf(feed, "self"), [.. LinksOf(feed, "hub").Take(HubOffer.MaxHubs)]),
        IsComplete = feed is { IsComplete: true, Truncated: false } && !isPartial,
        IsPartial = isPartial,
        Tombstones = feed.Tombstones,
    };

    // Archives do not change while they are walked (RFC 5005 section 4); pages may (section 3).
    private static Uri? OlderOf(FeedDocument feed, Uri? address) =>
        (LinkOf(feed, "prev-archive") ?? LinkOf(feed, "next")) is { } href
        && (address is null ? Uri.TryCreate(href, UriKind.Absolute, out var older) : Uri.TryCreate(address, href, out older))
            ? older
            : null;

    private static string? LinkOf(FeedDocument feed, string relation) => LinksOf(feed, relation).FirstOrDefault();

    private static IEnumerable<string> LinksOf(FeedDocument feed, string relation) =>
        feed.Links.Where(link => link.Rel.Equals(relation, StringComparison.OrdinalIgnoreCase)).Select(link => link.Href);

    private static string? TextOf(EntryText? text) => string.IsNullOrWhiteSpace(text?.Value) ? null : text.Value;

    private static string NameOf(FeedFormat format) => format switch
    {
        FeedFormat.Atom10 => "Atom",
        FeedFormat.Atom03 => "Atom 0.3",
        FeedFormat.Rss20 => "RSS 2.0",
        FeedFormat.Rss09x => "RSS 0.9",
        FeedFormat.Rss10 => "RSS 1.0",
        FeedFormat.JsonFeed => "JSON Feed",
        FeedFormat.Cdf => "CDF",
        _ => format.ToString(),
    };
}
