using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;

namespace Portal.Contracts.JsonSchema;

/// <summary>A schema and all that it leads to, ready to judge values.</summary>
/// <param name="Root">The schema.</param>
/// <param name="HasDynamicReferences">Whether the way through the schemas has to be remembered.</param>
internal sealed record CompiledSchema(SchemaNode Root, bool HasDynamicReferences)
{
    /// <summary>What is wrong with a value, or why the judgement was given up.</summary>
    public (IReadOnlyList<Finding> Findings, string? Stopped) Judge(JsonElement value)
    {
        var verdict = new EvaluationRun(collecting: false, HasDynamicReferences);
        if (Root.Evaluate(value, verdict, parts: null) && verdict.Stopped is null)
        {
            return ([], null);
        }

        if (verdict.Stopped is not null)
        {
            return ([], verdict.Stopped);
        }

        var details = new EvaluationRun(collecting: true, HasDynamicReferences);
        Root.Evaluate(value, details, parts: null);
        return details.Findings.Count > 0
            ? (details.Findings, null)
            : ([], details.Stopped ?? "The payload breaks the contract.");
    }
}
