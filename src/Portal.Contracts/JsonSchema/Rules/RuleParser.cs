using System.Globalization;
using Portal.Contracts.JsonSchema.Patterns;

namespace Portal.Contracts.JsonSchema.Rules;

/// <summary>Reads an expression, docs/contract-rules.md. Bounded in length and depth; never throws.</summary>
internal sealed class RuleParser
{
    /// <summary>The longest expression.</summary>
    public const int MaxLength = 4_000;

    // Parentheses, functions and signs inside each other.
    private const int MaxDepth = 60;

    private static readonly HashSet<string> Aggregates = ["exists", "count", "sum", "min", "max", "avg", "distinct"];
    private static readonly HashSet<string> Quantifiers = ["all", "any", "none"];
    private static readonly HashSet<string> Comparisons = ["=", "!=", "<", "<=", ">", ">="];

    private readonly RuleTokens _tokens;
    private int _depth;

    private RuleParser(RuleTokens tokens) => _tokens = tokens;

    /// <summary>Whether a word joins two values, so that what follows it is a value.</summary>
    public static bool IsOperator(string word) => word is "and" or "or" or "not" or "in" or "implies";

    /// <summary>Reads an expression; the problem instead when it is none.</summary>
    public static (RuleNode? Node, RuleProblem? Problem) Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return (null, new RuleProblem($"An expression has {MaxLength} characters at most.", MaxLength));
        }

        var lexer = new RuleLexer(text);
        var tokens = new RuleTokens(lexer.Read());
        if (lexer.Problem is not null)
        {
            return (null, lexer.Problem);
        }

        var parser = new RuleParser(tokens);
        var node = parser.Condition();
        if (tokens.IsFine && tokens.Current.Kind != RuleTokenKind.End)
        {
            tokens.Unexpected("an operator or the end");
        }

        return tokens.IsFine ? (node, null) : (null, tokens.Problem);
    }

    // implies binds least, then or, and, not.
    private RuleNode Condition()
    {
        if (++_depth > MaxDepth)
        {
            _tokens.Fail($"An expression is nested {MaxDepth} deep at most.", _tokens.Current.At);
        }

        var left = Alternative();
        if (_tokens.IsFine && _tokens.TakeName("implies"))
        {
            left = new RuleJoin("implies", left, Condition());
        }

        _depth--;
        return left;
    }

    private RuleNode Alternative()
    {
        var left = Conjunction();
        while (_tokens.IsFine && _tokens.TakeName("or"))
        {
            left = new RuleJoin("or", left, Conjunction());
        }

        return left;
    }

    private RuleNode Conjunction()
    {
        var left = Negation();
        while (_tokens.IsFine && _tokens.TakeName("and"))
        {
            left = new RuleJoin("and", left, Negation());
        }

        return left;
    }

    private RuleNode Negation()
    {
        var count = 0;
        while (_tokens.TakeName("not"))
        {
            count++;
        }

        var node = Comparison();
        return count == 0 ? node : count % 2 == 1 ? new RuleNot(node) : new RuleNot(new RuleNot(node));
    }

    private RuleNode Comparison()
    {
        var left = Sum();
        if (_tokens.IsFine && _tokens.TakeName("in"))
        {
            return new RuleMembership(left, List());
        }

        if (!_tokens.IsFine || _tokens.Current.Kind != RuleTokenKind.Sign || !Comparisons.Contains(_tokens.Current.Text))
        {
            return left;
        }

        var sign = _tokens.Take().Text;
        var node = new RuleComparison(sign, left, Sum());
        if (_tokens.Current.Kind == RuleTokenKind.Sign && Comparisons.Contains(_tokens.Current.Text))
        {
            _tokens.Fail("Comparisons are joined by 'and': a < b and b < c.", _tokens.Current.At);
        }

        return node;
    }

    private RuleNode Sum()
    {
        var left = Product();
        while (_tokens.IsFine && _tokens.Current.Kind == RuleTokenKind.Sign && _tokens.Current.Text is "+" or "-")
        {
            left = new RuleArithmetic(_tokens.Take().Text, left, Product());
        }

        return left;
    }

    private RuleNode Product()
    {
        var left = Value();
        while (_tokens.IsFine && _tokens.Current.Kind == RuleTokenKind.Sign && _tokens.Current.Text is "*" or "/" or "%")
        {
            left = new RuleArithmetic(_tokens.Take().Text, left, Value());
        }

        return left;
    }

    private RuleNode Value()
    {
        if (!_tokens.IsFine)
        {
            return new RuleConstant(RuleValue.Nothing);
        }

        var token = _tokens.Current;
        switch (token.Kind)
        {
            case RuleTokenKind.Number:
                _tokens.Take();
                return decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? new RuleConstant(RuleValue.Of(number)) : _tokens.Fail("The number is none, or out of range.", token.At);
            case RuleTokenKind.Text:
                _tokens.Take();
                return new RuleConstant(RuleValue.Of(token.Text));
            case RuleTokenKind.Path:
                _tokens.Take();
                var path = PathOf(token);
                return path.IsMany
                    ? _tokens.Fail($"'{token.Text}' leads to several values: use all, any, none, count, sum, min, max or avg.", token.At) : path;
            case RuleTokenKind.Name when !IsOperator(token.Text):
                _tokens.Take();
                return Named(token);
            case RuleTokenKind.Sign when token.Text == "(":
                _tokens.Take();
                var inner = Condition();
                _tokens.Expect(")");
                return inner;
            case RuleTokenKind.Sign when token.Text == "-":
                _tokens.Take();
                if (++_depth > MaxDepth)
                {
                    return _tokens.Fail($"An expression is nested {MaxDepth} deep at most.", token.At);
                }

                var negated = new RuleArithmetic("-", new RuleConstant(RuleValue.Of(0m)), Value());
                _depth--;
                return negated;
            default:
                return _tokens.Unexpected("a value");
        }
    }

    private RuleNode Named(RuleToken name)
    {
        if (name.Text is "true" or "false" or "null")
        {
            return new RuleConstant(name.Text switch { "true" => RuleValue.True, "false" => RuleValue.False, _ => RuleValue.Nothing });
        }

        if (_tokens.Current is not { Kind: RuleTokenKind.Sign, Text: "(" })
        {
            return _tokens.Fail($"'{name.Text}' means nothing. A field is written as a path: /{name.Text}.", name.At);
        }

        _tokens.Take();
        if (Aggregates.Contains(name.Text))
        {
            var path = Path($"{name.Text}() takes a path, for example {name.Text}(/items/*/price).");
            _tokens.Expect(")");
            return new RuleAggregate(name.Text, path);
        }

        if (Quantifiers.Contains(name.Text))
        {
            var path = Path($"{name.Text}() takes a path and a condition, for example {name.Text}(/items, ./price > 0).");
            _tokens.Expect(",");
            var condition = Condition();
            _tokens.Expect(")");
            return new RuleQuantifier(name.Text, path, condition);
        }

        return Call(name, Arguments());
    }

    private RuleNode Call(RuleToken name, List<RuleNode> arguments)
    {
        if (!_tokens.IsFine)
        {
            return new RuleConstant(RuleValue.Nothing);
        }

        if (name.Text == "if")
        {
            return arguments.Count == 3 ? new RuleChoice(arguments[0], arguments[1], arguments[2]) : _tokens.Fail("if() takes a condition and two values.", name.At);
        }

        if (name.Text == "matches")
        {
            if (arguments is not [var text, RuleConstant { Value: { Kind: RuleValueKind.Text } pattern }])
            {
                return _tokens.Fail("matches() takes a text and a pattern in quotes.", name.At);
            }

            var (compiled, error) = SchemaPattern.Create(pattern.Text);
            return compiled is null ? _tokens.Fail($"'{Values.JsonText.Cut(pattern.Text)}' is not a pattern: {error}", name.At) : new RulePattern(text, compiled);
        }

        if (!RuleFunctions.All.TryGetValue(name.Text, out var function))
        {
            return _tokens.Fail($"There is no function '{name.Text}'.", name.At);
        }

        var most = function.Parameters.Length;
        return arguments.Count <= most && arguments.Count >= most - function.Optional
            ? new RuleCall(name.Text, function, arguments)
            : _tokens.Fail($"{name.Text}() takes {(function.Optional > 0 ? $"{most - function.Optional} or {most}" : most)} values, not {arguments.Count}.", name.At);
    }

    private List<RuleNode> Arguments()
    {
        var arguments = new List<RuleNode>();
        if (_tokens.Current is { Kind: RuleTokenKind.Sign, Text: ")" })
        {
            _tokens.Take();
            return arguments;
        }

        do
        {
            arguments.Add(Condition());
        }
        while (_tokens.IsFine && _tokens.TakeSign(","));
        _tokens.Expect(")");
        return arguments;
    }

    private RuleList List()
    {
        var items = new List<RuleNode>();
        if (_tokens.Expect("[", "'in' takes a list, for example ['web', 'shop']."))
        {
            do
            {
                items.Add(Sum());
            }
            while (_tokens.IsFine && _tokens.TakeSign(","));
            _tokens.Expect("]");
        }

        return new RuleList(items);
    }

    private RulePath Path(string wanted)
    {
        if (_tokens.IsFine && _tokens.Current.Kind == RuleTokenKind.Path)
        {
            return PathOf(_tokens.Take());
        }

        _tokens.Fail(wanted, _tokens.Current.At);
        return new RulePath([], isRelative: false);
    }

    private static RulePath PathOf(RuleToken token) => new(token.Steps!, token.Text[0] == '.');
}
