using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Keywords;

/// <summary>The keywords <c>enum</c> and <c>const</c>.</summary>
internal sealed class ConstantKeyword(string rule, IReadOnlyList<JsonElement> allowed) : Keyword, IScalarKeyword
{
    private readonly Utf8Names _texts = new([.. allowed.Where(item => item.ValueKind == JsonValueKind.String).Select(JsonText.Decode)]);
    private readonly JsonElement[] _others = [.. allowed.Where(item => item.ValueKind != JsonValueKind.String)];

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        if (value.ValueKind == JsonValueKind.String ? _texts.Find(JsonText.Raw(value)) >= 0 : IsAmongOthers(value))
        {
            return true;
        }

        return run.Collecting && run.Report(value, rule, allowed.Count == 1
            ? $"{JsonText.Show(value)} is not {JsonText.Show(allowed[0])}."
            : $"{JsonText.Show(value)} is not one of {JsonText.Cut(string.Join(", ", allowed.Take(20).Select(JsonText.Show)), 300)}.");
    }

    public Verdict Judge(JsonValueKind kind, ReadOnlySpan<byte> raw)
    {
        if (kind == JsonValueKind.String)
        {
            return _texts.Find(raw) >= 0 ? Verdict.Valid : Verdict.Invalid;
        }

        foreach (var other in _others)
        {
            if (other.ValueKind == kind && (kind != JsonValueKind.Number || JsonNumber.Parse(raw).CompareTo(JsonNumber.Of(other)) == 0))
            {
                return Verdict.Valid;
            }
        }

        return Verdict.Invalid;
    }

    /// <summary>Whether some value of a kind is allowed.</summary>
    public bool Has(JsonValueKind kind) => kind == JsonValueKind.String ? _texts.Count > 0 : Array.Exists(_others, other => other.ValueKind == kind);

    private bool IsAmongOthers(JsonElement value)
    {
        foreach (var other in _others)
        {
            if (JsonEquality.AreEqual(value, other))
            {
                return true;
            }
        }

        return false;
    }
}
