namespace Portal.TestKit;

/// <summary>
/// Finds the corpora of other projects' feeds and schemas, which are not part of this repository: in the
/// folder that <c>PORTAL_CORPORA</c> names, else in <c>../shared/corpora</c> beside the repository.
/// </summary>
internal static class Corpora
{
    /// <summary>The folder of one corpus; null where it is absent.</summary>
    public static string? Find(string name)
    {
        var root = Environment.GetEnvironmentVariable("PORTAL_CORPORA") ?? BesideTheRepository();
        var folder = root is null ? null : Path.Combine(root, name);
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>The sentence with which a test that needs an absent corpus is skipped.</summary>
    public static string Absent(string name) => $"The corpus '{name}' is not on this machine: set PORTAL_CORPORA to the folder that holds it.";

    private static string? BesideTheRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "corpora") : null;
    }
}
