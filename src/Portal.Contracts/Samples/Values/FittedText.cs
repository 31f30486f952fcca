using System.Text;

namespace Portal.Contracts.Samples.Values;

/// <summary>Brings a text to a length that is allowed, counted in Unicode characters.</summary>
internal static class FittedText
{
    /// <summary>The text cut or repeated; null when that would be too long for a sample.</summary>
    /// <param name="text">A text.</param>
    /// <param name="min">The fewest characters.</param>
    /// <param name="max">The most.</param>
    public static string? Of(string text, long min, long max)
    {
        if (min > max || min > SampleBudget.MaxLength)
        {
            return null;
        }

        var runes = text.EnumerateRunes().ToArray();
        if (runes.Length >= min && runes.Length <= max)
        {
            return text;
        }

        if (runes.Length > max)
        {
            return Join(runes.Take((int)max)).TrimEnd() is var cut && cut.EnumerateRunes().Count() >= min ? cut : Join(runes.Take((int)max));
        }

        var source = runes.Length == 0 ? "sample".EnumerateRunes().ToArray() : [.. runes, new Rune(' ')];
        var longer = Join(Enumerable.Range(0, (int)min).Select(at => source[at % source.Length]));
        return longer.EndsWith(' ') ? longer[..^1] + "x" : longer;
    }

    private static string Join(IEnumerable<Rune> runes) => string.Concat(runes.Select(rune => rune.ToString()));
}
