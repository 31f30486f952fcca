using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Compares what arrays must be.</summary>
internal static class ArrayChanges
{
    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        CountChanges.Compare(run, path, before, after, new Counted("minItems", "maxItems", ValueKinds.Array, ContractChangeKind.CountTightened, "The number of items"));
        var (isOld, isNew) = (before.Reachable.HasFlag(ValueKinds.Array), after.Reachable.HasFlag(ValueKinds.Array));
        if (!isOld && !isNew)
        {
            return;
        }

        CompareUniqueness(run, path, IsUnique(before), IsUnique(after));
        var places = Math.Max(Places(before), Places(after));
        for (var at = 0; at < places; at++)
        {
            run.Compare($"{path}/{at}", Item(before, at), Item(after, at));
        }

        run.Compare(path + "[]", Item(before, places), Item(after, places));
    }

    private static void CompareUniqueness(ViewComparison run, string path, bool was, bool isUnique)
    {
        if (was == isUnique)
        {
            return;
        }

        run.Log.Add(isUnique
            ? new ContractChange(path, ContractChangeKind.ConditionAdded, true, false, null, "unique items", "No item may be there twice now: documents that repeat one are refused.")
            : new ContractChange(path, ContractChangeKind.ConditionRemoved, false, true, "unique items", null, "Items may be there twice now: consumers rely on each being there once."));
    }

    private static bool IsUnique(SchemaView view) => view.Parts.Any(part =>
        part.Validates() && part.TryGet("uniqueItems", out var unique) && unique.Element.ValueKind == JsonValueKind.True);

    // How many items have a schema of their own.
    private static int Places(SchemaView view) =>
        view.Parts.Where(part => part.Applies()).Select(part => Prefix(part).Count).DefaultIfEmpty(0).Max();

    private static SchemaView Item(SchemaView view, int at) => view.Side.View(view.Parts.Where(part => part.Applies()).Select(part => Item(part, at)).OfType<SchemaValue>());

    private static SchemaValue? Item(SchemaValue part, int at)
    {
        var prefix = Prefix(part);
        return at < prefix.Count ? prefix[at] : Rest(part);
    }

    private static IReadOnlyList<SchemaValue> Prefix(SchemaValue part) =>
        part.TryGet(part.Draft() == Draft.V202012 ? "prefixItems" : "items", out var prefix) && prefix.IsArray ? prefix.Items : [];

    // Until 2019-09 the others have a keyword of their own, which counts only beside a list.
    private static SchemaValue? Rest(SchemaValue part) =>
        part.Draft() != Draft.V202012 && part.TryGet("items", out var items) && items.IsArray ? part.Schema("additionalItems") : part.Schema("items");
}
