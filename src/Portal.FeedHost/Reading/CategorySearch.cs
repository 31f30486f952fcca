using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Portal.Events.Log;

namespace Portal.FeedHost.Reading;

/// <summary>
/// A search over categories. <c>+a+b</c>: the entry has a or b. Or LDAP style (after RFC 4515):
/// <c>(AND(cat=a)(OR(cat=b)(cat=c))(NOT(cat=d)))</c>, with <c>&amp;</c>, <c>|</c>, <c>!</c> as short forms, spaces between the
/// parts, and <c>\28</c> for a character that means something. Terms are compared without regard to case.
/// </summary>
internal static class CategorySearch
{
    private const int MaxLength = 4000;
    private const int MaxDepth = 50;

    /// <summary>Reads a search; false, with what is wrong and where, when it is malformed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CategoryCondition? search, [NotNullWhen(false)] out string? problem)
    {
        (search, problem) = text switch
        {
            { Length: > MaxLength } => (null, $"at most {MaxLength} characters."),
            ['+', ..] => ParseTerms(text),
            ['(', ..] => new Parser(text).Parse(),
            _ => (null, "it must begin with '+' (in an address: %2B) or '('."),
        };
        return search is not null;
    }

    private static (CategoryCondition?, string?) ParseTerms(string text)
    {
        var terms = text[1..].Split('+');
        return terms.Any(string.IsNullOrWhiteSpace)
            ? (null, "a category is missing after '+'.")
            : (new CategoryCondition.AnyOf([.. terms.Select(t => new CategoryCondition.HasTerm(t.Trim()))]), null);
    }

    /// <summary>Reads one search from left to right; its recursion is bounded by <see cref="MaxDepth"/>.</summary>
    private sealed class Parser(string text)
    {
        private static readonly (string Word, char Short)[] Operators = [("AND", '&'), ("OR", '|'), ("NOT", '!')];
        private int _at;
        private string? _problem;

        public (CategoryCondition?, string?) Parse()
        {
            var search = Group(depth: 0);
            SkipSpaces();
            return search is not null && _at < text.Length
                ? (null, $"nothing is expected at position {_at + 1}.")
                : (search, search is null ? _problem : null);
        }

        private CategoryCondition? Group(int depth)
        {
            if (depth > MaxDepth)
            {
                return Fail($"it is nested more than {MaxDepth} deep");
            }

            if (!Take('('))
            {
                return Fail("'(' is expected");
            }

            SkipSpaces();
            var found = Operator() is { } kind ? Combine(kind, depth) : Comparison();
            SkipSpaces();
            return found is null ? null : Take(')') ? found : Fail("')' is expected");
        }

        private CategoryCondition? Combine(char kind, int depth)
        {
            List<CategoryCondition> parts = [];
            for (SkipSpaces(); _at < text.Length && text[_at] == '('; SkipSpaces())
            {
                if (Group(depth + 1) is not { } part)
                {
                    return null;
                }

                parts.Add(part);
            }

            return (kind, parts) switch
            {
                (_, []) => Fail("a condition in parentheses is expected"),
                ('!', [var only]) => new CategoryCondition.Not(only),
                ('!', _) => Fail("NOT takes one condition"),
                ('&', _) => new CategoryCondition.AllOf(parts),
                _ => new CategoryCondition.AnyOf(parts),
            };
        }

        private CategoryCondition? Comparison()
        {
            const string Name = "cat=";
            if (!text.AsSpan(_at).StartsWith(Name, StringComparison.OrdinalIgnoreCase))
            {
                return Fail("'cat=' or AND, OR, NOT is expected");
            }

            _at += Name.Length;
            var end = text.AsSpan(_at).IndexOfAny('(', ')');
            var given = end < 0 ? text[_at..] : text.Substring(_at, end);
            if (string.IsNullOrWhiteSpace(given))
            {
                return Fail("a category is expected");
            }

            if (Unescape(given) is not { } term)
            {
                return null;
            }

            _at += given.Length;
            return new CategoryCondition.HasTerm(term.Trim());
        }

        // RFC 4515 section 3: what means something in a filter is written as the hexadecimal digits of its bytes.
        private string? Unescape(string given)
        {
            var special = given.AsSpan().IndexOfAny('\\', '*');
            if (special < 0)
            {
                return given;
            }

            List<byte> bytes = [];
            for (var i = 0; i < given.Length; i++)
            {
                if (given[i] == '*')
                {
                    _at += i;
                    Fail("a category is compared whole: '*' stands for nothing else, and is written \\2a,");
                    return null;
                }

                if (given[i] != '\\')
                {
                    var run = given.AsSpan(i).IndexOfAny('\\', '*') is > 0 and var length ? length : given.Length - i;
                    bytes.AddRange(Encoding.UTF8.GetBytes(given.Substring(i, run)));
                    i += run - 1;
                }
                else if (i + 2 < given.Length && byte.TryParse(given.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                {
                    bytes.Add(value);
                    i += 2;
                }
                else
                {
                    _at += i;
                    Fail("two hexadecimal digits are expected after '\\'");
                    return null;
                }
            }

            return Encoding.UTF8.GetString([.. bytes]);
        }

        private void SkipSpaces()
        {
            while (_at < text.Length && text[_at] == ' ')
            {
                _at++;
            }
        }

        private char? Operator()
        {
            foreach (var (word, sign) in Operators)
            {
                if (text.AsSpan(_at).StartsWith(word, StringComparison.OrdinalIgnoreCase) && text.AsSpan(_at + word.Length).TrimStart(' ') is ['(', ..])
                {
                    _at += word.Length;
                    return sign;
                }

                if (_at < text.Length && text[_at] == sign)
                {
                    _at++;
                    return sign;
                }
            }

            return null;
        }

        private bool Take(char c)
        {
            if (_at >= text.Length || text[_at] != c)
            {
                return false;
            }

            _at++;
            return true;
        }

        private CategoryCondition? Fail(string problem)
        {
            _problem ??= $"{problem} at position {_at + 1}.";
            return null;
        }
    }
}
