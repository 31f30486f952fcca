using System.Buffers;

namespace Portal.Catalogue.Search;

/// <summary>One search through one segment. Every word that was typed must match, in the document or in its feed.</summary>
internal sealed class SearchRun(SearchSegment segment)
{
    private const float Exact = 1;
    private const float Begins = 0.7f;
    private const float Slip = 0.45f;

    /// <summary>What a match in the name of the feed says of its fields.</summary>
    private const float InFeed = 0.15f;

    /// <summary>The best matches among the documents that may be seen, best first.</summary>
    /// <param name="typed">The words that were typed.</param>
    /// <param name="isVisible">Whether a document may be seen.</param>
    /// <param name="most">The most matches.</param>
    public IReadOnlyList<SearchMatch> Find(IReadOnlyList<string> typed, Func<SearchDocument, bool> isVisible, int most)
    {
        if (segment.Count == 0 || typed.Count == 0)
        {
            return [];
        }

        var words = new List<WordScores>(typed.Count);
        try
        {
            foreach (var word in typed)
            {
                var scores = new WordScores(segment.Count);
                words.Add(scores);
                Score(word, scores);
                if (scores.Touched.Count == 0)
                {
                    return [];
                }
            }

            return Best(words, isVisible, most);
        }
        finally
        {
            words.ForEach(scores => scores.Dispose());
        }
    }

    private void Score(string word, WordScores scores)
    {
        var (from, to) = segment.Beginning(word);
        for (var term = from; term < to; term++)
        {
            var length = segment.Terms[term].Length;
            var quality = length == word.Length ? Exact : Begins * (0.6f + (0.4f * word.Length / length));
            Add(term, quality, word.Length);
        }

        // Slips are looked for where nothing fits as typed: a word that is there is what was meant.
        if (from == to)
        {
            foreach (var (term, slips) in segment.Near(word))
            {
                Add(term, slips == 1 ? Slip : Slip / 2, segment.Terms[term].Length);
            }
        }

        void Add(int term, float quality, int shown)
        {
            foreach (var posting in segment.Postings(term))
            {
                scores.Add(posting, quality, term, shown);
            }
        }
    }

    private List<SearchMatch> Best(List<WordScores> words, Func<SearchDocument, bool> isVisible, int most)
    {
        // The least at the top: what comes later must beat it.
        var best = new PriorityQueue<int, (float, int)>();
        foreach (var word in words)
        {
            foreach (var document in word.Touched)
            {
                // Each document once: with the first word that it matches itself.
                if (FirstWord(words, document) != word)
                {
                    continue;
                }

                var rank = (Total: Total(words, document), -document);
                if (rank.Total > 0 && (best.Count < most || rank.CompareTo(Lowest(best)) > 0) && isVisible(segment.Document(document)))
                {
                    best.Enqueue(document, rank);
                    if (best.Count > most)
                    {
                        best.Dequeue();
                    }
                }
            }
        }

        var matches = new List<SearchMatch>(best.Count);
        while (best.TryDequeue(out var document, out var rank))
        {
            matches.Add(Match(words, document, rank.Item1));
        }

        matches.Reverse();
        return matches;
    }

    private static (float, int) Lowest(PriorityQueue<int, (float, int)> best) => best.TryPeek(out _, out var rank) ? rank : default;

    private static WordScores? FirstWord(List<WordScores> words, int document) => words.Find(word => word.Of(document) > 0);

    // 0 when a word is missing.
    private float Total(List<WordScores> words, int document)
    {
        var feed = segment.FeedDocument(document);
        var total = 0f;
        foreach (var word in words)
        {
            var score = word.Of(document);
            if (score == 0 && feed >= 0)
            {
                score = word.Of(feed) * InFeed;
            }

            if (score == 0)
            {
                return 0;
            }

            total += score;
        }

        var found = segment.Document(document);
        return total * found.Share * (found.Kind switch { SearchKind.Feed => 1.3f, SearchKind.EventType => 1.1f, _ => 1 });
    }

    private SearchMatch Match(List<WordScores> words, int index, float score)
    {
        var document = segment.Document(index);
        List<MatchedTerm> terms = [];
        SearchField? because = null;
        foreach (var word in words)
        {
            if (word.Of(index) == 0)
            {
                continue;
            }

            var (field, term, shown) = word.Best(index);
            terms.Add(new MatchedTerm(segment.Terms[term], shown));
            if (field > 0 && (because is null || document.Texts[field].Weight < because.Weight))
            {
                because = document.Texts[field];
            }
        }

        return new SearchMatch(document, score, because, terms);
    }

    /// <summary>How well one typed word matches each document. The arrays are rented and as large as the segment.</summary>
    private sealed class WordScores(int documents) : IDisposable
    {
        private readonly float[] _scores = Rent<float>(documents);
        private readonly (byte Field, int Term, int Shown)[] _best = ArrayPool<(byte, int, int)>.Shared.Rent(documents);

        public List<int> Touched { get; } = [];

        public float Of(int document) => _scores[document];

        public (byte Field, int Term, int Shown) Best(int document) => _best[document];

        public void Add(Posting posting, float quality, int term, int shown)
        {
            var score = posting.Weight * quality;
            ref var known = ref _scores[posting.Document];
            if (known == 0)
            {
                Touched.Add(posting.Document);
            }

            if (score > known)
            {
                known = score;
                _best[posting.Document] = (posting.Field, term, shown);
            }
        }

        public void Dispose()
        {
            foreach (var document in Touched)
            {
                _scores[document] = 0;
            }

            ArrayPool<float>.Shared.Return(_scores);
            ArrayPool<(byte, int, int)>.Shared.Return(_best);
        }

        private static T[] Rent<T>(int length)
        {
            var rented = ArrayPool<T>.Shared.Rent(length);
            Array.Clear(rented, 0, length);
            return rented;
        }
    }
}
