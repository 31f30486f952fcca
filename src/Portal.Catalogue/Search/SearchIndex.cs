using Portal.Events;

namespace Portal.Catalogue.Search;

/// <summary>
/// What can be found, at one moment: a large segment, a small one with the feeds that have changed since, and which those are.
/// It never changes; a change makes another one, which costs what has changed and not the whole.
/// </summary>
public sealed class SearchIndex
{
    /// <summary>With more changed feeds than this, everything is indexed anew.</summary>
    public const int MaxChanged = 300;

    /// <summary>The most words of a search; what is typed beyond is not looked at.</summary>
    private const int MaxTyped = 8;

    private readonly SearchSegment _main;
    private readonly SearchSegment _changes;
    private readonly IReadOnlyDictionary<FeedId, IReadOnlyList<SearchDocument>> _changed;

    private SearchIndex(SearchSegment main, IReadOnlyDictionary<FeedId, IReadOnlyList<SearchDocument>> changed)
    {
        (_main, _changed) = (main, changed);
        _changes = changed.Count == 0 ? SearchSegment.Empty : SearchSegment.Build(changed.Values.SelectMany(documents => documents));
    }

    /// <summary>Nothing can be found.</summary>
    public static SearchIndex Empty { get; } = new(SearchSegment.Empty, new Dictionary<FeedId, IReadOnlyList<SearchDocument>>());

    /// <summary>How many feeds have changed since all was indexed.</summary>
    public int Changed => _changed.Count;

    /// <summary>An index of these documents.</summary>
    public static SearchIndex Of(IEnumerable<SearchDocument> documents) =>
        new(SearchSegment.Build(documents), new Dictionary<FeedId, IReadOnlyList<SearchDocument>>());

    /// <summary>The index with the documents of some feeds replaced; none for a feed that has gone.</summary>
    public SearchIndex With(IEnumerable<KeyValuePair<FeedId, IReadOnlyList<SearchDocument>>> replaced)
    {
        var changed = new Dictionary<FeedId, IReadOnlyList<SearchDocument>>(_changed);
        foreach (var (feed, documents) in replaced)
        {
            changed[feed] = documents;
        }

        return new SearchIndex(_main, changed);
    }

    /// <summary>The best matches among the feeds that may be seen, best first.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="isVisible">Whether a feed may be seen.</param>
    /// <param name="most">The most matches.</param>
    public IReadOnlyList<SearchMatch> Find(string text, Func<FeedId, bool> isVisible, int most)
    {
        var typed = SearchText.Typed(text, MaxTyped);
        var main = new SearchRun(_main).Find(typed, document => !_changed.ContainsKey(document.Feed) && isVisible(document.Feed), most);
        if (_changed.Count == 0)
        {
            return main;
        }

        var changes = new SearchRun(_changes).Find(typed, document => isVisible(document.Feed), most);
        return [.. main.Concat(changes).OrderByDescending(match => match.Score).Take(most)];
    }
}
