using System.Diagnostics.CodeAnalysis;
using Portal.Events.Entries;

namespace Portal.FeedHost.Reading;

/// <summary>
/// A search over categories. <c>+a+b</c>: the entry has a or b. Or LDAP style (after RFC 4515):
/// <c>(AND(cat=a)(OR(cat=b)(cat=c))(NOT(cat=d)))</c>, with <c>&amp;</c>, <c>|</c>, <c>!</c> as short forms.
/// Terms are compared without regard to case.
/// </summary>
internal abstract record CategorySearch
{
    private const int MaxLength = 4000;
    private const int MaxDepth = 50;

    public abstract bool Matches(IReadOnlyList<Category> categories);

    /// <summary>Reads a search; false, with what is wrong and where, when it is malformed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CategorySearch? search, [NotNullWhen(false)] out string? problem)
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

    private static (CategorySearch?, string?) ParseTerms(string text)
    {
        var terms = text[1..].Split('+');
        return terms.Any(string.IsNullOrWhiteSpace)
            ? (null, "a category is missing after '+'.")
            : (new AnyOf([.. terms.Select(t => new HasTerm(t.Trim()))]), null);
    }

    private sealed record HasTerm(string Term) : CategorySearch
    {
        public override bool Matches(IReadOnlyList<Category> categories) =>
            categories.Any(c => c.Term.Equals(Term, StringComparison.OrdinalIgnoreCase));
    }

    private sealed record AnyOf(IReadOnlyList<CategorySearch> Parts) : CategorySearch
    {
        public override bool Matches(IReadOnlyList<Category> categories) => Parts.Any(p => p.Matches(categories));
    }

    private sealed record AllOf(IReadOnlyList<CategorySearch> Parts) : CategorySearch
    {
        public override bool Matches(IReadOnlyList<Category> categories) => Parts.All(p => p.Matches(categories));
    }

    private sealed record Not(CategorySearch Part) : CategorySearch
    {
        public override bool Matches(IReadOnlyList<Category> categories) => !Part.Matches(categories);
    }

    /// <summary>Reads one search from left to right; its recursion is bounded by <see cref="MaxDepth"/>.</summary>
    private sealed class Parser(string text)
    {
        private static readonly (string Word, char Short)[] Operators = [("AND", '&'), ("OR", '|'), ("NOT", '!')];
        private int _at;
        private string? _problem;

        public (CategorySearch?, string?) Parse()
        {
            var search = Group(depth: 0);
            return search is not null && _at < text.Length
                ? (null, $"nothing is expected at position {_at + 1}.")
                : (search, search is null ? _problem : null);
        }

        private CategorySearch? Group(int depth)
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

        private CategorySearch? Combine(char kind, int depth)
        {
            List<CategorySearch> parts = [];
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
                ('!', [var only]) => new Not(only),
                ('!', _) => Fail("NOT takes one condition"),
                ('&', _) => new AllOf(parts),
                _ => new AnyOf(parts),
            };
        }

        private CategorySearch? Comparison()
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
            return new HasTerm(term.Trim());
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

        private CategorySearch? Fail(string problem)
        {
            _problem ??= $"{problem} at position {_at + 1}.";
            return null;
        }
    }
}
