using System.Runtime.InteropServices;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Values;
using Portal.Events.Entries;

namespace Portal.Contracts.JsonSchema.Rules;

/// <summary>The rules of a contract, ready for use.</summary>
internal sealed class JsonRules
{
    private readonly List<(ContractRule Rule, RuleNode Condition)> _rules = [];

    private JsonRules()
    {
    }

    /// <summary>Whether there are any.</summary>
    public bool IsEmpty => _rules.Count == 0;

    /// <summary>Reads the rules; those that are no condition are errors.</summary>
    public static JsonRules Compile(IReadOnlyList<ContractRule> rules, List<SchemaError> errors)
    {
        var compiled = new JsonRules();
        foreach (var rule in rules)
        {
            var (node, problem) = RuleParser.Parse(rule.Expression);
            if (node is not null)
            {
                compiled._rules.Add((rule, node));
                continue;
            }

            var (line, position) = Place(rule.Expression, problem!.At);
            errors.Add(new SchemaError($"The rule '{rule.Id}' is not a condition: {problem.Message}", line, position) { Rule = rule.Id });
        }

        return compiled;
    }

    /// <summary>The rules that a payload breaks, and those that could not be decided.</summary>
    public IReadOnlyList<Violation> Validate(JsonElement root, ReadOnlyMemory<byte> payload)
    {
        var violations = new List<Violation>();
        var run = new RuleRun(root);
        foreach (var (rule, condition) in _rules)
        {
            run.Begin();
            var holds = condition.IsTrue(run);
            if (run.IsSpent)
            {
                violations.Add(new Violation("", null, "The rules of the contract take too many steps on this payload.", "limit"));
                return violations;
            }

            if (run.Problem is { } problem)
            {
                violations.Add(new Violation("", null, $"{rule.Message} (The rule could not be decided: {problem}.)", rule.Id));
            }
            else if (!holds)
            {
                var place = condition.Blame(run);
                violations.Add(new Violation(place?.Pointer ?? "", place is { } known ? LineOf(known, payload) : null, rule.Message, rule.Id));
            }
        }

        return violations;
    }

    private static int? LineOf(RulePlace place, ReadOnlyMemory<byte> payload) =>
        TextPlace.Of(payload.Span, JsonMarshal.GetRawUtf8Value(place.Element))?.Line;

    private static (int Line, int Position) Place(string text, int at)
    {
        var before = text.AsSpan(0, Math.Min(at, text.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
