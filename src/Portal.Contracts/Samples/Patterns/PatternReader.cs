using System.Globalization;

namespace Portal.Contracts.Samples.Patterns;

/// <summary>
/// Reads a regular expression into parts that can write. It need not understand everything: what is written is
/// checked by the contract, and look-around is left out. Sample: <c>[A-Z]{3}-\d+</c>.
/// </summary>
internal sealed class PatternReader
{
    private const int MaxDepth = 100;

    private readonly string _source;
    private readonly bool _isXml;
    private readonly List<string> _names = [];
    private int _at;
    private int _depth;
    private int _groups;

    private PatternReader(string source, bool isXml) => (_source, _isXml) = (source, isXml);

    /// <summary>The parts of an expression; null when it cannot be read, or has a class without likely members.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="isXml">Whether it is one of XML Schema (anchored, no look-around) rather than of ECMA-262.</param>
    public static PatternPart? Read(string source, bool isXml)
    {
        var reader = new PatternReader(source, isXml);
        return reader.Branches() is { } part && reader._at == source.Length ? part : null;
    }

    private PatternPart? Branches()
    {
        if (++_depth > MaxDepth)
        {
            return null;
        }

        var branches = new List<PatternPart>();
        do
        {
            var parts = new List<PatternPart>();
            while (_at < _source.Length && _source[_at] is not ('|' or ')'))
            {
                if (Term() is not { } part)
                {
                    return null;
                }

                parts.Add(part);
            }

            branches.Add(parts.Count == 1 ? parts[0] : new SequencePart(parts));
        }
        while (Take("|"));
        _depth--;
        return branches.Count == 1 ? branches[0] : new BranchPart(branches);
    }

    private PatternPart? Term() => Atom() is not { } atom ? null : Quantified(atom);

    private PatternPart? Atom()
    {
        var start = _at;
        switch (_source[_at++])
        {
            case '(':
                return Group();
            case '[':
                return SkipClass() ? PatternClass.Of(_source[start.._at], _isXml) : null;
            case '.':
                return PatternClass.Of(".", _isXml);
            case '\\':
                return Escape();
            case '^' or '$' when !_isXml:
                return new LiteralPart("");
            case var first when char.IsHighSurrogate(first) && _at < _source.Length:
                return new LiteralPart(_source[start..++_at]);
            case var literal:
                return new LiteralPart(literal.ToString());
        }
    }

    private PatternPart? Group()
    {
        var isLookAround = false;
        var number = 0;
        if (Take("?:"))
        {
            number = -1;
        }
        else if (Take("?=") || Take("?!") || Take("?<=") || Take("?<!"))
        {
            isLookAround = true;
        }
        else if (Take("?<"))
        {
            var end = _source.IndexOf('>', _at);
            if (end < 0)
            {
                return null;
            }

            _names.Add(_source[_at..end]);
            _at = end + 1;
        }
        else
        {
            _names.Add("");
        }

        number = number < 0 || isLookAround ? -1 : ++_groups;
        var inner = Branches();
        return inner is null || !Take(")") ? null : isLookAround ? new LiteralPart("") : number < 0 ? inner : new GroupPart(inner, number);
    }

    // XML Schema may take a class from a class: [a-z-[aeiou]].
    private bool SkipClass()
    {
        for (var depth = 1; _at < _source.Length; _at++)
        {
            if (_source[_at] == '\\')
            {
                _at++;
            }
            else if (_source[_at] == '[' && _isXml)
            {
                depth++;
            }
            else if (_source[_at] == ']' && --depth == 0)
            {
                _at++;
                return true;
            }
        }

        return false;
    }

    private PatternPart? Escape()
    {
        if (_at >= _source.Length)
        {
            return null;
        }

        var letter = _source[_at++];
        return letter switch
        {
            'd' or 'D' or 'w' or 'W' or 's' or 'S' => PatternClass.Of("\\" + letter, _isXml),
            'i' or 'I' or 'c' or 'C' when _isXml => PatternClass.Of("\\" + letter, _isXml),
            'p' or 'P' => Category(letter),
            'n' => new LiteralPart("\n"),
            'r' => new LiteralPart("\r"),
            't' => new LiteralPart("\t"),
            _ when _isXml => new LiteralPart(letter.ToString()),
            'b' or 'B' => new LiteralPart(""),
            'f' => new LiteralPart("\f"),
            'v' => new LiteralPart("\v"),
            '0' => new LiteralPart("\0"),
            'c' when _at < _source.Length => new LiteralPart(((char)(_source[_at++] % 32)).ToString()),
            'x' => Code(2),
            'u' when Take("{") => Braced(),
            'u' => Code(4),
            'k' when Take("<") => Named(),
            >= '1' and <= '9' => new BackReferencePart(letter - '0'),
            _ => new LiteralPart(letter.ToString()),
        };
    }

    private ClassPart? Category(char letter)
    {
        var end = _at < _source.Length && _source[_at] == '{' ? _source.IndexOf('}', _at) : -1;
        if (end < 0)
        {
            return null;
        }

        var source = $"\\{letter}{_source[_at..(end + 1)]}";
        _at = end + 1;
        return PatternClass.Of(source, _isXml);
    }

    private LiteralPart? Code(int digits)
    {
        if (_at + digits > _source.Length || !int.TryParse(_source.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, null, out var code))
        {
            return null;
        }

        _at += digits;
        return new LiteralPart(((char)code).ToString());
    }

    private LiteralPart? Braced()
    {
        var end = _source.IndexOf('}', _at);
        if (end < 0 || !int.TryParse(_source.AsSpan(_at, end - _at), NumberStyles.AllowHexSpecifier, null, out var code) || !System.Text.Rune.IsValid(code))
        {
            return null;
        }

        _at = end + 1;
        return new LiteralPart(char.ConvertFromUtf32(code));
    }

    private BackReferencePart? Named()
    {
        var end = _source.IndexOf('>', _at);
        if (end < 0)
        {
            return null;
        }

        var name = _source[_at..end];
        _at = end + 1;
        return new BackReferencePart(_names.IndexOf(name) + 1);
    }

    private PatternPart? Quantified(PatternPart atom)
    {
        var (min, max) = (1L, 1L);
        if (Take("*"))
        {
            (min, max) = (0, long.MaxValue);
        }
        else if (Take("+"))
        {
            (min, max) = (1, long.MaxValue);
        }
        else if (Take("?"))
        {
            (min, max) = (0, 1);
        }
        else if (_at < _source.Length && _source[_at] == '{' && _source.IndexOf('}', _at) is > 0 and var end && Counts(_source[(_at + 1)..end]) is { } counts)
        {
            (min, max) = counts;
            _at = end + 1;
        }
        else
        {
            return atom;
        }

        if (!_isXml)
        {
            Take("?");
        }

        return new RepeatPart(atom, min, max);
    }

    private static (long Min, long Max)? Counts(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (!long.TryParse(comma < 0 ? text : text[..comma], NumberStyles.None, null, out var min))
        {
            return null;
        }

        return comma < 0 ? (min, min)
            : comma == text.Length - 1 ? (min, long.MaxValue)
            : long.TryParse(text[(comma + 1)..], NumberStyles.None, null, out var max) ? (min, max) : null;
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(_source, _at, token, 0, token.Length) != 0)
        {
            return false;
        }

        _at += token.Length;
        return true;
    }
}
