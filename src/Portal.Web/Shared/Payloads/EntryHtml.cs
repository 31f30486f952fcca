using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
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

    /// <summary>More tags than this are shown as text: the parser takes time in the square of tags left open.</summary>
    public const int MaxTags = 4_000;

    private static readonly string[] Tags =
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
        if (cut.AsSpan().Count('<') > MaxTags)
        {
            return WebUtility.HtmlEncode(cut);
        }

        using var document = new HtmlParser().ParseDocument(cut);
        if (IsTooDeep(document.DocumentElement))
        {
            return WebUtility.HtmlEncode(cut);
        }

        return _sanitizer.SanitizeDom(document, document.Body).Body?.InnerHtml ?? "";
    }

    private static HtmlSanitizer NewSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
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

    // Walks with a list of its own, not the stack: that is what is in danger here.
    private static bool IsTooDeep(IElement root)
    {
        var level = new List<IElement> { root };
        for (var depth = 0; level.Count > 0; depth++)
        {
            if (depth > MaxDepth)
            {
                return true;
            }

            level = [.. level.SelectMany(element => element.Children)];
        }

        return false;
    }
}
