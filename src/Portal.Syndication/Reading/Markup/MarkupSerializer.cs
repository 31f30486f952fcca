using System.Buffers;
using System.Text;
using System.Xml;

namespace Portal.Syndication.Reading.Markup;

/// <summary>
/// Copies what a reader stands on into text that stands alone: it declares the namespaces that it uses. The form
/// is always the same (double quotes, no superfluous declarations), so that equal markup gives equal text.
/// </summary>
internal sealed class MarkupSerializer(XmlReader reader, int maxDepth)
{
    /// <summary>What text must not hold as it is.</summary>
    public static readonly SearchValues<char> InText = SearchValues.Create("&<>\r");

    /// <summary>What attribute values must not hold as they are.</summary>
    public static readonly SearchValues<char> InAttributes = SearchValues.Create("&<>\"\r\n\t");

    private readonly StringBuilder _text = new();
    private readonly NamespaceScope _scope = new(reader);
    private bool _asXhtml;
    private Uri? _baseUri;

    /// <summary>The element with everything in it; it is consumed.</summary>
    public string ReadOuter()
    {
        Begin(asXhtml: false, baseUri: null);
        Copy(reader.Depth);
        return Finish();
    }

    /// <summary>What is inside the element; it is consumed.</summary>
    public string ReadInside(bool asXhtml, Uri? baseUri)
    {
        Begin(asXhtml, baseUri);
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return "";
        }

        reader.Read();
        CopyUntilEnd();
        return Finish();
    }

    /// <summary>What is inside the element; plain text comes as it is, not escaped.</summary>
    public string ReadXmlInside(out bool hasElements)
    {
        hasElements = false;
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return "";
        }

        Begin(asXhtml: false, baseUri: null);
        reader.Read();
        var plain = new StringBuilder();
        while (reader.NodeType is not (XmlNodeType.EndElement or XmlNodeType.Element))
        {
            plain.Append(reader.NodeType is XmlNodeType.Comment or XmlNodeType.ProcessingInstruction ? "" : reader.Value);
            CopyLeaf();
            reader.Read();
        }

        hasElements = reader.NodeType == XmlNodeType.Element;
        if (!hasElements)
        {
            reader.Read();
            return plain.ToString();
        }

        CopyUntilEnd();
        return Finish();
    }

    /// <summary>What is left of the element that the reader is inside of, after a text that was read already.</summary>
    public string ReadRest(string before, Uri? baseUri)
    {
        Begin(asXhtml: true, baseUri);
        Escape(_text, before, InText);
        CopyUntilEnd();
        return Finish();
    }

    /// <summary>Refuses what is nested too deeply.</summary>
    /// <exception cref="XmlException">The reader is deeper than is allowed.</exception>
    public void CheckDepth()
    {
        if (reader.Depth > maxDepth)
        {
            throw Refusal($"Elements are nested more than {maxDepth} deep.", reader);
        }
    }

    /// <summary>An error at the place where a reader is.</summary>
    public static XmlException Refusal(string message, XmlReader reader)
    {
        var at = reader as IXmlLineInfo;
        return new XmlException(message, null, at?.LineNumber ?? 0, at?.LinePosition ?? 0);
    }

    private void Begin(bool asXhtml, Uri? baseUri)
    {
        _text.Clear();
        _scope.Reset(asXhtml);
        _asXhtml = asXhtml;
        _baseUri = baseUri;
    }

    // What stands before the end of the surrounding element, and that end.
    private void CopyUntilEnd()
    {
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                Copy(reader.Depth);
            }
            else
            {
                CopyLeaf();
                reader.Read();
            }
        }

        reader.Read();
    }

    // One element, without recursion: documents decide how deep it goes.
    private void Copy(int depth)
    {
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    StartTag();
                    break;
                case XmlNodeType.EndElement:
                    _text.Append("</").Append(NameOf()).Append('>');
                    _scope.Leave(reader.Depth);
                    break;
                default:
                    CopyLeaf();
                    break;
            }
        }
        while (reader.Read() && (reader.Depth > depth || (reader.Depth == depth && reader.NodeType == XmlNodeType.EndElement)));
    }

    private void StartTag()
    {
        CheckDepth();
        var depth = reader.Depth;
        var isEmpty = reader.IsEmptyElement;
        var name = NameOf();
        var closesItself = isEmpty && (!_asXhtml || HtmlNames.IsVoid(name));
        _scope.Use(depth, IsXhtmlName() ? "" : reader.Prefix, reader.NamespaceURI);
        _text.Append('<').Append(name);
        Declarations(depth);
        Attributes();
        _text.Append(closesItself ? " />" : ">");
        if (isEmpty)
        {
            if (!closesItself)
            {
                _text.Append("</").Append(name).Append('>');
            }

            _scope.Leave(depth);
        }
    }

    private void Declarations(int depth)
    {
        if (!reader.HasAttributes)
        {
            _scope.Write(_text);
            return;
        }

        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            // The default namespace is declared where an element needs it; here, only prefixes.
            if (reader.Prefix == "xmlns")
            {
                _scope.Use(depth, reader.LocalName, reader.Value);
            }
            else if (reader.Prefix.Length > 0)
            {
                _scope.Use(depth, reader.Prefix, reader.NamespaceURI);
            }
        }

        reader.MoveToElement();
        _scope.Write(_text);
    }

    private void Attributes()
    {
        if (!reader.HasAttributes)
        {
            return;
        }

        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == XmlNames.Xmlns)
            {
                continue;
            }

            var value = reader.Value;
            if (_asXhtml && IsRelativeReference(value))
            {
                value = References.Resolve(_baseUri, value);
            }

            _scope.NoteValue(value);
            _text.Append(' ').Append(reader.Name).Append("=\"");
            Escape(_text, value, InAttributes);
            _text.Append('"');
        }

        reader.MoveToElement();
    }

    private bool IsRelativeReference(string value) =>
        _baseUri is not null && reader.Prefix.Length == 0 && HtmlReferences.IsReference(reader.LocalName)
        && value.AsSpan().Trim() is [not '#', ..] reference && !References.HasScheme(reference);

    private void CopyLeaf()
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                var value = reader.Value;
                _scope.NoteValue(value);
                Escape(_text, value, InText);
                break;
            case XmlNodeType.Comment:
                _text.Append("<!--").Append(reader.Value).Append("-->");
                break;
            case XmlNodeType.ProcessingInstruction:
                _text.Append("<?").Append(reader.Name).Append(' ').Append(reader.Value).Append("?>");
                break;
        }
    }

    private string NameOf() => IsXhtmlName() ? reader.LocalName : reader.Name;

    private bool IsXhtmlName() => _asXhtml && reader.NamespaceURI == XmlNames.Xhtml;

    private string Finish()
    {
        _scope.Complete(_text);
        return _text.ToString();
    }

    /// <summary>Appends a value, escaping what it must not hold as it is.</summary>
    public static void Escape(StringBuilder text, string value, SearchValues<char> special)
    {
        var rest = value.AsSpan();
        for (var at = rest.IndexOfAny(special); at >= 0; at = rest.IndexOfAny(special))
        {
            text.Append(rest[..at]).Append(ReferenceTo(rest[at]));
            rest = rest[(at + 1)..];
        }

        text.Append(rest);
    }

    /// <summary>How a character of <see cref="InText"/> or <see cref="InAttributes"/> is written.</summary>
    public static string ReferenceTo(char special) => special switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\r' => "&#xD;",
        '\n' => "&#xA;",
        _ => "&#x9;",
    };
}
