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
                var scores = new WordScores(segment.Count, word.Length);
                words.Add(scores);
                Score(word, scores);
                if (scores.Touched.IsEmpty)
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
            var length = segment.LengthOf(term);
            scores.Add(segment.Postings(term), length == word.Length ? Exact : Begins * (0.6f + (0.4f * word.Length / length)), term);
        }

        // Slips are looked for where nothing fits as typed: a word that is there is what was meant.
        if (from == to)
        {
            scores.AreSlips = true;
            foreach (var (term, slips) in segment.Near(word))
            {
                scores.Add(segment.Postings(term), slips == 1 ? Slip : Slip / 2, term);
            }
        }
    }

    private List<SearchMatch> Best(List<WordScores> words, Func<SearchDocument, bool> isVisible, int most)
    {
        // The least at the top: what comes later must beat it.
        var best = new PriorityQueue<int, (float, int)>();
        for (var word = 0; word < words.Count; word++)
        {
            foreach (var document in words[word].Touched)
            {
                // Each document once: with the first word that it matches itself.
                if (IsInEarlier(words, word, document))
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

    private static bool IsInEarlier(List<WordScores> words, int word, int document)
    {
        for (var earlier = 0; earlier < word; earlier++)
        {
            if (words[earlier].Of(document) > 0)
            {
                return true;
            }
        }

        return false;
    }

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

        return total * segment.ShareOf(document);
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

            var term = word.TermOf(index);
            var field = segment.FieldOf(term, index);
            terms.Add(new MatchedTerm(segment.Terms[term], word.AreSlips ? segment.LengthOf(term) : word.Length));
            if (field > 0 && (because is null || document.Texts[field].Weight < because.Weight))
            {
                because = document.Texts[field];
            }
        }

        return new SearchMatch(document, score, because, terms);
    }

    /// <summary>How well one typed word matches each document, and which word of the document it is. The arrays are rented and as large as the segment.</summary>
    private sealed class WordScores : IDisposable
    {
        private readonly (float Score, int Term)[] _best;
        private readonly int[] _touched;
        private int _count;

        public WordScores(int documents, int length)
        {
            Length = length;
            _touched = ArrayPool<int>.Shared.Rent(documents);
            _best = ArrayPool<(float, int)>.Shared.Rent(documents);
            Array.Clear(_best, 0, documents);
        }

        /// <summary>How many characters were typed.</summary>
        public int Length { get; }

        /// <summary>Whether nothing begins as typed, and what is near was taken.</summary>
        public bool AreSlips { get; set; }

        /// <summary>The documents that match.</summary>
        public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

        public float Of(int document) => _best[document].Score;

        public int TermOf(int document) => _best[document].Term;

        public void Add(ReadOnlySpan<Posting> postings, float quality, int term)
        {
            foreach (ref readonly var posting in postings)
            {
                ref var best = ref _best[posting.Document];
                var score = posting.Weight * quality;
                if (score <= best.Score)
                {
                    continue;
                }

                if (best.Score == 0)
                {
                    _touched[_count++] = posting.Document;
                }

                best = (score, term);
            }
        }

        public void Dispose()
        {
            ArrayPool<int>.Shared.Return(_touched);
            ArrayPool<(float, int)>.Shared.Return(_best);
        }
    }
}
