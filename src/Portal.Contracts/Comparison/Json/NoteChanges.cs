using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Compares what breaks nobody: texts for people, defaults and notes for programs.</summary>
internal static class NoteChanges
{
    private static readonly string[] Texts = ["title", "description", "$comment", "examples", "deprecated"];
    private static readonly string[] Notes = ["readOnly", "writeOnly"];

    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        foreach (var keyword in Texts)
        {
            Compare(run, path, before, after, keyword, ContractChangeKind.DocumentationChanged, $"Only what people read changed: '{keyword}'.");
        }

        Compare(run, path, before, after, "default", ContractChangeKind.DefaultChanged, "The default is another one; validity does not depend on it.");
        foreach (var keyword in Notes.Concat(before.Parts.Concat(after.Parts).SelectMany(part => part.Members.Keys).Where(key => key.StartsWith("x-", StringComparison.Ordinal)).Distinct()))
        {
            Compare(run, path, before, after, keyword, ContractChangeKind.AnnotationChanged, $"Only a note for programs changed: '{keyword}'.");
        }
    }

    private static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after, string keyword, ContractChangeKind kind, string why)
    {
        var (from, to) = (Words(before, keyword), Words(after, keyword));
        if (from != to)
        {
            run.Log.Add(new ContractChange(path, kind, false, false, from, to, why));
        }
    }

    private static string? Words(SchemaView view, string keyword)
    {
        var values = view.Parts.Where(part => part.TryGet(keyword, out _)).Select(part => part.Text(keyword) ?? PartWords.Raw(part.Members[keyword].Element)).Distinct().ToArray();
        return values.Length == 0 ? null : string.Join(" / ", values);
    }
}
