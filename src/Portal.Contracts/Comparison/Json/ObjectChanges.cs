using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Compares what objects must be.</summary>
internal static class ObjectChanges
{
    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        CountChanges.Compare(run, path, before, after, new Counted("minProperties", "maxProperties", ValueKinds.Object, ContractChangeKind.CountTightened, "The number of properties"));
        var (isOld, isNew) = (before.Reachable.HasFlag(ValueKinds.Object), after.Reachable.HasFlag(ValueKinds.Object));
        if (!isOld && !isNew)
        {
            return;
        }

        var (oldNames, newNames) = (Declared(before), Declared(after));
        var (oldRequired, newRequired) = (Required(before), Required(after));
        foreach (var name in oldNames.Concat(newNames).Concat(oldRequired).Concat(newRequired).Distinct(StringComparer.Ordinal))
        {
            var property = new Property(
                ValueWords.Property(path, name), name, before.Property(name), after.Property(name),
                oldRequired.Contains(name) && isOld, newRequired.Contains(name) && isNew);
            var (wasDeclared, isDeclared) = ((oldNames.Contains(name) && isOld) || property.WasRequired, (newNames.Contains(name) && isNew) || property.IsRequired);
            if (wasDeclared == isDeclared)
            {
                run.Compare(property.Path, property.Before, property.After);
                CompareRequired(run, property);
            }
            else
            {
                AddOrRemove(run, property, isDeclared);
            }
        }

        OtherPropertyChanges.Compare(run, path, before, after);
        DependencyChanges.Compare(run, path, before, after);
    }

    private static void CompareRequired(ViewComparison run, Property property)
    {
        if (property.IsRequired && !property.WasRequired)
        {
            run.Log.Add(new ContractChange(
                property.Path, ContractChangeKind.BecameRequired, true, false, "optional", "required",
                $"'{property.Name}' must be there now: documents without it are refused."));
        }
        else if (property.WasRequired && !property.IsRequired)
        {
            run.Log.Add(new ContractChange(
                property.Path, ContractChangeKind.BecameOptional, false, true, "required", "optional",
                $"'{property.Name}' may be absent now: consumers rely on it."));
        }
    }

    // Together with whether it is required: a new required property is one change, not two.
    private static void AddOrRemove(ViewComparison run, Property property, bool isAdded)
    {
        var (breaksProducers, breaksConsumers) = run.Try(property.Before, property.After);

        // Where anything was allowed nothing new can be: it is sure even where what the property says cannot be compared.
        breaksProducers &= !property.After.IsAny;
        breaksConsumers &= !property.Before.IsAny;
        var open = isAdded ? property.Before : property.After;
        var (tighter, looser) = (property.IsRequired && !property.WasRequired, property.WasRequired && !property.IsRequired);
        var change = new ContractChange(
            property.Path, isAdded ? ContractChangeKind.PropertyAdded : ContractChangeKind.PropertyRemoved,
            breaksProducers || tighter, breaksConsumers || looser,
            isAdded ? null : Words(property.Before, property.WasRequired), isAdded ? Words(property.After, property.IsRequired) : null,
            isAdded ? WhyAdded(property, breaksConsumers) : WhyRemoved(property, breaksProducers))
        {
            OnlyUndeclared = open.IsAny && !tighter && !looser && (breaksProducers || breaksConsumers),
        };
        run.Log.Add(change);
    }

    private static string WhyAdded(Property property, bool wasForbidden) =>
        property is { IsRequired: true, WasRequired: false } ? $"'{property.Name}' is new and must be there: documents written before lack it."
        : wasForbidden ? $"'{property.Name}' is new: consumers with the old contract refuse a property that they do not know."
        : property.Before.IsAny ? $"'{property.Name}' is new; old documents could already use this undeclared name for something else."
        : $"'{property.Name}' is declared now.";

    private static string WhyRemoved(Property property, bool isForbidden) =>
        property is { WasRequired: true, IsRequired: false } ? $"'{property.Name}' is gone: consumers rely on it being there."
        : isForbidden ? $"'{property.Name}' is gone and undeclared properties are not allowed: documents that have it are refused."
        : property.After.IsAny ? $"'{property.Name}' is no longer declared; new documents could use this name for something else."
        : $"'{property.Name}' is no longer declared.";

    private static string Words(SchemaView view, bool isRequired) => $"{(isRequired ? "required" : "optional")} {ValueWords.Of(view)}";

    private static HashSet<string> Declared(SchemaView view) =>
        [.. view.Parts.Where(part => part.Applies()).SelectMany(part => part.Named("properties").Keys)];

    private static HashSet<string> Required(SchemaView view) =>
        [.. view.Parts.Where(part => part.Validates()).SelectMany(part => part.Texts("required"))];

    private sealed record Property(string Path, string Name, SchemaView Before, SchemaView After, bool WasRequired, bool IsRequired);
}
