using Portal.Events;

namespace Portal.Catalogue.Search;

/// <summary>
/// An index of documents that never changes: the words in order, and for each the documents it stands in. About 100 bytes a
/// word and document.
/// </summary>
public sealed class SearchSegment
{
    // Of a long documentation the first words count; the rest is not searched.
    private const int MaxWords = 2000;

    private readonly SearchDocument[] _documents;
    private readonly float[] _shares;
    private readonly string[] _terms;
    private readonly byte[] _lengths;
    private readonly ulong[] _letters;

    // Of all words in their order, one after the other: those of a beginning lie side by side. The first of each word, and the end.
    private readonly Posting[] _postings;
    private readonly int[] _starts;

    // For each document the one of its feed: a field is found by its feed's name, too.
    private readonly int[] _feedDocuments;

    private SearchSegment(SearchDocument[] documents, string[] terms, Func<string, List<Posting>> postings)
    {
        (_documents, _terms) = (documents, terms);
        _shares = Array.ConvertAll(documents, Share);
        _lengths = Array.ConvertAll(terms, term => (byte)Math.Min(term.Length, byte.MaxValue));
        _letters = Array.ConvertAll(terms, SlipDistance.Letters);
        _starts = new int[terms.Length + 1];
        for (var i = 0; i < terms.Length; i++)
        {
            _starts[i + 1] = _starts[i] + postings(terms[i]).Count;
        }

        _postings = new Posting[_starts[^1]];
        for (var i = 0; i < terms.Length; i++)
        {
            postings(terms[i]).CopyTo(_postings, _starts[i]);
        }

        var feeds = new Dictionary<FeedId, int>();
        for (var i = 0; i < documents.Length; i++)
        {
            if (documents[i].Kind == SearchKind.Feed)
            {
                feeds[documents[i].Feed] = i;
            }
        }

        _feedDocuments = Array.ConvertAll(documents, document => feeds.GetValueOrDefault(document.Feed, -1));
    }

    /// <summary>An index of nothing.</summary>
    public static SearchSegment Empty { get; } = Build([]);

    /// <summary>How many documents it has.</summary>
    public int Count => _documents.Length;

    internal IReadOnlyList<string> Terms => _terms;

    /// <summary>Builds an index.</summary>
    public static SearchSegment Build(IEnumerable<SearchDocument> documents)
    {
        SearchDocument[] all = [.. documents];
        var postings = new Dictionary<string, List<Posting>>(StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
        {
            for (var field = 0; field < all[i].Texts.Count; field++)
            {
                foreach (var word in SearchText.Words(all[i].Texts[field].Text, MaxWords))
                {
                    if (!postings.TryGetValue(word.Term, out var list))
                    {
                        postings[word.Term] = list = [];
                    }

                    Note(list, new Posting(i, (byte)Math.Min(field, byte.MaxValue), all[i].Texts[field].Weight));
                }
            }
        }

        string[] terms = [.. postings.Keys.Where(term => term.Length > 0).Order(StringComparer.Ordinal)];
        return new SearchSegment(all, terms, term => postings[term]);
    }

    internal SearchDocument Document(int index) => _documents[index];

    internal int FeedDocument(int index) => _feedDocuments[index];

    /// <summary>What a match of a document is multiplied with, by its kind and its share.</summary>
    internal float ShareOf(int index) => _shares[index];

    /// <summary>How long a word is.</summary>
    internal int LengthOf(int term) => _lengths[term];

    /// <summary>Where a word stands, in the order of the documents.</summary>
    internal ReadOnlySpan<Posting> Postings(int term) => _postings.AsSpan(_starts[term].._starts[term + 1]);

    /// <summary>The text of a document in which a word says most.</summary>
    internal int FieldOf(int term, int document)
    {
        var postings = Postings(term);
        var (low, high) = (0, postings.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = postings[middle].Document < document ? (middle + 1, high) : (low, middle);
        }

        return postings[low].Field;
    }

    /// <summary>The words that begin with a text: from the first to before the second.</summary>
    internal (int From, int To) Beginning(string text)
    {
        var from = FirstNotBefore(text);
        var to = from;
        if (from < _terms.Length && _terms[from].StartsWith(text, StringComparison.Ordinal))
        {
            to = FirstNotBefore(text + char.MaxValue);
        }

        return (from, to);
    }

    /// <summary>The words that something typed may be meant for, with the slips between them.</summary>
    internal IEnumerable<(int Term, int Slips)> Near(string typed)
    {
        var allowed = SlipDistance.Allowed(typed.Length);
        if (allowed == 0)
        {
            yield break;
        }

        var letters = SlipDistance.Letters(typed);
        for (var i = 0; i < _terms.Length; i++)
        {
            // A slip brings in at most one letter that the word has not: most words are out by this look alone.
            if (_terms[i].Length >= typed.Length - allowed && ulong.PopCount(letters & ~_letters[i]) <= (ulong)allowed
                && SlipDistance.ToPrefix(typed, _terms[i], allowed) is var slips && slips <= allowed)
            {
                yield return (i, slips);
            }
        }
    }

    private static float Share(SearchDocument document) =>
        document.Share * (document.Kind switch { SearchKind.Feed => 1.3f, SearchKind.EventType => 1.1f, _ => 1 });

    // A word that stands several times in a document counts where it says most.
    private static void Note(List<Posting> list, Posting posting)
    {
        if (list.Count == 0 || list[^1].Document != posting.Document)
        {
            list.Add(posting);
        }
        else if (list[^1].Weight < posting.Weight)
        {
            list[^1] = posting;
        }
    }

    private int FirstNotBefore(string text)
    {
        var (low, high) = (0, _terms.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_terms[middle], text) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

/// <summary>That a word stands in a document.</summary>
/// <param name="Document">The document's number.</param>
/// <param name="Field">The text in which it says most.</param>
/// <param name="Weight">How much it says there.</param>
internal readonly record struct Posting(int Document, byte Field, float Weight);
