using System.Runtime.CompilerServices;

namespace Portal.IntegrationTests.Snapshots;

/// <summary>
/// Compares a text with the one that is kept beside the tests. <c>UPDATE_SNAPSHOTS=1</c> writes the new one, to be
/// read in the diff before it is committed.
/// </summary>
internal static class Snapshot
{
    public static void Matches(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, name);
        var text = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{name} is missing: run with UPDATE_SNAPSHOTS=1 and commit it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }
}
