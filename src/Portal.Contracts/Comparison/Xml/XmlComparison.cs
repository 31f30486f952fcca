using Portal.Contracts.Xsd;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>Compares two XML Schemas.</summary>
internal static class XmlComparison
{
    /// <summary>The changes from an old schema to a new one.</summary>
    public static IReadOnlyList<ContractChange> Compare(CompiledXsd before, CompiledXsd after)
    {
        var log = new ChangeLog();
        RuleChanges.Compare(before.Source.Rules, after.Source.Rules, log);
        if (before.Source.Schema != after.Source.Schema || !before.Source.Imports.ToHashSet().SetEquals(after.Source.Imports))
        {
            DeepStack.Run(() => GlobalChanges.Compare(new XmlWalk(before.Set, after.Set, log)));
        }

        return log.Changes;
    }
}
