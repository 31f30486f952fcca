using System.Net;

namespace Portal.Ingestion.Discovery;

/// <summary>A start tag of a web page.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Attributes">By their names, in any case; of several with the same name the first.</param>
/// <param name="End">Where it ends.</param>
internal sealed record HtmlTag(string Name, IReadOnlyDictionary<string, string> Attributes, int End)
{
    // Tags with more are no links.
    private const int MaxAttributes = 50;

    public string? this[string name] => Attributes.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The start tags of a page, outside of comments, scripts and styles. Never throws, whatever the text is.</summary>
    public static IEnumerable<HtmlTag> Of(string html)
    {
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = at < html.Length ? html.IndexOf('<', at) : -1)
        {
            if (html.AsSpan(at).StartsWith("<!--"))
            {
                at = After(html, "-->", at + 4);
            }
            else if (!char.IsAsciiLetter(html[at + 1]))
            {
                at++;
            }
            else
            {
                var tag = Read(html, at + 1);
                at = tag.Name is "script" or "style" ? After(html, $"</{tag.Name}", tag.End) : tag.End;
                yield return tag;
            }
        }
    }

    private static HtmlTag Read(string html, int at)
    {
        var start = at;
        while (at < html.Length && (char.IsAsciiLetterOrDigit(html[at]) || html[at] is '-' or ':'))
        {
            at++;
        }

        var name = html[start..at].ToLowerInvariant();
        Dictionary<string, string> attributes = new(StringComparer.OrdinalIgnoreCase);
        while (at < html.Length && html[at] is not '>')
        {
            start = at;
            while (at < html.Length && !char.IsWhiteSpace(html[at]) && html[at] is not ('=' or '>' or '/'))
            {
                at++;
            }

            var attribute = html[start..at];
            if (attribute.Length == 0)
            {
                at++;
                continue;
            }

            at = SkipWhiteSpace(html, at);
            var value = "";
            if (at < html.Length && html[at] == '=')
            {
                (value, at) = Value(html, SkipWhiteSpace(html, at + 1));
            }

            if (attributes.Count < MaxAttributes)
            {
                attributes.TryAdd(attribute, WebUtility.HtmlDecode(value));
            }
        }

        return new HtmlTag(name, attributes, Math.Min(at + 1, html.Length));
    }

    private static (string Value, int Next) Value(string html, int at)
    {
        if (at < html.Length && html[at] is '"' or '\'')
        {
            var close = html.IndexOf(html[at], at + 1);
            return close < 0 ? ("", html.Length) : (html[(at + 1)..close], close + 1);
        }

        var end = at;
        while (end < html.Length && !char.IsWhiteSpace(html[end]) && html[end] != '>')
        {
            end++;
        }

        return (html[at..end], end);
    }

    private static int SkipWhiteSpace(string html, int at)
    {
        while (at < html.Length && char.IsWhiteSpace(html[at]))
        {
            at++;
        }

        return at;
    }

    private static int After(string html, string text, int from) =>
        html.IndexOf(text, Math.Min(from, html.Length), StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at + text.Length : html.Length;
}
