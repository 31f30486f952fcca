using AngleSharp.Html.Parser;
using Portal.Events.Entries;

namespace Portal.Web.Shared.Entries;

/// <summary>An entry's title in one line of plain text: where it is markup, what a reader would see of it.</summary>
internal static class EntryTitle
{
    /// <summary>The most characters that are shown, and that the HTML parser is given.</summary>
    public const int MaxLength = 500;

    /// <summary>The title; the entry's id when it has none.</summary>
    public static string Of(Entry entry)
    {
        var cut = Cut(entry.Title.Value);
        var text = entry.Title.Kind == TextKind.Text || cut.AsSpan().IndexOfAny('<', '&') < 0 ? cut : Plain(cut);
        return string.IsNullOrWhiteSpace(text) ? Cut(entry.Id) : text;
    }

    private static string Plain(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        foreach (var hidden in document.QuerySelectorAll("script, style, template").ToList())
        {
            hidden.Remove();
        }

        return string.Join(' ', (document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Cut(string text) => text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), " …");
}
