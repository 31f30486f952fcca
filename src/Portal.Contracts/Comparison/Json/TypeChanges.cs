using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Compares <c>type</c>, <c>enum</c> and <c>const</c>.</summary>
internal static class TypeChanges
{
    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        CompareTypes(run, path, before, after);
        CompareValues(run, path, before, after);
    }

    private static void CompareTypes(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        if (before.Kinds == after.Kinds)
        {
            return;
        }

        var (lost, gained) = ((before.Kinds & ~after.Kinds) != 0, (after.Kinds & ~before.Kinds) != 0);
        var (kind, why) = (lost, gained) switch
        {
            (true, false) => (ContractChangeKind.TypeNarrowed, "Fewer types are allowed: documents with the others are refused."),
            (false, true) => (ContractChangeKind.TypeWidened, "More types are allowed: consumers may get what they do not expect."),
            _ => (ContractChangeKind.TypeChanged, "Other types are allowed: documents of one version are not documents of the other."),
        };
        run.Log.Add(new ContractChange(
            path, kind, (before.Reachable & ~after.Kinds) != 0, (after.Reachable & ~before.Kinds) != 0,
            ValueWords.Of(before.Kinds), ValueWords.Of(after.Kinds), why));
    }

    private static void CompareValues(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        switch (before.Values, after.Values)
        {
            case (null, null):
                return;
            case (null, { } values):
                run.Log.Add(new ContractChange(
                    path, ContractChangeKind.ValueRemoved, true, false, null, ValueWords.Of(values), "Only listed values are allowed now: documents with others are refused."));
                return;
            case ({ } values, null):
                run.Log.Add(new ContractChange(
                    path, ContractChangeKind.ValueAdded, false, true, ValueWords.Of(values), null, "The values are no longer listed: consumers may get values that they do not know."));
                return;
            case ({ } olds, { } news):
                ListedValues.Compare(
                    run.Log, path, [.. olds.Except(news, JsonEquality.Instance).Select(PartWords.Raw)], [.. news.Except(olds, JsonEquality.Instance).Select(PartWords.Raw)]);
                return;
        }
    }
}
