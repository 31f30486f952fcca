namespace Portal.Catalogue.Search;

/// <summary>How far a word is from the beginning of another one, in slips: a letter more, less, other, or two swapped. Pure.</summary>
internal static class SlipDistance
{
    /// <summary>How many slips are forgiven in a word of this length.</summary>
    public static int Allowed(int length) => length switch { < 4 => 0, < 8 => 1, _ => 2 };

    /// <summary>The letters of a word as bits: two words that are near share most of them.</summary>
    public static ulong Letters(string word)
    {
        ulong letters = 0;
        foreach (var c in word)
        {
            letters |= 1UL << (c & 63);
        }

        return letters;
    }

    /// <summary>The fewest slips from what was typed to any beginning of a word; more than <paramref name="most"/> when there are more.</summary>
    public static int ToPrefix(string typed, string word, int most)
    {
        // Three rows of the usual table; a beginning of the word longer than typed + most cannot be nearer.
        var width = Math.Min(word.Length, typed.Length + most) + 1;
        Span<int> before = stackalloc int[width];
        Span<int> last = stackalloc int[width];
        Span<int> row = stackalloc int[width];
        for (var j = 0; j < width; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= typed.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j < width; j++)
            {
                var same = typed[i - 1] == word[j - 1];
                var slips = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                {
                    slips = Math.Min(slips, before[j - 2] + 1);
                }

                row[j] = slips;
                least = Math.Min(least, slips);
            }

            if (least > most)
            {
                return most + 1;
            }

            var spare = before;
            before = last;
            last = row;
            row = spare;
        }

        var fewest = most + 1;
        for (var j = 0; j < width; j++)
        {
            fewest = Math.Min(fewest, last[j]);
        }

        return fewest;
    }
}
