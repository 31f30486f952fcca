using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.JsonSchema.Evaluation;

/// <summary>A compiled schema. Filled during compilation, then only read.</summary>
internal sealed class SchemaNode(SchemaResource resource)
{
    /// <summary>The verdict of a schema that is a boolean.</summary>
    public bool? Always { get; set; }

    /// <summary>The mask of <see cref="Keywords.TypeMask"/> that <c>type</c> allows.</summary>
    public Keyword? Type { get; set; }

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

        if (!run.Step())
        {
            return false;
        }

        var entered = run.EnterScope(resource);
        var valid = EvaluateKeywords(value, run, parts);
        if (entered)
        {
            run.LeaveScope();
        }

        return valid;
    }

    private static bool Refuse(JsonElement value, EvaluationRun run) =>
        run.Collecting && run.Report(value, "false", "Nothing is allowed here.");

    private bool EvaluateKeywords(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var kind = value.ValueKind;
        if (Type is not null && !Type.Evaluate(value, run, parts))
        {
            return false;
        }

        var last = kind == JsonValueKind.Object ? UnevaluatedProperties : kind == JsonValueKind.Array ? UnevaluatedItems : null;
        var own = last is null ? parts
            : new EvaluatedParts(kind == JsonValueKind.Object ? value.GetPropertyCount() : value.GetArrayLength());
        var forKind = kind switch
        {
            JsonValueKind.Object => ForObjects,
            JsonValueKind.Array => ForArrays,
            JsonValueKind.String => ForStrings,
            JsonValueKind.Number => ForNumbers,
            _ => [],
        };
        var valid = EvaluateEach(forKind, value, run, own);
        if (!valid && !run.Collecting)
        {
            return false;
        }

        valid &= EvaluateEach(ForAll, value, run, own);
        if (last is null || (!valid && !run.Collecting))
        {
            return valid;
        }

        valid &= last.Evaluate(value, run, own);
        parts?.Merge(own!);
        return valid;
    }

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
