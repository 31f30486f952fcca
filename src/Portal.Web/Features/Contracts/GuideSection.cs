namespace Portal.Web.Features.Contracts;

/// <summary>A section of the guide.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Text">What it says, in Markdown.</param>
internal sealed record GuideSection(string Id, string Title, string Text)
{
    /// <summary>The sections: what stands before the first heading of the second level, then one for each.</summary>
    public static IReadOnlyList<GuideSection> Of(string markdown) =>
        [.. ("\n" + markdown.ReplaceLineEndings("\n")).Split("\n## ").Select((part, i) => i == 0 ? Introduction(part) : Section(part))];

    private static GuideSection Introduction(string part) => new(
        "", "", string.Join(' ', part.Split('\n').SkipWhile(line => line.Length == 0 || line.StartsWith('#')).TakeWhile(line => line.Length > 0)));

    private static GuideSection Section(string part)
    {
        var end = part.IndexOf('\n', StringComparison.Ordinal);
        var title = part[..end].Trim();
        return new GuideSection(IdOf(title), title, part[(end + 1)..].Trim());
    }

    private static string IdOf(string title) => string.Join('-', new string([.. title.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
