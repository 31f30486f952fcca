using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Evaluation;

/// <summary>A compiled keyword, or a few that are judged together.</summary>
internal abstract class Keyword
{
    /// <summary>Whether a value meets it. Violations are reported when the run collects them.</summary>
    /// <param name="value">A value of a kind that the keyword applies to.</param>
    /// <param name="run">The judgement.</param>
    /// <param name="parts">Where to note what was evaluated; null when nobody asks.</param>
    public abstract bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts);

    /// <summary>Schemas that are applied to the same value.</summary>
    public virtual IEnumerable<SchemaNode> SameValue => [];
}
