using Portal.Events.Entries;

namespace Portal.Web.Shared.Payloads;

/// <summary>A payload cut into lines, each with what is wrong in it.</summary>
internal sealed record CodeLine(int Number, string Text, IReadOnlyList<Violation> Violations)
{
    /// <summary>The text in pieces to be coloured.</summary>
    public IReadOnlyList<CodeToken> Tokens { get; init; } = [];

    /// <summary>A longer line is cut: a browser lays out a line of a megabyte for seconds.</summary>
    public const int MaxWidth = 4_000;

    /// <summary>After so many characters no further line is shown: all of them travel to the browser.</summary>
    public const int MaxLength = 400_000;

    /// <summary>Cuts a text into at most so many lines.</summary>
    /// <returns>The lines, how many were left off, and what is wrong somewhere else.</returns>
    public static (IReadOnlyList<CodeLine> Lines, int LeftOff, IReadOnlyList<Violation> Elsewhere) Cut(
        string text, IReadOnlyList<Violation> violations, int maxLines)
    {
        var byLine = violations.Where(v => v.Line is not null).ToLookup(v => v.Line!.Value);
        var lines = new List<CodeLine>();
        var (count, length) = (0, 0);
        var tokens = new CodeTokens(text);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            count++;
            if (count <= maxLines && length < MaxLength)
            {
                length += Math.Min(line.Length, MaxWidth);
                var shownText = Narrow(line);
                lines.Add(new CodeLine(count, shownText, [.. byLine[count]]) { Tokens = tokens.Next(shownText) });
            }
        }

        var shown = lines.Count;
        return (lines, count - shown, [.. violations.Where(v => v.Line is not { } at || at < 1 || at > shown)]);
    }

    private static string Narrow(ReadOnlySpan<char> line) => line.Length <= MaxWidth
        ? line.ToString()
        : $"{line[..MaxWidth]} … {line.Length - MaxWidth} more characters";
}
