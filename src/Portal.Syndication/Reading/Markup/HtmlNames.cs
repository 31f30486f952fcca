namespace Portal.Syndication.Reading.Markup;

/// <summary>What HTML says of its elements.</summary>
internal static class HtmlNames
{
    /// <summary>Whether the element never has content (HTML section 13.1.2); others need their end tag.</summary>
    public static bool IsVoid(ReadOnlySpan<char> name) => name is
        "area" or "base" or "br" or "col" or "embed" or "hr" or "img" or "input" or "link" or "meta" or "param" or "source"
        or "track" or "wbr";
}
