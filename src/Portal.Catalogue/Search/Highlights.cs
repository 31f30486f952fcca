namespace Portal.Catalogue.Search;

/// <summary>A piece of a text, marked or not.</summary>
/// <param name="Text">The piece.</param>
/// <param name="Marked">Whether it matched.</param>
public readonly record struct TextPiece(string Text, bool Marked);

/// <summary>Marks in a text what a search found it by. Pure.</summary>
public static class Highlights
{
    private const int Lead = 40;
    private const int Length = 120;

    /// <summary>The whole text in pieces.</summary>
    public static IReadOnlyList<TextPiece> Mark(string text, IReadOnlyList<MatchedTerm> terms)
    {
        var marks = new bool[text.Length];
        foreach (var word in SearchText.Words(text))
        {
            foreach (var term in terms.Where(term => term.Term == word.Term))
            {
                // What was typed of it; folded words may be longer than they are written.
                Array.Fill(marks, true, word.Start, Math.Min(term.Typed, word.Length));
            }
        }

        List<TextPiece> pieces = [];
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && marks[end] == marks[start])
            {
                end++;
            }

            pieces.Add(new TextPiece(text[start..end], marks[start]));
            start = end;
        }

        return pieces;
    }

    /// <summary>The part of a long text around the first thing that matched, on one line.</summary>
    public static string Excerpt(string text, IReadOnlyList<MatchedTerm> terms)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length <= Length)
        {
            return line;
        }

        var first = SearchText.Words(line).FirstOrDefault(word => terms.Any(term => term.Term == word.Term)).Start;
        var start = Math.Max(0, first - Lead);
        var end = Math.Min(line.Length, start + Length);
        return (start > 0 ? "…" : "") + line[start..end].Trim() + (end < line.Length ? "…" : "");
    }
}
