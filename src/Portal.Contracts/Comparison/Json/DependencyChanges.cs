using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Compares which properties need others beside them.</summary>
internal static class DependencyChanges
{
    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        var (olds, news) = (Needs(before), Needs(after));
        foreach (var (name, need) in news.Except(olds))
        {
            run.Log.Add(new ContractChange(
                ValueWords.Property(path, need), ContractChangeKind.ConditionAdded, true, false, null, $"required with '{name}'",
                $"'{need}' must be there when '{name}' is: documents with only '{name}' are refused."));
        }

        foreach (var (name, need) in olds.Except(news))
        {
            run.Log.Add(new ContractChange(
                ValueWords.Property(path, need), ContractChangeKind.ConditionRemoved, false, true, $"required with '{name}'", null,
                $"'{need}' need not be there any more when '{name}' is: consumers rely on it."));
        }
    }

    private static HashSet<(string Name, string Need)> Needs(SchemaView view) =>
        [.. view.Parts.Where(part => part.Applies()).SelectMany(part => Needs(part, "dependencies")),
            .. view.Parts.Where(part => part.Validates() && part.Draft() >= Draft.V201909).SelectMany(part => Needs(part, "dependentRequired"))];

    private static IEnumerable<(string, string)> Needs(SchemaValue part, string keyword) => part.Named(keyword)
        .SelectMany(pair => pair.Value.Items.Select(item => item.AsText()).OfType<string>().Where(need => need != pair.Key).Select(need => (pair.Key, need)));
}
