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

    private readonly EcmaText _text;
    private readonly bool _strict;
    private readonly bool _captures;
    private readonly List<string?> _groups;
    private readonly StringBuilder _target = new();
    private int _depth;
    private int _opened;

    private EcmaPattern(string source, bool strict)
    {
        _text = new EcmaText(source, strict);
        _strict = strict;
        _groups = EcmaGroups.Find(source);
        _captures = EcmaGroups.AreReferredTo(source);
    }

    /// <summary>The same expression for .NET; an error instead when it is not one.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="strict">Whether needless escapes and lone brackets are errors, as the standard has it.</param>
    public static (string? Pattern, string? Error) Translate(string source, bool strict)
    {
        var reader = new EcmaPattern(source, strict);
        try
        {
            reader.ReadAlternatives();
            return reader._text.AtEnd ? (reader._target.ToString(), null) : (null, "there is an unmatched ')'");
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

        while (!_text.AtEnd && _text.Next != ')')
        {
            if (_text.Take("|"))
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
            throw new FormatException($"there is nothing to repeat before position {_text.At}");
        }

        _target.Insert(start, "(?:").Append(')').Append(quantifier);
    }

    private bool ReadAtom()
    {
        switch (_text.Next)
        {
            case '^':
                _text.Step();
                _target.Append('^');
                return false;
            case '$':
                _text.Step();
                _target.Append("\\z");
                return false;
            case '(':
                return ReadGroup();
            case '[':
                _text.Step();
                ReadClass();
                return true;
            case '.':
                _text.Step();
                _target.Append(CharacterSet.AnyButLineEnds().Write(negated: false));
                return true;
            case '\\':
                _text.Step();
                return ReadEscape();
            case '*' or '+' or '?':
                throw new FormatException($"there is nothing to repeat at position {_text.At + 1}");
            case '{' or '}' or ']' when _strict:
                throw new FormatException($"there is a lone '{_text.Next}' at position {_text.At + 1}");
            default:
                Append(_text.ReadCharacter());
                return true;
        }
    }

    private bool ReadGroup()
    {
        foreach (var look in new[] { "(?=", "(?!", "(?<=", "(?<!" })
        {
            if (_text.Take(look))
            {
                _target.Append(look);
                ReadGroupEnd();
                return false;
            }
        }

        if (_text.Take("(?:"))
        {
            _target.Append("(?:");
        }
        else
        {
            if (_text.Take("(?<"))
            {
                _text.ReadName('>');
            }
            else if (_text.Take("(?"))
            {
                throw new FormatException("'(?' begins nothing that ECMA-262 knows");
            }
            else
            {
                _text.Step();
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
        if (!_text.Take(")"))
        {
            throw new FormatException("a group is not closed");
        }

        _target.Append(')');
    }

    private string? ReadQuantifier()
    {
        var quantifier = _text.Next switch
        {
            '*' or '+' or '?' => _text.Step().ToString(),
            '{' => ReadCounts(),
            _ => null,
        };
        return quantifier is not null && _text.Take("?") ? quantifier + "?" : quantifier;
    }

    private string? ReadCounts()
    {
        var counts = _text.PeekEnclosed('}');
        var parts = counts?.Split(',') ?? [];
        if (parts.Length is 0 or > 2 || !parts[0].All(char.IsAsciiDigit) || parts[0].Length == 0 || !parts[^1].All(char.IsAsciiDigit))
        {
            return _strict ? throw new FormatException($"'{{' at position {_text.At + 1} begins no count") : null;
        }

        var from = Count(parts[0]);
        if (parts.Length == 2 && parts[1].Length > 0 && Count(parts[1]) < from)
        {
            throw new FormatException($"the counts at position {_text.At + 1} are in the wrong order");
        }

        var quantifier = $"{{{counts}}}";
        _text.Take(quantifier);
        return quantifier;
    }

    private static int Count(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
            : throw new FormatException($"the count {digits} is too large");

    private bool ReadEscape()
    {
        switch (_text.Next)
        {
            case 'b' or 'B':
                var boundary = $"(?:(?<={WordUnit})(?!{WordUnit})|(?<!{WordUnit})(?={WordUnit}))";
                var inside = $"(?:(?<={WordUnit})(?={WordUnit})|(?<!{WordUnit})(?!{WordUnit}))";
                _target.Append(_text.Step() == 'b' ? boundary : inside);
                return false;
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P':
                var set = new CharacterSet();
                ReadSet(set);
                _target.Append(set.Write(negated: false));
                return true;
            case 'k':
                _text.Step();
                var name = _text.Take("<") ? _text.ReadName('>') : throw new FormatException("'\\k' names no group");
                AppendReference(_groups.IndexOf(name) + 1);
                return true;
            case >= '1' and <= '9':
                AppendReference(Count(_text.ReadDigits()));
                return true;
            default:
                Append(_text.ReadEscapedCharacter(inClass: false));
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
        var negated = _text.Take("^");
        while (!_text.Take("]"))
        {
            if (_text.AtEnd)
            {
                throw new FormatException("a '[' is not closed");
            }

            var from = ReadClassMember(set);
            if (_text.Next != '-' || _text.AfterNext is '\0' or ']')
            {
                AddMember(set, from, from);
                continue;
            }

            _text.Step();
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
        if (!_text.Take("\\"))
        {
            return _text.ReadCharacter();
        }

        if (_text.Next is 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P')
        {
            ReadSet(set);
            return null;
        }

        return _text.ReadEscapedCharacter(inClass: true);
    }

    private void ReadSet(CharacterSet set)
    {
        var letter = _text.Step();
        if (letter is not ('p' or 'P'))
        {
            set.AddClass(letter);
            return;
        }

        var name = _text.Take("{") ? _text.ReadUntil('}') : throw new FormatException("'\\p' names no property");
        var category = UnicodeProperties.Find(name) ?? throw new FormatException($"'{name}' is not a Unicode property that is known");
        set.AddCategory(category, letter == 'P');
    }

    private void Append(int code)
    {
        foreach (var unit in code > 0xFFFF ? char.ConvertFromUtf32(code) : ((char)code).ToString())
        {
            _target.Append(char.IsAsciiLetterOrDigit(unit) ? unit.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}"));
        }
    }
}
