namespace Portal.UnitTests.Architecture;

/// <summary>A file of the repository: its path from the top with forward slashes, and its text.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public int Lines => Text.Count(c => c == '\n');
}

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "data"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files(string folder, params string[] endings) =>
        [.. Walk(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(file => endings.Any(file.Name.EndsWith))
            .Select(file => new SourceFile(
                Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName)))];

    /// <summary>The names that the repository never holds, whatever a build or a test run leaves behind.</summary>
    public static IReadOnlyList<string> Ignored { get; } = [.. File.ReadAllLines(Path.Combine(Root, ".gitignore")).Select(line => line.TrimEnd('/'))];

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles().Concat(
        folder.EnumerateDirectories().Where(d => !Generated.Contains(d.Name) && !d.Name.StartsWith('.')).SelectMany(Walk));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
