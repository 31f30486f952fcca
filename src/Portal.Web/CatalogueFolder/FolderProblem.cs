namespace Portal.Web.CatalogueFolder;

/// <summary>What is wrong with a folder of feed descriptions, and where.</summary>
/// <param name="File">The file, relative to the folder.</param>
/// <param name="Line">The line, from 1; null when it is about the whole file.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record FolderProblem(string File, int? Line, string Message)
{
    /// <summary>As compilers write it, so that editors find the place.</summary>
    public override string ToString() => Line is null ? $"{File}: {Message}" : $"{File}:{Line}: {Message}";
}
