using System.Text;

namespace Portal.Catalogue.Search;

/// <summary>A word of a text: what it is compared as, and where it stands.</summary>
/// <param name="Term">In lower case, without accents.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is as written.</param>
public readonly record struct SearchWord(string Term, int Start, int Length);

/// <summary>
/// Takes texts apart into words: <c>giftNote</c> has the words <c>gift</c>, <c>note</c> and <c>giftnote</c>; <c>Größe</c> is
/// found as <c>grosse</c>. Pure.
/// </summary>
public static class SearchText
{
    /// <summary>Longer words are cut: nobody types more.</summary>
    public const int MaxTerm = 40;

    private const string Accented = "àáâãäåāăąçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
    private const string Plain = "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";

    /// <summary>The words of a text that is searched, at most so many; parts of compounds stand beside the whole.</summary>
    public static IEnumerable<SearchWord> Words(string text, int most = int.MaxValue)
    {
        var given = 0;
        for (var i = 0; i < text.Length && given < most;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            var part = i;
            var parts = 0;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                if (i > part && char.IsUpper(text[i]) && !char.IsUpper(text[i - 1]))
                {
                    yield return Word(text, part, i);
                    given++;
                    part = i;
                    parts++;
                }

                i++;
            }

            if (parts > 0)
            {
                yield return Word(text, part, i);
                given++;
            }

            yield return Word(text, start, i);
            given++;
        }
    }

    /// <summary>What somebody typed: its words, each once, without taking compounds apart.</summary>
    public static IReadOnlyList<string> Typed(string text, int most)
    {
        List<string> terms = [];
        for (var i = 0; i < text.Length && terms.Count < most;)
        {
            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                i++;
            }

            if (i > start && Fold(text.AsSpan(start, i - start)) is { Length: > 0 } term && !terms.Contains(term))
            {
                terms.Add(term);
            }

            i += i == start ? 1 : 0;
        }

        return terms;
    }

    private static SearchWord Word(string text, int start, int end) => new(Fold(text.AsSpan(start, end - start)), start, end - start);

    private static string Fold(ReadOnlySpan<char> word)
    {
        var cut = word.Length > MaxTerm ? word[..MaxTerm] : word;
        return System.Text.Ascii.IsValid(cut) ? string.Create(cut.Length, cut, (to, from) => from.ToLowerInvariant(to)) : FoldAccents(cut.ToString());
    }

    // By a table of our own: without ICU, as small images are built, the framework decomposes nothing.
    private static string FoldAccents(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var c in word.ToLowerInvariant())
        {
            var at = Accented.IndexOf(c, StringComparison.Ordinal);
            _ = c switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                _ => folded.Append(at < 0 ? c : Plain[at]),
            };
        }

        return folded.ToString();
    }
}
