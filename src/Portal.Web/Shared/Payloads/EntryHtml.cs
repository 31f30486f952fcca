using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace Portal.Web.Shared.Payloads;

/// <summary>
/// Makes the HTML of an entry harmless: text structure and links stay, everything that runs, loads, styles or
/// poses as part of the page goes. Entries come from strangers.
/// </summary>
public sealed class EntryHtml
{
    /// <summary>The most characters that are shown; what follows is cut off.</summary>
    public const int MaxLength = 200_000;

    /// <summary>Deeper nesting than this is shown as text: writing it out again would exhaust the stack.</summary>
    public const int MaxDepth = 100;

    private static readonly string[] s_tags =
    [
        "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt", "em",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small",
        "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
    ];

    private readonly HtmlSanitizer _sanitizer = NewSanitizer();

    /// <summary>The harmless form, as HTML.</summary>
    public string Clean(string html)
    {
        var cut = html.Length > MaxLength ? html[..MaxLength] : html;
        return IsTooDeep(cut) ? System.Net.WebUtility.HtmlEncode(cut) : _sanitizer.Sanitize(cut);
    }

    private static HtmlSanitizer NewSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(s_tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(["href", "title", "colspan", "rowspan", "start", "lang", "dir"], StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
        });
        sanitizer.PostProcessNode += (_, e) => MakeModest(e.Node, e.Document);
        return sanitizer;
    }

    // Links say nothing of the reader and open elsewhere; headings would break into the page's own outline.
    private static void MakeModest(INode node, IDocument document)
    {
        if (node is IHtmlAnchorElement link)
        {
            link.SetAttribute("rel", "noopener noreferrer nofollow ugc");
            link.SetAttribute("target", "_blank");
        }
        else if (node is IHtmlHeadingElement heading && heading.Parent is { } parent)
        {
            var line = document.CreateElement("p");
            var strong = document.CreateElement("strong");
            line.AppendChild(strong);
            while (heading.FirstChild is { } child)
            {
                strong.AppendChild(child);
            }

            parent.ReplaceChild(line, heading);
        }
    }

    // Counts opened elements that nothing closes, by the letter and without a parser: it errs only towards text.
    private static bool IsTooDeep(string html)
    {
        var depth = 0;
        for (var i = 0; i + 1 < html.Length; i++)
        {
            if (html[i] != '<')
            {
                continue;
            }

            if (char.IsAsciiLetter(html[i + 1]))
            {
                depth += IsVoid(html.AsSpan(i + 1)) ? 0 : 1;
            }
            else if (html[i + 1] == '/' && depth > 0)
            {
                depth--;
            }

            if (depth > MaxDepth)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsVoid(ReadOnlySpan<char> tag) =>
        tag.StartsWith("br", StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith("hr", StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith("img", StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith("p>", StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith("p ", StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith("li", StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith("input", StringComparison.OrdinalIgnoreCase);
}
