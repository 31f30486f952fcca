using Portal.Contracts;

namespace Portal.Web.CatalogueFolder;

/// <summary>Compares texts as version control leaves them: whatever their line ends are.</summary>
internal static class FolderText
{
    public static bool Same(ContractSource a, ContractSource b) =>
        a.Language == b.Language && Same(a.Schema, b.Schema)
        && a.Imports.Count == b.Imports.Count
        && a.Imports.OrderBy(i => i.Location, StringComparer.Ordinal).Zip(b.Imports.OrderBy(i => i.Location, StringComparer.Ordinal))
            .All(pair => pair.First.Location == pair.Second.Location && Same(pair.First.Schema, pair.Second.Schema))
        && a.Rules.SequenceEqual(b.Rules);

    public static bool Same(string a, string b) => Normal(a) == Normal(b);

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
