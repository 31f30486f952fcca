using System.Runtime.InteropServices;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Keywords;

/// <summary>The keyword <c>unevaluatedProperties</c>.</summary>
internal sealed class UnevaluatedPropertiesKeyword(SchemaNode node) : Keyword
{
    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var (valid, ordinal) = (true, 0);
        foreach (var member in value.EnumerateObject())
        {
            if (!parts!.Has(ordinal++))
            {
                run.Enter(member);
                valid &= node.Always is false ? Refuse(member, run) : node.Evaluate(member.Value, run, null);
                run.Leave();
            }
        }

        parts!.MarkAll();
        return valid;
    }

    private static bool Refuse(JsonProperty member, EvaluationRun run) => run.Collecting && run.Report(
        member.Value,
        "unevaluatedProperties",
        $"'{JsonText.Decode(JsonMarshal.GetRawUtf8PropertyName(member))}' is not a property that the contract knows.");
}

/// <summary>The keyword <c>unevaluatedItems</c>.</summary>
internal sealed class UnevaluatedItemsKeyword(SchemaNode node) : Keyword
{
    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var (valid, index) = (true, 0);
        foreach (var item in value.EnumerateArray())
        {
            if (!parts!.Has(index))
            {
                run.Enter(index);
                valid &= node.Always is false
                    ? run.Collecting && run.Report(item, "unevaluatedItems", $"No item is allowed at place {index + 1}.")
                    : node.Evaluate(item, run, null);
                run.Leave();
            }

            index++;
        }

        parts!.MarkAll();
        return valid;
    }
}
