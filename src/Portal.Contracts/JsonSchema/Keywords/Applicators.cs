using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Keywords;

/// <summary>The keywords <c>allOf</c> and <c>$ref</c>: schemas that must all accept the value.</summary>
internal sealed class AllOfKeyword(SchemaNode[] nodes) : Keyword
{
    public override IEnumerable<SchemaNode> SameValue => nodes;

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var valid = true;
        foreach (var node in nodes)
        {
            valid &= node.Evaluate(value, run, parts);
            if (!valid && !run.Collecting)
            {
                return false;
            }
        }

        return valid;
    }
}

/// <summary>The keywords <c>$dynamicRef</c> and <c>$recursiveRef</c>, where the target depends on the way here.</summary>
internal sealed class DynamicRefKeyword(string anchor, SchemaNode fallback) : Keyword
{
    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts) =>
        (run.FindDynamic(anchor) ?? fallback).Evaluate(value, run, parts);
}

/// <summary>The keyword <c>anyOf</c>.</summary>
internal sealed class AnyOfKeyword(SchemaNode[] nodes) : Keyword
{
    public override IEnumerable<SchemaNode> SameValue => nodes;

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var valid = false;
        foreach (var node in nodes)
        {
            var own = parts?.Fresh();
            if (run.Try(node, value, own))
            {
                if (parts is null)
                {
                    return true;
                }

                valid = true;
                parts.Merge(own!);
            }
        }

        return valid || (run.Collecting && NearestAlternative.Report("anyOf", nodes, value, run));
    }
}

/// <summary>The keyword <c>oneOf</c>.</summary>
internal sealed class OneOfKeyword(SchemaNode[] nodes) : Keyword
{
    public override IEnumerable<SchemaNode> SameValue => nodes;

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var matches = 0;
        foreach (var node in nodes)
        {
            var own = parts?.Fresh();
            if (run.Try(node, value, own))
            {
                matches++;
                parts?.Merge(own!);
                if (matches > 1)
                {
                    break;
                }
            }
        }

        return matches == 1 || (run.Collecting && (matches == 0
            ? NearestAlternative.Report("oneOf", nodes, value, run)
            : run.Report(value, "oneOf", $"{JsonText.Show(value)} fits more than one of the {nodes.Length} alternatives.")));
    }
}

/// <summary>The keyword <c>not</c>.</summary>
internal sealed class NotKeyword(SchemaNode node) : Keyword
{
    public override IEnumerable<SchemaNode> SameValue => [node];

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts) =>
        !run.Try(node, value, null)
        || (run.Collecting && run.Report(value, "not", $"{JsonText.Show(value)} is what the contract rules out."));
}

/// <summary>The keywords <c>if</c>, <c>then</c> and <c>else</c>.</summary>
internal sealed class ConditionKeyword(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : Keyword
{
    public SchemaNode If => condition;

    public SchemaNode? Then => then;

    public SchemaNode? Else => otherwise;

    public override IEnumerable<SchemaNode> SameValue => new[] { condition, then, otherwise }.OfType<SchemaNode>();

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var own = parts?.Fresh();
        if (!run.Try(condition, value, own))
        {
            return otherwise is null || otherwise.Evaluate(value, run, parts);
        }

        parts?.Merge(own!);
        return then is null || then.Evaluate(value, run, parts);
    }
}

/// <summary>The keyword <c>dependentSchemas</c>, and <c>dependencies</c> with schemas.</summary>
internal sealed class DependentSchemasKeyword(string[] names, SchemaNode[] nodes) : Keyword
{
    private readonly Utf8Names _table = new(names);

    public override IEnumerable<SchemaNode> SameValue => nodes;

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var valid = true;
        foreach (var member in value.EnumerateObject())
        {
            var name = _table.Find(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8PropertyName(member));
            valid &= name < 0 || nodes[name].Evaluate(value, run, parts);
            if (!valid && !run.Collecting)
            {
                return false;
            }
        }

        return valid;
    }
}

/// <summary>Says of a value that fits no alternative what is wrong by the one that it comes nearest to.</summary>
internal static class NearestAlternative
{
    public static bool Report(string rule, SchemaNode[] nodes, JsonElement value, EvaluationRun run)
    {
        var message = $"{JsonText.Show(value)} fits none of the {nodes.Length} alternatives";
        if (run.Explaining)
        {
            // Alternatives inside alternatives are not explained: the work would double with each level.
            return run.Report(value, rule, message + ".");
        }

        var nearest = nodes.Select(node => run.Explain(node, value)).Where(found => found.Count > 0)
            .OrderBy(found => found.Exists(finding => finding.Rule == "type")).ThenBy(found => found.Count).FirstOrDefault();
        return run.Report(value, rule, nearest is null ? message + "." : $"{message}; by the nearest: {nearest[0].Message}");
    }
}
