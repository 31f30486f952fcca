using System.Diagnostics.CodeAnalysis;
using Portal.Events.Log;

namespace Portal.FeedHost.Reading;

/// <summary>
/// A search over categories. <c>+a+b</c>: the entry has a or b. Or LDAP style (after RFC 4515):
/// <c>(AND(cat=a)(OR(cat=b)(cat=c))(NOT(cat=d)))</c>, with <c>&amp;</c>, <c>|</c>, <c>!</c> as short forms.
/// Terms are compared without regard to case.
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

            var found = Operator() is { } kind ? Combine(kind, depth) : Comparison();
            return found is null ? null : Take(')') ? found : Fail("')' is expected");
        }

        private CategoryCondition? Combine(char kind, int depth)
        {
            List<CategoryCondition> parts = [];
            while (_at < text.Length && text[_at] == '(')
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
            var term = end < 0 ? text[_at..] : text.Substring(_at, end);
            if (string.IsNullOrWhiteSpace(term))
            {
                return Fail("a category is expected");
            }

            _at += term.Length;
            return new CategoryCondition.HasTerm(term.Trim());
        }

        private char? Operator()
        {
            foreach (var (word, sign) in Operators)
            {
                if (text.AsSpan(_at).StartsWith(word + "(", StringComparison.OrdinalIgnoreCase))
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
