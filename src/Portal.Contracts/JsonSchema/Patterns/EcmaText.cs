using System.Globalization;

namespace Portal.Contracts.JsonSchema.Patterns;

/// <summary>Reads an ECMA-262 regular expression character by character (section 22.2.1), escapes resolved.</summary>
/// <param name="source">The expression.</param>
/// <param name="strict">Whether needless escapes are errors, as the standard has it.</param>
internal sealed class EcmaText(string source, bool strict)
{
    private readonly string _source = source;
    private readonly bool _strict = strict;

    /// <summary>The index of the next character.</summary>
    public int At { get; private set; }

    public bool AtEnd => At >= _source.Length;

    /// <summary>The next UTF-16 unit, NUL at the end.</summary>
    public char Next => At < _source.Length ? _source[At] : '\0';

    /// <summary>The unit after the next one, NUL where there is none.</summary>
    public char AfterNext => At + 1 < _source.Length ? _source[At + 1] : '\0';

    /// <summary>Steps over the next unit and gives it back.</summary>
    public char Step() => _source[At++];

    /// <summary>Steps over this text; false when something else comes next.</summary>
    public bool Take(string text)
    {
        if (string.CompareOrdinal(_source, At, text, 0, text.Length) != 0)
        {
            return false;
        }

        At += text.Length;
        return true;
    }

    /// <summary>What stands between the next unit and this one; null when this one does not follow.</summary>
    public string? PeekEnclosed(char end)
    {
        var at = _source.IndexOf(end, At);
        return at < 0 ? null : _source[(At + 1)..at];
    }

    /// <summary>Steps over the digits that come next and gives them back.</summary>
    public string ReadDigits()
    {
        var start = At;
        while (char.IsAsciiDigit(Next))
        {
            At++;
        }

        return _source[start..At];
    }

    /// <summary>The character that is escaped after a backslash.</summary>
    public int ReadEscapedCharacter(bool inClass)
    {
        if (AtEnd)
        {
            throw new FormatException("it ends in a lone '\\'");
        }

        var letter = _source[At++];
        switch (letter)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case 'b' when inClass: return '\b';
            case '-' when inClass: return '-';
            case '0' when !char.IsAsciiDigit(Next): return 0;
            case 'c' when char.IsAsciiLetter(Next): return _source[At++] & 31;
            case 'x': return ReadHex(2);
            case 'u': return ReadUnicode();
            default:
                if ("^$\\.*+?()[]{}|/".Contains(letter, StringComparison.Ordinal) || (!_strict && !char.IsAsciiLetterOrDigit(letter)))
                {
                    At--;
                    return ReadCharacter();
                }

                throw new FormatException($"'\\{letter}' is not an escape that ECMA-262 knows");
        }
    }

    private int ReadUnicode()
    {
        if (Take("{"))
        {
            var digits = ReadUntil('}');
            return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code is >= 0 and <= 0x10FFFF
                ? code
                : throw new FormatException($"'\\u{{{digits}}}' is not a character");
        }

        var high = ReadHex(4);
        if (char.IsHighSurrogate((char)high) && At + 6 <= _source.Length && Take("\\u"))
        {
            var low = ReadHex(4);
            return char.IsLowSurrogate((char)low) ? char.ConvertToUtf32((char)high, (char)low) : throw new FormatException("a surrogate pair is broken");
        }

        return high;
    }

    private int ReadHex(int length)
    {
        var digits = At + length <= _source.Length ? _source.AsSpan(At, length) : [];
        At += length;
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code
            : throw new FormatException("an escape lacks hexadecimal digits");
    }

    /// <summary>The next character, a surrogate pair as one.</summary>
    public int ReadCharacter()
    {
        var pair = char.IsHighSurrogate(Next) && At + 1 < _source.Length && char.IsLowSurrogate(_source[At + 1]);
        var code = pair ? char.ConvertToUtf32(_source[At], _source[At + 1]) : Next;
        At += pair ? 2 : 1;
        return code;
    }

    /// <summary>A group's name, up to this unit, which is stepped over.</summary>
    public string ReadName(char end)
    {
        var name = ReadUntil(end);
        var isName = name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$');
        return isName ? name : throw new FormatException($"'{name}' is not a name for a group");
    }

    /// <summary>What comes before this unit, which is stepped over.</summary>
    public string ReadUntil(char end)
    {
        var at = _source.IndexOf(end, At);
        if (at < 0)
        {
            throw new FormatException($"a '{end}' is missing");
        }

        var text = _source[At..at];
        At = at + 1;
        return text;
    }
}
