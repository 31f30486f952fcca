namespace Portal.Contracts.Samples.Patterns;

/// <summary>Writes texts that match a regular expression.</summary>
internal static class PatternSampler
{
    // Around the least length first, then longer: a short text reads best.
    private static readonly int[] Extras = [1, 3, 0, 6, 12, 30];
    private const int TriesForEach = 4;

    /// <summary>Texts to try; none when the expression cannot be read. Some may not match: look-around is left out.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="isXml">Whether it is one of XML Schema rather than of ECMA-262.</param>
    /// <param name="variant">Seeds the choices.</param>
    /// <param name="min">The fewest characters.</param>
    /// <param name="max">The most.</param>
    public static IEnumerable<string> Of(string source, bool isXml, int variant, long min, long max)
    {
        if (PatternReader.Read(source, isXml) is not { } pattern || min > SampleBudget.MaxLength)
        {
            yield break;
        }

        // The length may ask for more: that often when one character is repeated, less often when several are.
        foreach (var extra in Extras.Concat([(int)min, (int)min / 2, (int)min / 3, (int)min / 4]))
        {
            for (var tries = 0; tries < TriesForEach; tries++)
            {
                var text = new PatternText(new Random(variant + (tries * 7919) + extra), extra);
                pattern.Write(text);
                if (!text.IsFull && text.ToString() is var written && Count(written) >= min && Count(written) <= max)
                {
                    yield return written;
                }
            }
        }
    }

    private static int Count(string text) => text.EnumerateRunes().Count();
}
