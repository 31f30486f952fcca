namespace Portal.Contracts.JsonSchema.Patterns;

/// <summary>Some of the 128 ASCII characters.</summary>
internal readonly struct AsciiSet
{
    // What stands for itself wherever it is in a pattern; some more would, but not in every place.
    private const string Plain = " !\"#%&',:;<=>@_`~";

    private readonly ulong _low;
    private readonly ulong _high;

    private AsciiSet(ulong low, ulong high) => (_low, _high) = (low, high);

    public bool Has(int character) =>
        ((character < 64 ? _low : character < 128 ? _high : 0) & (1UL << character)) != 0;

    public bool Overlaps(AsciiSet other) => ((_low & other._low) | (_high & other._high)) != 0;

    /// <summary>Reads what stands for one character: itself, a digit, or a class of letters, digits and the like.</summary>
    public static bool TryRead(ref ReadOnlySpan<char> left, out AsciiSet set)
    {
        (set, var read) = left switch
        {
            ['\\', 'd', ..] => (Range('0', '9'), 2),
            ['\\', '.' or '/' or '+' or '$' or '(' or ')', ..] => (Range(left[1], left[1]), 2),
            ['-' or '/', ..] => (Range(left[0], left[0]), 1),
            ['[', ..] => Class(left),
            [var one, ..] when IsPlain(one) => (Range(one, one), 1),
            _ => (default, 0),
        };
        left = left[read..];
        return read > 0;
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal);

    // Read characters of zero when it has something that is not plain.
    private static (AsciiSet Set, int Read) Class(ReadOnlySpan<char> left)
    {
        var set = default(AsciiSet);
        for (var i = 1; i < left.Length; i++)
        {
            switch (left[i..])
            {
                case [']', ..]:
                    return (set, i + 1);
                case [var from, '-', var to, ..] when char.IsAsciiLetterOrDigit(from) && char.IsAsciiLetterOrDigit(to) && from <= to:
                    set = set.With(Range(from, to));
                    i += 2;
                    break;
                case [_, '-', not ']', ..]:
                    return (default, 0);
                case ['-', ']', ..]:
                    set = set.With(Range('-', '-'));
                    break;
                case [var one, ..] when IsPlain(one) || one is '.' or '/' or '+':
                    set = set.With(Range(one, one));
                    break;
                default:
                    return (default, 0);
            }
        }

        return (default, 0);
    }

    private static AsciiSet Range(char from, char to)
    {
        var (low, high) = (0UL, 0UL);
        for (var c = from; c <= to; c++)
        {
            (low, high) = c < 64 ? (low | (1UL << c), high) : (low, high | (1UL << c));
        }

        return new AsciiSet(low, high);
    }

    private AsciiSet With(AsciiSet other) => new(_low | other._low, _high | other._high);
}
