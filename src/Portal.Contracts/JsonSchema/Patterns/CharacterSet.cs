using System.Globalization;
using System.Text;

namespace Portal.Contracts.JsonSchema.Patterns;

/// <summary>
/// A set of Unicode characters, written for .NET's expressions, which work on UTF-16 units: characters outside the
/// basic plane become pairs.
/// </summary>
internal sealed class CharacterSet
{
    private const int LastCharacter = 0x10FFFF;
    private const string AnyPair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";

    private readonly List<(int From, int To)> _ranges = [];
    private readonly StringBuilder _categories = new();
    private bool _hasNegatedCategory;

    // ECMA-262 section 22.2.2.9: only ASCII digits and letters, whatever .NET makes of \d and \w.
    private static readonly (int, int)[] Digits = [('0', '9')];
    private static readonly (int, int)[] Words = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
    private static readonly (int, int)[] Spaces =
    [
        (9, 13), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
        (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
    ];

    private static readonly (int, int)[] LineEnds = [('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)];

    /// <summary>What <c>.</c> stands for.</summary>
    public static CharacterSet AnyButLineEnds()
    {
        var set = new CharacterSet();
        set._ranges.AddRange(Complement(LineEnds));
        return set;
    }

    public void Add(int from, int to) => _ranges.Add((from, to));

    /// <summary>Adds <c>\d</c>, <c>\w</c>, <c>\s</c> or their capitals.</summary>
    public void AddClass(char letter)
    {
        var ranges = char.ToLowerInvariant(letter) switch { 'd' => Digits, 'w' => Words, _ => Spaces };
        _ranges.AddRange(char.IsAsciiLetterUpper(letter) ? Complement(ranges) : ranges);
    }

    /// <summary>Adds a Unicode category by its .NET name.</summary>
    public void AddCategory(string name, bool negated)
    {
        _categories.Append(negated ? @"\P{" : @"\p{").Append(name).Append('}');
        _hasNegatedCategory |= negated;
    }

    /// <summary>The .NET expression for one character in the set, or not in it.</summary>
    public string Write(bool negated)
    {
        if (negated && _categories.Length == 0)
        {
            var complement = new CharacterSet();
            complement._ranges.AddRange(Complement(_ranges));
            return complement.Write(negated: false);
        }

        var units = new StringBuilder();
        var pairs = new List<string>();
        foreach (var (from, to) in _ranges)
        {
            if (from <= 0xFFFF)
            {
                units.Append(Unit(from)).Append('-').Append(Unit(Math.Min(to, 0xFFFF)));
            }

            if (to > 0xFFFF)
            {
                AddPairs(Math.Max(from, 0x10000), to, pairs);
            }
        }

        units.Append(_categories);
        if (negated)
        {
            var others = _hasNegatedCategory ? "" : AnyPair + "|";
            return $@"(?:{others}[^{units}\uD800-\uDFFF])";
        }

        if (_hasNegatedCategory)
        {
            pairs.Add(AnyPair);
        }

        var unit = units.Length == 0 ? "" : $"[{units}]";
        return (pairs.Count, unit.Length) switch
        {
            (0, 0) => "[^\\s\\S]",
            (0, _) => unit,
            (_, 0) => $"(?:{string.Join('|', pairs)})",
            _ => $"(?:{string.Join('|', pairs)}|{unit})",
        };
    }

    // Halves of pairs are left out: they are not characters.
    private static List<(int From, int To)> Complement(IEnumerable<(int From, int To)> ranges)
    {
        var complement = new List<(int, int)>();
        var next = 0;
        foreach (var (from, to) in ranges.Append((0xD800, 0xDFFF)).OrderBy(range => range.Item1))
        {
            if (from > next)
            {
                complement.Add((next, from - 1));
            }

            next = Math.Max(next, to + 1);
        }

        if (next <= LastCharacter)
        {
            complement.Add((next, LastCharacter));
        }

        return complement;
    }

    private static void AddPairs(int from, int to, List<string> pairs)
    {
        while (from <= to)
        {
            // As many whole rows of 1,024 as there are go into one piece; the ends are pieces of their own.
            var (high, low) = (from - 0x10000) switch { var offset => (0xD800 + (offset >> 10), 0xDC00 + (offset & 0x3FF)) };
            var rows = (to + 1 - from) / 0x400;
            if (low == 0xDC00 && rows > 0)
            {
                pairs.Add($"[{Unit(high)}-{Unit(high + rows - 1)}][{Unit(0xDC00)}-{Unit(0xDFFF)}]");
                from += rows * 0x400;
                continue;
            }

            var size = Math.Min(to - from, 0xDFFF - low);
            pairs.Add($"{Unit(high)}[{Unit(low)}-{Unit(low + size)}]");
            from += size + 1;
        }
    }

    private static string Unit(int unit) => @"\u" + unit.ToString("X4", CultureInfo.InvariantCulture);
}
