using Portal.Catalogue.Feeds;

namespace Portal.Web.Features.Requests;

/// <summary>Feeds that may already be what somebody is about to ask for. Pure.</summary>
internal static class SimilarFeeds
{
    private const int Most = 4;
    private const int ShortestWord = 3;

    /// <summary>Those that share words with the title or id, most shared words first, at most four.</summary>
    public static IReadOnlyList<Feed> Of(IReadOnlyList<Feed> feeds, string title, string id)
    {
        var words = $"{title} {id}".Split([' ', '-', '.', '_', ',', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length >= ShortestWord)
            .Select(Stem)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return
        [
            .. feeds.Select(feed => (Feed: feed, Shared: words.Sum(word => Weight(feed, word))))
                .Where(found => found.Shared > 0)
                .OrderByDescending(found => found.Shared)
                .ThenBy(found => found.Feed.Title, StringComparer.OrdinalIgnoreCase)
                .Take(Most)
                .Select(found => found.Feed),
        ];
    }

    // "orders" finds "order": the plural is what titles differ in most.
    private static string Stem(string word) => word.Length > ShortestWord && word[^1] is 's' or 'S' ? word[..^1] : word;

    // A word in the name says more than one in the description.
    private static int Weight(Feed feed, string word) =>
        Has(feed.Title, word) || Has(feed.Id.Value, word) ? 2
        : Has(feed.Summary, word) || feed.Tags.Any(tag => Has(tag, word)) ? 1
        : 0;

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
