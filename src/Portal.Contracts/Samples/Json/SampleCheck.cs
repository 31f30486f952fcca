using System.Text;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Compilation;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Patterns;

namespace Portal.Contracts.Samples.Json;

/// <summary>Asks the validator about values while a sample is being made.</summary>
internal sealed class SampleCheck(SchemaCompiler compiler, SampleBudget budget)
{
    private const int MaxDepth = 512;
    private const int StepsForOne = 200_000;

    // The budget counts values; about so many of the validator's steps take as long as making a value.
    private const int StepsForBudget = 200;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Whether a value, as JSON text, meets schemas.</summary>
    public bool Fits(IReadOnlyList<SchemaValue> schemas, string text)
    {
        if (budget.IsSpent)
        {
            return false;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, Options);
        }
        catch (JsonException)
        {
            // Nested deeper than any payload may be.
            return false;
        }

        using (document)
        {
            return schemas.All(schema => Fits(schema, document.RootElement));
        }
    }

    /// <summary>Whether a name matches a pattern of a schema.</summary>
    public bool IsMatch(SchemaValue at, string pattern, string name)
    {
        var run = new EvaluationRun(collecting: false, tracksScope: false);
        return PatternOf(at, pattern) is { } known && known.IsMatch(Encoding.UTF8.GetBytes(Quote(name)).AsSpan()[1..^1], run) && run.Stopped is null;
    }

    /// <summary>A text as JSON.</summary>
    public static string Quote(string text) =>
        $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private SchemaPattern? PatternOf(SchemaValue at, string pattern) => compiler.PatternOf(at, pattern);

    private bool Fits(SchemaValue schema, JsonElement value)
    {
        if (schema.Resource is null)
        {
            return true;
        }

        var run = new EvaluationRun(collecting: false, compiler.HasDynamicReferences, StepsForOne);
        var fits = compiler.NodeOf(schema).Evaluate(value, run, parts: null);
        budget.Spend(1 + (run.Steps / StepsForBudget));
        if (run.Stopped is not null)
        {
            // What takes too long for one value would for others too.
            budget.Stop();
        }

        return fits && run.Stopped is null;
    }
}
