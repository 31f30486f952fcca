using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Keywords;

/// <summary>All keywords for arrays, judged in one pass over the items.</summary>
internal sealed class ArrayKeyword : Keyword
{
    // Below this comparing all pairs is quicker than a set, and allocates nothing.
    private const int SmallArray = 8;

    public long MinItems { get; init; }

    public long MaxItems { get; init; } = long.MaxValue;

    public bool Unique { get; init; }

    /// <summary>The schemas of the first items.</summary>
    public SchemaNode[] Prefix { get; init; } = [];

    /// <summary>The schema of the items after those.</summary>
    public SchemaNode? Rest { get; init; }

    /// <summary>The keyword that <see cref="Rest"/> comes from.</summary>
    public string RestRule { get; init; } = "items";

    public SchemaNode? Contains { get; init; }

    public long MinContains { get; init; } = 1;

    public long MaxContains { get; init; } = long.MaxValue;

    /// <summary>Draft 2020-12: an item that <c>contains</c> accepts counts as evaluated.</summary>
    public bool ContainsEvaluates { get; init; }

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var length = value.GetArrayLength();
        var valid = HasRightLength(value, length, run);
        if (!valid && !run.Collecting)
        {
            return false;
        }

        valid &= EvaluateItems(value, run);
        MarkItems(length, parts);
        if (!valid && !run.Collecting)
        {
            return false;
        }

        return valid & (!Unique || IsUnique(value, length, run)) & (Contains is null || HasContained(value, run, parts));
    }

    private bool HasRightLength(JsonElement value, int length, EvaluationRun run)
    {
        if (length >= MinItems && length <= MaxItems)
        {
            return true;
        }

        return run.Collecting && (length < MinItems
            ? run.Report(value, "minItems", $"There are {length} items, fewer than the minimum of {MinItems}.")
            : run.Report(value, "maxItems", $"There are {length} items, more than the maximum of {MaxItems}."));
    }

    private bool EvaluateItems(JsonElement value, EvaluationRun run)
    {
        if (Prefix.Length == 0 && Rest is null)
        {
            return true;
        }

        var (valid, index) = (true, 0);
        foreach (var item in value.EnumerateArray())
        {
            var node = index < Prefix.Length ? Prefix[index] : Rest;
            if (node is null)
            {
                break;
            }

            run.Enter(index);
            valid &= node.Always is false ? Refuse(item, index, run) : node.Evaluate(item, run, null);
            run.Leave();
            index++;
            if (!valid && !run.Collecting)
            {
                return false;
            }
        }

        return valid;
    }

    private bool Refuse(JsonElement item, int index, EvaluationRun run) =>
        run.Collecting && run.Report(item, index < Prefix.Length ? "prefixItems" : RestRule, $"No item is allowed at place {index + 1}.");

    private void MarkItems(int length, EvaluatedParts? parts)
    {
        if (Rest is not null)
        {
            parts?.MarkAll();
        }
        else
        {
            parts?.MarkFirst(Math.Min(length, Prefix.Length));
        }
    }

    private static bool IsUnique(JsonElement value, int length, EvaluationRun run)
    {
        var repeated = length <= SmallArray ? RepeatedAmongFew(value, length) : RepeatedAmongMany(value);
        if (repeated is not { } item)
        {
            return true;
        }

        return run.Collecting && run.Report(value, "uniqueItems", $"{JsonText.Show(item)} is there more than once.");
    }

    private static JsonElement? RepeatedAmongFew(JsonElement value, int length)
    {
        for (var i = 1; i < length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (JsonEquality.AreEqual(value[i], value[j]))
                {
                    return value[i];
                }
            }
        }

        return null;
    }

    private static JsonElement? RepeatedAmongMany(JsonElement value)
    {
        var seen = new HashSet<JsonElement>(JsonEquality.Instance);
        foreach (var item in value.EnumerateArray())
        {
            if (!seen.Add(item))
            {
                return item;
            }
        }

        return null;
    }

    private bool HasContained(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var (found, index) = (0L, 0);
        foreach (var item in value.EnumerateArray())
        {
            if (run.Try(Contains!, item, null))
            {
                found++;
                if (ContainsEvaluates)
                {
                    parts?.Mark(index);
                }
            }

            index++;
        }

        if (found >= MinContains && found <= MaxContains)
        {
            return true;
        }

        return run.Collecting && (found < MinContains
            ? run.Report(value, MinContains == 1 ? "contains" : "minContains", MinContains == 1
                ? "None of the items is what the array must contain."
                : $"{found} of the items are what the array must contain, fewer than the minimum of {MinContains}.")
            : run.Report(value, "maxContains", $"{found} of the items are what the array may contain, more than the maximum of {MaxContains}."));
    }
}
