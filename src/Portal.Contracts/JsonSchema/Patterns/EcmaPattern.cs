using System.Globalization;
using System.Text;

namespace Portal.Contracts.JsonSchema.Patterns;

/// <summary>
/// Reads regular expressions as ECMA-262 section 22.2.1 defines them (with Unicode characters) and writes them for
/// .NET. Sample: <c>^\d{3}$</c> becomes <c>^[0-9]{3}\z</c>.
/// </summary>
internal sealed class EcmaPattern
{
    private const int MaxDepth = 100;
    private const string WordUnit = "[0-9A-Za-z_]";

    private readonly string _source;
    private readonly bool _strict;
    private readonly bool _captures;
    private readonly List<string?> _groups;
    private readonly StringBuilder _target = new();
    private int _at;
    private int _depth;
    private int _opened;

    private EcmaPattern(string source, bool strict)
    {
        (_source, _strict) = (source, strict);
        _groups = FindGroups(source);
        _captures = HasBackReference(source);
    }

    private bool AtEnd => _at >= _source.Length;

    private char Next => _at < _source.Length ? _source[_at] : '\0';

    /// <summary>The same expression for .NET; an error instead when it is not one.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="strict">Whether needless escapes and lone brackets are errors, as the standard has it.</param>
    public static (string? Pattern, string? Error) Translate(string source, bool strict)
    {
        var reader = new EcmaPattern(source, strict);
        try
        {
            reader.ReadAlternatives();
            return reader.AtEnd ? (reader._target.ToString(), null) : (null, "there is an unmatched ')'");
        }
        catch (FormatException problem)
        {
            return (null, problem.Message);
        }
    }

