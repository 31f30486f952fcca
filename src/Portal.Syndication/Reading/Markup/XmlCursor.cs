using System.Text;
using System.Xml;

namespace Portal.Syndication.Reading.Markup;

/// <summary>
/// Walks forward over a document's elements. Every <c>Read…</c> consumes the element it stands on and leaves the
/// cursor behind its end, so that loops over children need no depth.
/// </summary>
internal sealed class XmlCursor(XmlReader reader, FeedReadOptions options)
{
    private readonly IXmlLineInfo? _position = reader as IXmlLineInfo;
    private readonly MarkupSerializer _markup = new(reader, options.MaxDepth);

    public XmlReader Reader => reader;

    public string LocalName => reader.LocalName;

    public string Namespace => reader.NamespaceURI;

    public int Line => _position?.LineNumber ?? 0;

    public int Column => _position?.LinePosition ?? 0;

    /// <summary>Goes to the root element; false when there is none.</summary>
    public bool MoveToRoot()
    {
        while (reader.NodeType != XmlNodeType.Element)
        {
            if (!reader.Read())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Goes inside the element; false when it is empty, and then it is consumed.</summary>
    public bool Enter()
    {
        var isEmpty = reader.IsEmptyElement;
        reader.Read();
        return !isEmpty;
    }

    /// <summary>Goes to the next child element; false at the parent's end, which is consumed.</summary>
    public bool NextElement()
    {
        while (true)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    return true;
                case XmlNodeType.EndElement:
                    reader.Read();
                    return false;
                default:
                    if (!reader.Read())
                    {
                        return false;
                    }

                    break;
            }
        }
    }

    /// <summary>Consumes the element. One that is nested too deeply is refused: the reader remembers each level.</summary>
    public void Skip()
    {
        var depth = reader.Depth;
        var isEmpty = reader.IsEmptyElement;
        while (reader.Read() && !isEmpty && reader.Depth > depth)
        {
            _markup.CheckDepth();
        }

        if (!isEmpty)
        {
            reader.Read();
        }
    }

    /// <summary>An attribute of no namespace; null when it is absent.</summary>
    public string? Attribute(string name) => reader.HasAttributes ? reader.GetAttribute(name) : null;

    /// <summary>The base that holds inside the element.</summary>
    public Uri? BaseWithin(Uri? outer) =>
        reader.HasAttributes ? References.Rebase(outer, reader.GetAttribute("base", XmlNames.Xml)) : outer;

    /// <summary>The language in force; null when not said.</summary>
    public string? Language => reader.XmlLang is { Length: > 0 } language ? language : null;

    /// <summary>The element's text; child elements are kept as markup. <paramref name="hasMarkup"/> says whether there were any.</summary>
    public string ReadText(out bool hasMarkup, Uri? baseUri = null)
    {
        hasMarkup = false;
        if (!Enter())
        {
            return "";
        }

        string? single = null;
        StringBuilder? several = null;
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                hasMarkup = true;
                var before = several?.ToString() ?? single ?? "";
                return LooseText.MapControls(_markup.ReadRest(before, baseUri));
            }

            if (IsText(reader.NodeType))
            {
                if (single is null)
                {
                    single = reader.Value;
                }
                else
                {
                    (several ??= new StringBuilder(single)).Append(reader.Value);
                }
            }

            reader.Read();
        }

        reader.Read();
        return LooseText.MapControls(several?.ToString() ?? single ?? "");
    }

    /// <summary>The element's text without white space around it; child elements are kept as markup.</summary>
    public string ReadTrimmed() => ReadText(out _).Trim();

    /// <summary>The markup inside the element, which stands alone where XHTML is the default namespace.</summary>
    public string ReadXhtmlInside(Uri? baseUri) => LooseText.MapControls(_markup.ReadInside(asXhtml: true, baseUri));

    /// <summary>What is left of the element that the cursor is inside of, as XHTML, after a text read already.</summary>
    public string ReadRest(string before, Uri? baseUri) => LooseText.MapControls(_markup.ReadRest(before, baseUri));

    /// <summary>The markup inside the element, which stands alone.</summary>
    public string ReadXmlInside(out bool hasElements) => _markup.ReadXmlInside(out hasElements);

    /// <summary>The element with everything in it, which stands alone.</summary>
    public string ReadOuterXml() => _markup.ReadOuter();

    private static bool IsText(XmlNodeType type) =>
        type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;
}
