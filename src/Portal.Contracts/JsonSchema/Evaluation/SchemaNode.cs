using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Keywords;

namespace Portal.Contracts.JsonSchema.Evaluation;

/// <summary>A compiled schema. Filled during compilation, then only read.</summary>
internal sealed class SchemaNode(SchemaResource resource)
{
    // By the kind of value; made when the first value comes, since the node is filled by then.
    private Keyword[][]? _byKind;

    /// <summary>The verdict of a schema that is a boolean.</summary>
    public bool? Always { get; set; }

    /// <summary>The mask of <see cref="TypeMask"/> that <c>type</c> allows.</summary>
    public TypeKeyword? Type { get; set; }

    public Keyword[] ForNumbers { get; set; } = [];

    public Keyword[] ForStrings { get; set; } = [];

    public Keyword[] ForArrays { get; set; } = [];

    public Keyword[] ForObjects { get; set; } = [];

    /// <summary>Keywords for values of any kind, after those for one kind.</summary>
    public Keyword[] ForAll { get; set; } = [];

    /// <summary>What is judged last: the members that no other keyword has looked at.</summary>
    public Keyword? UnevaluatedProperties { get; set; }

    /// <summary>What is judged last: the items that no other keyword has looked at.</summary>
    public Keyword? UnevaluatedItems { get; set; }

    /// <summary>Schemas that are applied to the same value.</summary>
    public IEnumerable<SchemaNode> SameValue => ForAll.Concat(ForObjects).SelectMany(keyword => keyword.SameValue);

    /// <summary>Whether a value meets the schema.</summary>
    public bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        if (Always is { } verdict)
        {
            return verdict || Refuse(value, run);
        }

        var valid = false;
        if (run.StepIn())
        {
            var entered = run.EnterScope(resource);
            valid = EvaluateKeywords(value, run, parts);
            if (entered)
            {
                run.LeaveScope();
            }
        }

        run.StepOut();
        return valid;
    }

    private static bool Refuse(JsonElement value, EvaluationRun run) =>
        run.Collecting && run.Report(value, "false", "Nothing is allowed here.");

    private bool EvaluateKeywords(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var kind = value.ValueKind;
        if (Type is { } type && !type.Allows(kind) && !type.Evaluate(value, run, parts))
        {
            return false;
        }

        var last = kind == JsonValueKind.Object ? UnevaluatedProperties : kind == JsonValueKind.Array ? UnevaluatedItems : null;
        var own = last is null ? parts
            : new EvaluatedParts(kind == JsonValueKind.Object ? value.GetPropertyCount() : value.GetArrayLength());
        var valid = EvaluateEach((_byKind ??= ByKind())[(int)kind], value, run, own);
        if (last is null || (!valid && !run.Collecting))
        {
            return valid;
        }

        valid &= last.Evaluate(value, run, own);
        parts?.Merge(own!);
        return valid;
    }

    private Keyword[][] ByKind() =>
        [.. Enum.GetValues<JsonValueKind>().Select(kind => kind switch
        {
            JsonValueKind.Object => [.. ForObjects, .. ForAll],
            JsonValueKind.Array => [.. ForArrays, .. ForAll],
            JsonValueKind.String => [.. ForStrings, .. ForAll],
            JsonValueKind.Number => [.. ForNumbers, .. ForAll],
            _ => ForAll,
        })];

    private static bool EvaluateEach(Keyword[] keywords, JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var valid = true;
        foreach (var keyword in keywords)
        {
            if (!keyword.Evaluate(value, run, parts))
            {
                valid = false;
                if (!run.Collecting)
                {
                    return false;
                }
            }
        }

        return valid;
    }
}