    private void ReadAlternatives()
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException("groups are nested too deeply");
        }

        while (!AtEnd && Next != ')')
        {
            if (Take("|"))
            {
                _target.Append('|');
            }
            else
            {
                ReadTerm();
            }
        }

        _depth--;
    }

    private void ReadTerm()
    {
        var start = _target.Length;
        var repeatable = ReadAtom();
        var quantifier = ReadQuantifier();
        if (quantifier is null)
        {
            return;
        }

        if (!repeatable)
        {
            throw new FormatException($"there is nothing to repeat before position {_at}");
        }

        _target.Insert(start, "(?:").Append(')').Append(quantifier);
    }

    private bool ReadAtom()
    {
        switch (Next)
        {
            case '^':
                _at++;
                _target.Append('^');
                return false;
            case '$':
                _at++;
                _target.Append("\\z");
                return false;
            case '(':
                return ReadGroup();
            case '[':
                _at++;
                ReadClass();
                return true;
            case '.':
                _at++;
                _target.Append(CharacterSet.AnyButLineEnds().Write(negated: false));
                return true;
            case '\\':
                _at++;
                return ReadEscape();
            case '*' or '+' or '?':
                throw new FormatException($"there is nothing to repeat at position {_at + 1}");
            case '{' or '}' or ']' when _strict:
                throw new FormatException($"there is a lone '{Next}' at position {_at + 1}");
            default:
                Append(ReadCharacter());
                return true;
        }
    }

    private bool ReadGroup()
    {
        foreach (var look in new[] { "(?=", "(?!", "(?<=", "(?<!" })
        {
            if (Take(look))
            {
                _target.Append(look);
                ReadGroupEnd();
                return false;
            }
        }

        if (Take("(?:"))
        {
            _target.Append("(?:");
        }
        else
        {
            if (Take("(?<"))
            {
                ReadName('>');
            }
            else if (Take("(?"))
            {
                throw new FormatException("'(?' begins nothing that ECMA-262 knows");
            }
            else
            {
                _at++;
            }

            _opened++;
            _target.Append(_captures ? string.Create(CultureInfo.InvariantCulture, $"(?<{_opened}>") : "(?:");
        }

        ReadGroupEnd();
        return true;
    }

    private void ReadGroupEnd()
    {
        ReadAlternatives();
        if (!Take(")"))
        {
            throw new FormatException("a group is not closed");
        }

        _target.Append(')');
    }

    private string? ReadQuantifier()
    {
        var quantifier = Next switch
        {
            '*' or '+' or '?' => _source[_at++].ToString(),
            '{' => ReadCounts(),
            _ => null,
        };
        return quantifier is not null && Take("?") ? quantifier + "?" : quantifier;
    }

    private string? ReadCounts()
    {
        var end = _source.IndexOf('}', _at);
        var parts = end < 0 ? [] : _source[(_at + 1)..end].Split(',');
        if (parts.Length is 0 or > 2 || !parts[0].All(char.IsAsciiDigit) || parts[0].Length == 0 || !parts[^1].All(char.IsAsciiDigit))
        {
            return _strict ? throw new FormatException($"'{{' at position {_at + 1} begins no count") : null;
        }

        var from = Count(parts[0]);
        if (parts.Length == 2 && parts[1].Length > 0 && Count(parts[1]) < from)
        {
            throw new FormatException($"the counts at position {_at + 1} are in the wrong order");
        }

        var counts = _source[_at..(end + 1)];
        _at = end + 1;
        return counts;
    }

    private static int Count(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
            : throw new FormatException($"the count {digits} is too large");

    private bool ReadEscape()
    {
        switch (Next)
        {
            case 'b' or 'B':
                var boundary = $"(?:(?<={WordUnit})(?!{WordUnit})|(?<!{WordUnit})(?={WordUnit}))";
                var inside = $"(?:(?<={WordUnit})(?={WordUnit})|(?<!{WordUnit})(?!{WordUnit}))";
                _target.Append(_source[_at++] == 'b' ? boundary : inside);
                return false;
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P':
                var set = new CharacterSet();
                ReadSet(set);
                _target.Append(set.Write(negated: false));
                return true;
            case 'k':
                _at++;
                var name = Take("<") ? ReadName('>') : throw new FormatException("'\\k' names no group");
                AppendReference(_groups.IndexOf(name) + 1);
                return true;
            case >= '1' and <= '9':
                var start = _at;
                while (char.IsAsciiDigit(Next))
                {
                    _at++;
                }

                AppendReference(Count(_source[start.._at]));
                return true;
            default:
                Append(ReadEscapedCharacter(inClass: false));
                return true;
        }
    }

    // A group that took no part matches the empty text in ECMA-262, and nothing in .NET.
    private void AppendReference(int group)
    {
        if (group < 1 || group > _groups.Count)
        {
            throw new FormatException("a back-reference leads to no group");
        }

        _target.Append(CultureInfo.InvariantCulture, $"(?({group})\\k<{group}>)");
    }

    private void ReadClass()
    {
        var set = new CharacterSet();
        var negated = Take("^");
        while (!Take("]"))
        {
            if (AtEnd)
            {
                throw new FormatException("a '[' is not closed");
            }

            var from = ReadClassMember(set);
            if (Next != '-' || _at + 1 >= _source.Length || _source[_at + 1] == ']')
            {
                AddMember(set, from, from);
                continue;
            }

            _at++;
            var to = ReadClassMember(set);
            if (from is null || to is null)
            {
                if (_strict)
                {
                    throw new FormatException("a range in '[]' has a class at one end");
                }

                AddMember(set, from, from);
                AddMember(set, to, to);
                set.Add('-', '-');
                continue;
            }

            AddMember(set, from, from <= to ? to : throw new FormatException("a range in '[]' is in the wrong order"));
        }

        _target.Append(set.Write(negated));
    }

    private static void AddMember(CharacterSet set, int? from, int? to)
    {
        if (from is { } first && to is { } last)
        {
            set.Add(first, last);
        }
    }

    // One character; null when the member was a class, which is then in the set.
    private int? ReadClassMember(CharacterSet set)
    {
        if (!Take("\\"))
        {
            return ReadCharacter();
        }

        if (Next is 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P')
        {
            ReadSet(set);
            return null;
        }

        return ReadEscapedCharacter(inClass: true);
    }

    private void ReadSet(CharacterSet set)
    {
        var letter = _source[_at++];
        if (letter is not ('p' or 'P'))
        {
            set.AddClass(letter);
            return;
        }

        var name = Take("{") ? ReadUntil('}') : throw new FormatException("'\\p' names no property");
        var category = UnicodeProperties.Find(name) ?? throw new FormatException($"'{name}' is not a Unicode property that is known");
        set.AddCategory(category, letter == 'P');
    }

    private int ReadEscapedCharacter(bool inClass)
    {
        if (AtEnd)
        {
            throw new FormatException("it ends in a lone '\\'");
        }

        var letter = _source[_at++];
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
            case 'c' when char.IsAsciiLetter(Next): return _source[_at++] & 31;
            case 'x': return ReadHex(2);
            case 'u': return ReadUnicode();
            default:
                if ("^$\\.*+?()[]{}|/".Contains(letter, StringComparison.Ordinal) || (!_strict && !char.IsAsciiLetterOrDigit(letter)))
                {
                    _at--;
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
        if (char.IsHighSurrogate((char)high) && _at + 6 <= _source.Length && Take("\\u"))
        {
            var low = ReadHex(4);
            return char.IsLowSurrogate((char)low) ? char.ConvertToUtf32((char)high, (char)low) : throw new FormatException("a surrogate pair is broken");
        }

        return high;
    }

    private int ReadHex(int length)
    {
        var digits = _at + length <= _source.Length ? _source.AsSpan(_at, length) : [];
        _at += length;
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code
            : throw new FormatException("an escape lacks hexadecimal digits");
    }

    private int ReadCharacter()
    {
        var pair = char.IsHighSurrogate(Next) && _at + 1 < _source.Length && char.IsLowSurrogate(_source[_at + 1]);
        var code = pair ? char.ConvertToUtf32(_source[_at], _source[_at + 1]) : Next;
        _at += pair ? 2 : 1;
        return code;
    }

    private string ReadName(char end)
    {
        var name = ReadUntil(end);
        var isName = name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$');
        return isName ? name : throw new FormatException($"'{name}' is not a name for a group");
    }

    private string ReadUntil(char end)
    {
        var at = _source.IndexOf(end, _at);
        if (at < 0)
        {
            throw new FormatException($"a '{end}' is missing");
        }

        var text = _source[_at..at];
        _at = at + 1;
        return text;
    }

    private bool Take(string text)
    {
        if (string.CompareOrdinal(_source, _at, text, 0, text.Length) != 0)
        {
            return false;
        }

        _at += text.Length;
        return true;
    }

    private void Append(int code)
    {
        foreach (var unit in code > 0xFFFF ? char.ConvertFromUtf32(code) : ((char)code).ToString())
        {
            _target.Append(char.IsAsciiLetterOrDigit(unit) ? unit.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}"));
        }
    }

    private static List<string?> FindGroups(string source)
    {
        var groups = new List<string?>();
        foreach (var at in Unescaped(source, '('))
        {
            var rest = source.AsSpan(at + 1);
            var isNamed = rest.StartsWith("?<") && !rest.StartsWith("?<=") && !rest.StartsWith("?<!");
            if (isNamed)
            {
                var end = rest.IndexOf('>');
                groups.Add(end < 0 ? null : rest[2..end].ToString());
            }
            else if (!rest.StartsWith("?"))
            {
                groups.Add(null);
            }
        }

        return groups;
    }

    private static bool HasBackReference(string source) =>
        Unescaped(source, '\\').Any(at => at + 1 < source.Length && source[at + 1] is 'k' or (>= '1' and <= '9'));

    private static IEnumerable<int> Unescaped(string source, char wanted)
    {
        var inClass = false;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == wanted && !inClass)
            {
                yield return i;
            }

            inClass = source[i] switch { '[' => true, ']' => false, _ => inClass };
            i += source[i] == '\\' ? 1 : 0;
        }
    }
}
