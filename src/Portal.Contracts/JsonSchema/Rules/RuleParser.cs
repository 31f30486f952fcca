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

    private readonly List<RuleToken> _tokens;
    private int _next;
    private int _depth;
    private RuleProblem? _problem;

    private RuleParser(List<RuleToken> tokens) => _tokens = tokens;

    private RuleToken Current => _tokens[_next];

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
        var tokens = lexer.Read();
        if (lexer.Problem is not null)
        {
            return (null, lexer.Problem);
        }

        var parser = new RuleParser(tokens);
        var node = parser.Condition();
        if (parser._problem is null && parser.Current.Kind != RuleTokenKind.End)
        {
            parser.Unexpected("an operator or the end");
        }

        return parser._problem is null ? (node, null) : (null, parser._problem);
    }

    // implies binds least, then or, and, not.
    private RuleNode Condition()
    {
        if (++_depth > MaxDepth)
        {
            Fail($"An expression is nested {MaxDepth} deep at most.", Current.At);
        }

        var left = Alternative();
        if (_problem is null && TakeName("implies"))
        {
            left = new RuleJoin("implies", left, Condition());
        }

        _depth--;
        return left;
    }

    private RuleNode Alternative()
    {
        var left = Conjunction();
        while (_problem is null && TakeName("or"))
        {
            left = new RuleJoin("or", left, Conjunction());
        }

        return left;
    }

    private RuleNode Conjunction()
    {
        var left = Negation();
        while (_problem is null && TakeName("and"))
        {
            left = new RuleJoin("and", left, Negation());
        }

        return left;
    }

    private RuleNode Negation()
    {
        var count = 0;
        while (TakeName("not"))
        {
            count++;
        }

        var node = Comparison();
        return count == 0 ? node : count % 2 == 1 ? new RuleNot(node) : new RuleNot(new RuleNot(node));
    }

    private RuleNode Comparison()
    {
        var left = Sum();
        if (_problem is null && TakeName("in"))
        {
            return new RuleMembership(left, List());
        }

        if (_problem is not null || Current.Kind != RuleTokenKind.Sign || !Comparisons.Contains(Current.Text))
        {
            return left;
        }

        var sign = _tokens[_next++].Text;
        var node = new RuleComparison(sign, left, Sum());
        if (Current.Kind == RuleTokenKind.Sign && Comparisons.Contains(Current.Text))
        {
            Fail("Comparisons are joined by 'and': a < b and b < c.", Current.At);
        }

        return node;
    }

    private RuleNode Sum()
    {
        var left = Product();
        while (_problem is null && Current.Kind == RuleTokenKind.Sign && Current.Text is "+" or "-")
        {
            left = new RuleArithmetic(_tokens[_next++].Text, left, Product());
        }

        return left;
    }

    private RuleNode Product()
    {
        var left = Value();
        while (_problem is null && Current.Kind == RuleTokenKind.Sign && Current.Text is "*" or "/" or "%")
        {
            left = new RuleArithmetic(_tokens[_next++].Text, left, Value());
        }

        return left;
    }

    private RuleNode Value()
    {
        if (_problem is not null)
        {
            return new RuleConstant(RuleValue.Nothing);
        }

        var token = _tokens[_next];
        switch (token.Kind)
        {
            case RuleTokenKind.Number:
                _next++;
                return decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? new RuleConstant(RuleValue.Of(number)) : Fail("The number is none, or out of range.", token.At);
            case RuleTokenKind.Text:
                _next++;
                return new RuleConstant(RuleValue.Of(token.Text));
            case RuleTokenKind.Path:
                _next++;
                var path = PathOf(token);
                return path.IsMany
                    ? Fail($"'{token.Text}' leads to several values: use all, any, none, count, sum, min, max or avg.", token.At) : path;
            case RuleTokenKind.Name when !IsOperator(token.Text):
                _next++;
                return Named(token);
            case RuleTokenKind.Sign when token.Text == "(":
                _next++;
                var inner = Condition();
                Expect(")");
                return inner;
            case RuleTokenKind.Sign when token.Text == "-":
                _next++;
                if (++_depth > MaxDepth)
                {
                    return Fail($"An expression is nested {MaxDepth} deep at most.", token.At);
                }

                var negated = new RuleArithmetic("-", new RuleConstant(RuleValue.Of(0m)), Value());
                _depth--;
                return negated;
            default:
                return Unexpected("a value");
        }
    }

    private RuleNode Named(RuleToken name)
    {
        if (name.Text is "true" or "false" or "null")
        {
            return new RuleConstant(name.Text switch { "true" => RuleValue.True, "false" => RuleValue.False, _ => RuleValue.Nothing });
        }

        if (Current is not { Kind: RuleTokenKind.Sign, Text: "(" })
        {
            return Fail($"'{name.Text}' means nothing. A field is written as a path: /{name.Text}.", name.At);
        }

        _next++;
        if (Aggregates.Contains(name.Text))
        {
            var path = Path($"{name.Text}() takes a path, for example {name.Text}(/items/*/price).");
            Expect(")");
            return new RuleAggregate(name.Text, path);
        }

        if (Quantifiers.Contains(name.Text))
        {
            var path = Path($"{name.Text}() takes a path and a condition, for example {name.Text}(/items, ./price > 0).");
            Expect(",");
            var condition = Condition();
            Expect(")");
            return new RuleQuantifier(name.Text, path, condition);
        }

        return Call(name, Arguments());
    }

    private RuleNode Call(RuleToken name, List<RuleNode> arguments)
    {
        if (_problem is not null)
        {
            return new RuleConstant(RuleValue.Nothing);
        }

        if (name.Text == "if")
        {
            return arguments.Count == 3 ? new RuleChoice(arguments[0], arguments[1], arguments[2]) : Fail("if() takes a condition and two values.", name.At);
        }

        if (name.Text == "matches")
        {
            if (arguments is not [var text, RuleConstant { Value: { Kind: RuleValueKind.Text } pattern }])
            {
                return Fail("matches() takes a text and a pattern in quotes.", name.At);
            }

            var (compiled, error) = SchemaPattern.Create(pattern.Text);
            return compiled is null ? Fail($"'{Values.JsonText.Cut(pattern.Text)}' is not a pattern: {error}", name.At) : new RulePattern(text, compiled);
        }

        if (!RuleFunctions.All.TryGetValue(name.Text, out var function))
        {
            return Fail($"There is no function '{name.Text}'.", name.At);
        }

        var most = function.Parameters.Length;
        return arguments.Count <= most && arguments.Count >= most - function.Optional
            ? new RuleCall(name.Text, function, arguments)
            : Fail($"{name.Text}() takes {(function.Optional > 0 ? $"{most - function.Optional} or {most}" : most)} values, not {arguments.Count}.", name.At);
    }

    private List<RuleNode> Arguments()
    {
        var arguments = new List<RuleNode>();
        if (Current is { Kind: RuleTokenKind.Sign, Text: ")" })
        {
            _next++;
            return arguments;
        }

        do
        {
            arguments.Add(Condition());
        }
        while (_problem is null && TakeSign(","));
        Expect(")");
        return arguments;
    }

    private RuleList List()
    {
        var items = new List<RuleNode>();
        if (Expect("[", "'in' takes a list, for example ['web', 'shop']."))
        {
            do
            {
                items.Add(Sum());
            }
            while (_problem is null && TakeSign(","));
            Expect("]");
        }

        return new RuleList(items);
    }

    private RulePath Path(string wanted)
    {
        if (_problem is null && Current.Kind == RuleTokenKind.Path)
        {
            return PathOf(_tokens[_next++]);
        }

        Fail(wanted, Current.At);
        return new RulePath([], isRelative: false);
    }

    private static RulePath PathOf(RuleToken token) => new(token.Steps!, token.Text[0] == '.');

    private bool TakeName(string word)
    {
        var taken = Current.Kind == RuleTokenKind.Name && Current.Text == word;
        _next += taken ? 1 : 0;
        return taken;
    }

    private bool TakeSign(string sign)
    {
        var taken = Current.Kind == RuleTokenKind.Sign && Current.Text == sign;
        _next += taken ? 1 : 0;
        return taken;
    }

    private bool Expect(string sign, string? problem = null)
    {
        if (_problem is null && !TakeSign(sign))
        {
            if (problem is null)
            {
                Unexpected($"'{sign}'");
            }
            else
            {
                Fail(problem, Current.At);
            }
        }

        return _problem is null;
    }

    private RuleConstant Unexpected(string wanted) =>
        Fail(Current.Kind == RuleTokenKind.End ? $"The expression ends where {wanted} is expected." : $"'{Current.Text}' stands where {wanted} is expected.", Current.At);

    // The first problem counts; the rest is read on without harm, and ends soon because nothing takes a piece any more.
    private RuleConstant Fail(string message, int at)
    {
        _problem ??= new RuleProblem(message, at);
        return new RuleConstant(RuleValue.Nothing);
    }
}
