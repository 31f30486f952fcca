using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Compares two JSON Schemas.</summary>
internal static class JsonComparison
{
    /// <summary>The changes from an old schema to a new one.</summary>
    public static IReadOnlyList<ContractChange> Compare(ContractSource before, ContractSource after)
    {
        var (oldSide, newSide) = (SchemaSide.Read(before), SchemaSide.Read(after));
        if (SameImports(before, after) && JsonEquality.AreEqual(oldSide.Root.Element, newSide.Root.Element))
        {
            return [];
        }

        var log = new ChangeLog();
        var walk = new ViewComparison(oldSide, newSide, log);
        walk.Compare("", oldSide.View(oldSide.Root), newSide.View(newSide.Root));
        if (oldSide.HasSlowPattern || newSide.HasSlowPattern)
        {
            log.CannotTell("", "Matching names against a pattern takes too long; which properties it concerns cannot be told.");
        }

        return log.Changes;
    }

    private static bool SameImports(ContractSource before, ContractSource after) =>
        before.Imports.ToHashSet().SetEquals(after.Imports);
}
