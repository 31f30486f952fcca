using System.Numerics;

namespace Portal.Contracts.JsonSchema.Patterns;

/// <summary>
/// A pattern that asks for the whole text as a row of ASCII characters, each so many times, as nearly all patterns for
/// numbers and codes do: <c>^[A-Z]{2}-[0-9]{4,8}$</c>. It is matched on the bytes as they came, in one pass and without a
/// regular expression, which takes many times as long for such short texts.
/// </summary>
internal sealed class PlainPattern
{
    private readonly Step[] _steps;

    private PlainPattern(Step[] steps) => _steps = steps;

    /// <summary>Reads a valid pattern; null when it is not a plain one.</summary>
    public static PlainPattern? TryRead(string source)
    {
        if (source is not ['^', .. var rest, '$'])
        {
            return null;
        }

        var steps = new List<Step>();
        ReadOnlySpan<char> left = rest;
        while (!left.IsEmpty)
        {
            if (!AsciiSet.TryRead(ref left, out var set) || !TryReadTimes(ref left, out var min, out var max))
            {
                return null;
            }

            steps.Add(new Step(set, min, max));
        }

        return IsUnambiguous(steps) ? new PlainPattern([.. steps]) : null;
    }

    /// <summary>Whether a text matches.</summary>
    /// <param name="text">The text in UTF-8, without escapes.</param>
    public bool IsMatch(ReadOnlySpan<byte> text) => IsMatch<byte>(text);

    /// <summary>Whether a text matches.</summary>
    public bool IsMatch(ReadOnlySpan<char> text) => IsMatch<char>(text);

    private bool IsMatch<T>(ReadOnlySpan<T> text)
        where T : unmanaged, IBinaryInteger<T>
    {
        var at = 0;
        foreach (var step in _steps)
        {
            var most = step.Max < text.Length - at ? at + step.Max : text.Length;
            var from = at;
            while (at < most && step.Set.Has(int.CreateTruncating(text[at])))
            {
                at++;
            }

            if (at - from < step.Min)
            {
                return false;
            }
        }

        return at == text.Length;
    }

    // What a step of no fixed number takes, none of those that may follow it could take: then taking all is the only way.
    private static bool IsUnambiguous(List<Step> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var mayFollow = steps[i].Min < steps[i].Max;
            for (var next = i + 1; mayFollow && next < steps.Count; next++)
            {
                if (steps[i].Set.Overlaps(steps[next].Set))
                {
                    return false;
                }

                mayFollow = steps[next].Min == 0;
            }
        }

        return true;
    }

    private static bool TryReadTimes(ref ReadOnlySpan<char> left, out int min, out int max)
    {
        (min, max) = (1, 1);
        var read = left switch
        {
            ['?' or '*' or '+', '?', ..] => -1,
            ['?', ..] => 1,
            ['*', ..] => 1,
            ['+', ..] => 1,
            ['{', ..] => left.IndexOf('}') + 1,
            _ => 0,
        };
        if (read <= 0)
        {
            return read == 0 && left is not ['{', ..];
        }

        (min, max) = left[0] switch
        {
            '?' => (0, 1),
            '*' => (0, int.MaxValue),
            '+' => (1, int.MaxValue),
            _ => Bounds(left[1..(read - 1)]),
        };
        left = left[read..];
        return min >= 0 && min <= max && left is not ['?', ..];
    }

    // 3 or 3, or 3,5; less than zero for anything else. Without a comma the first and the last are the whole text.
    private static (int Min, int Max) Bounds(ReadOnlySpan<char> text)
    {
        var comma = text.IndexOf(',');
        var first = comma < 0 ? text : text[..comma];
        var last = text[(comma + 1)..];
        return int.TryParse(first, System.Globalization.NumberStyles.None, null, out var min)
            && (int.TryParse(last, System.Globalization.NumberStyles.None, null, out var max) || (last.IsEmpty && (max = int.MaxValue) > 0))
            ? (min, max)
            : (-1, -1);
    }

    private readonly record struct Step(AsciiSet Set, int Min, int Max);
}
