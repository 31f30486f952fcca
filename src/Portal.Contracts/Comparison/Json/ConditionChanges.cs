using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Comparison.Json;

/// <summary>
/// Compares the keywords whose effect is not analysed: they are the same, or there is one more or one less, or it cannot
/// be told.
/// </summary>
internal static class ConditionChanges
{
    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        var (olds, news) = (before.Parts.SelectMany(Conditions).ToArray(), after.Parts.SelectMany(Conditions).ToArray());
        var added = news.Where(condition => !olds.Any(other => IsImplied(run, other, condition))).Select(condition => condition.Keyword).Distinct().ToList();
        var removed = olds.Where(condition => !news.Any(other => IsImpliedByNew(run, condition, other))).Select(condition => condition.Keyword).Distinct().ToList();
        foreach (var keyword in added.Intersect(removed))
        {
            run.Log.CannotTell(path, $"'{keyword}' says something else; which documents that concerns cannot be told.", keyword, keyword);
        }

        foreach (var keyword in added.Except(removed))
        {
            run.Log.Add(new ContractChange(
                path, ContractChangeKind.ConditionAdded, true, false, null, keyword, $"'{keyword}' asks for more: documents that were valid may be refused."));
        }

        foreach (var keyword in removed.Except(added))
        {
            run.Log.Add(new ContractChange(
                path, ContractChangeKind.ConditionRemoved, false, true, keyword, null, $"'{keyword}' asks for less: consumers may get what they refused."));
        }
    }

    private static bool IsImplied(ViewComparison run, Condition before, Condition after) =>
        AreSame(run, before, after) && after.Least <= before.Least && after.Most >= before.Most;

    private static bool IsImpliedByNew(ViewComparison run, Condition before, Condition after) =>
        AreSame(run, before, after) && before.Least <= after.Least && before.Most >= after.Most;

    private static bool AreSame(ViewComparison run, Condition before, Condition after) =>
        before.Keyword == after.Keyword && before.Schemas.Length == after.Schemas.Length
        && before.Schemas.Zip(after.Schemas).All(pair => run.Sameness.SameOrNone(pair.First, pair.Second));

    private static IEnumerable<Condition> Conditions(SchemaValue part)
    {
        var draft = part.Draft();
        if (part.Applies())
        {
            if (part.Schema("not") is { } not)
            {
                yield return new Condition("not", [not]);
            }

            if (draft >= Draft.V7 && part.Schema("if") is { } condition)
            {
                yield return new Condition("if", [condition, part.Schema("then"), part.Schema("else")]);
            }

            if (draft > Draft.V4 && part.Schema("contains") is { } contains)
            {
                var counts = draft >= Draft.V201909 && part.Validates();
                yield return new Condition("contains", [contains], (counts ? part.Count("minContains") : null) ?? 1, (counts ? part.Count("maxContains") : null) ?? long.MaxValue);
            }

            foreach (var (name, schema) in Dependent(part, draft))
            {
                yield return new Condition($"dependent schema of {name}", [schema]);
            }
        }

        // These look at all that stands beside them, so the whole part has to be the same.
        if (part.Resource!.Dialect.Unevaluated && draft >= Draft.V201909
            && (part.TryGet("unevaluatedProperties", out _) || part.TryGet("unevaluatedItems", out _)))
        {
            yield return new Condition("unevaluated", [part]);
        }
    }

    private static IEnumerable<KeyValuePair<string, SchemaValue>> Dependent(SchemaValue part, Draft draft) =>
        part.Named("dependencies").Concat(draft >= Draft.V201909 ? part.Named("dependentSchemas") : new Dictionary<string, SchemaValue>())
            .Where(pair => pair.Value.IsSchema && pair.Value.Resource is not null);

    private sealed record Condition(string Keyword, SchemaValue?[] Schemas, long Least = 1, long Most = long.MaxValue);
}
