using System.Text;

namespace Portal.Contracts.JsonSchema.Rules;

/// <summary>
/// Cuts an expression into pieces: <c>all(/items, ./qty &gt; 0)</c>. A path begins where a value may stand, with <c>/</c> or
/// <c>.</c>; a <c>/</c> behind a value divides.
/// </summary>
internal sealed class RuleLexer(string text)
{
    private static readonly string[] Signs = ["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ","];

    private int _at;

    /// <summary>What is wrong with the pieces; null while nothing is.</summary>
    public RuleProblem? Problem { get; private set; }

    /// <summary>The pieces, the last one <see cref="RuleTokenKind.End"/>.</summary>
    public List<RuleToken> Read()
    {
        var tokens = new List<RuleToken>();
        var afterValue = false;
        while (Problem is null)
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            if (_at >= text.Length)
            {
                break;
            }

            if (Next(afterValue) is { } token)
            {
                tokens.Add(token);
                afterValue = token.Kind is RuleTokenKind.Number or RuleTokenKind.Text or RuleTokenKind.Path
                    || (token.Kind == RuleTokenKind.Name && !RuleParser.IsOperator(token.Text)) || token.Text is ")" or "]";
            }
        }

        tokens.Add(new RuleToken(RuleTokenKind.End, "", text.Length));
        return tokens;
    }

    private RuleToken? Next(bool afterValue)
    {
        var (start, c) = (_at, text[_at]);
        if (!afterValue && (c == '/' || c == '.'))
        {
            return Path();
        }

        if (c is '\'' or '"')
        {
            return Quoted(c) is { } quoted ? new RuleToken(RuleTokenKind.Text, quoted, start) : null;
        }

        if (char.IsAsciiDigit(c))
        {
            return Number();
        }

        if (char.IsLetter(c))
        {
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_'))
            {
                _at++;
            }

            return new RuleToken(RuleTokenKind.Name, text[start.._at], start);
        }

        var sign = Array.Find(Signs, sign => string.CompareOrdinal(text, start, sign, 0, sign.Length) == 0);
        if (sign is null)
        {
            var hint = c switch { '&' => " Write 'and'.", '|' => " Write 'or'.", '!' => " Write 'not'.", _ => "" };
            Problem = new RuleProblem($"'{c}' means nothing here.{hint}", start);
            return null;
        }

        if (sign == "=" && start + 1 < text.Length && text[start + 1] == '=')
        {
            Problem = new RuleProblem("Equality is written with one '='.", start);
            return null;
        }

        _at += sign.Length;
        return new RuleToken(RuleTokenKind.Sign, sign, start);
    }

    private RuleToken Number()
    {
        var start = _at;
        Digits();
        if (_at + 1 < text.Length && text[_at] == '.' && char.IsAsciiDigit(text[_at + 1]))
        {
            _at++;
            Digits();
        }

        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at += _at + 1 < text.Length && text[_at + 1] is '+' or '-' ? 2 : 1;
            Digits();
        }

        return new RuleToken(RuleTokenKind.Number, text[start.._at], start);
    }

    private void Digits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }
    }

    // 'it''s': a quote inside is written twice.
    private string? Quoted(char quote)
    {
        var start = _at++;
        var value = new StringBuilder();
        for (; _at < text.Length; _at++)
        {
            if (text[_at] != quote)
            {
                value.Append(text[_at]);
            }
            else if (_at + 1 < text.Length && text[_at + 1] == quote)
            {
                value.Append(quote);
                _at++;
            }
            else
            {
                _at++;
                return value.ToString();
            }
        }

        Problem = new RuleProblem("The text is not closed.", start);
        return null;
    }

    private RuleToken? Path()
    {
        var start = _at;
        var steps = new List<string?>();
        _at += text[_at] == '.' ? 1 : 0;
        while (_at < text.Length && text[_at] == '/')
        {
            _at++;
            if (_at < text.Length && text[_at] is '\'' or '"')
            {
                if (Quoted(text[_at]) is not { } quoted)
                {
                    return null;
                }

                steps.Add(quoted);
                continue;
            }

            var from = _at;
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '-' or '.' or '$' or '@' or ':' or '~' or '#'))
            {
                _at++;
            }

            _at += _at == from && _at < text.Length && text[_at] == '*' ? 1 : 0;

            var step = text[from.._at];
            if (step.Length == 0 && (steps.Count > 0 || text[start] == '.'))
            {
                Problem = new RuleProblem("A name is missing behind '/'. A name with other characters is put in quotes: /'odd name'.", from);
                return null;
            }

            if (step.Length > 0)
            {
                steps.Add(step == "*" ? null : step);
            }
        }

        return new RuleToken(RuleTokenKind.Path, text[start.._at], start, steps);
    }
}
