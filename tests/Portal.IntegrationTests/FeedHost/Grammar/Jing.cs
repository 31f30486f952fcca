namespace Portal.IntegrationTests.FeedHost.Grammar;

/// <summary>The RELAX NG validator of Debian's package <c>jing</c>, with the grammars of this folder.</summary>
internal static class Jing
{
    public const string Atom = "atom.rnc";
    public const string AtomPub = "atompub.rnc";

    /// <summary>Fails with what it says against documents, unless they are valid.</summary>
    public static async Task AssertValidAsync(string grammar, IReadOnlyDictionary<string, string> documents)
    {
        var complaints = await ComplaintsAsync(grammar, documents);
        Assert.True(complaints.Length == 0, complaints);
    }

    /// <summary>What it says against documents; empty when they are valid.</summary>
    /// <param name="grammar">One of the grammars.</param>
    /// <param name="documents">The documents, by what they are.</param>
    public static async Task<string> ComplaintsAsync(string grammar, IReadOnlyDictionary<string, string> documents)
    {
        var folder = Directory.CreateTempSubdirectory("portal-jing-");
        try
        {
            var files = documents.Select((document, i) => (Path: Path.Combine(folder.FullName, $"{i}.xml"), document.Key, document.Value)).ToList();
            foreach (var (path, _, text) in files)
            {
                await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
            }

            var (status, output) = await OtherProgram.RunAsync("jing", ["-c", OtherProgram.File(grammar), .. files.Select(file => file.Path)]);
            return status == 0 ? "" : files.Aggregate(output, (said, file) => said.Replace(file.Path, $"[{file.Key}]", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
