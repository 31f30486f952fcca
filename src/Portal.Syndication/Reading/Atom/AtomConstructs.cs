using System.Globalization;
using System.Text;
using Portal.Events.Entries;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Atom;

/// <summary>Reads the constructs that feeds and entries share (RFC 4287 sections 3 and 4.2), and Atom 0.3's forms of them.</summary>
internal sealed class AtomConstructs(XmlCursor xml)
{
    /// <summary>A text construct (RFC 4287 section 3.1).</summary>
    public EntryText ReadText(Uri? outerBase, bool isAtom03)
    {
        var baseUri = xml.BaseWithin(outerBase);
        var type = (xml.Attribute("type") ?? "").Trim().ToLowerInvariant();
        if (isAtom03)
        {
            return ReadText03(type, (xml.Attribute("mode") ?? "").Trim().ToLowerInvariant(), baseUri);
        }

        switch (type)
        {
            case "xhtml" or "application/xhtml+xml":
                return new EntryText(TextKind.Xhtml, ReadXhtml(baseUri));
            case "html" or "text/html":
                return ReadHtml(baseUri);
            case "application/octet-stream":
                return DecodeBase64(xml.ReadTrimmed(), baseUri);
            default:
                var value = xml.ReadText(out var hasMarkup, baseUri);
                return hasMarkup ? new EntryText(TextKind.Xhtml, value) : EntryText.Plain(value);
        }
    }

    /// <summary>Content (RFC 4287 section 4.1.3).</summary>
    public EntryContent ReadContent(Uri? outerBase, bool isAtom03)
    {
        var baseUri = xml.BaseWithin(outerBase);
        var type = (xml.Attribute("type") ?? "").Trim();
        if (xml.Attribute("src") is { } src)
        {
            xml.Skip();
            return new EntryContent(type.Length == 0 ? "text" : type, null, References.Resolve(baseUri, src));
        }

        var kind = type.ToLowerInvariant();
        if (isAtom03)
        {
            return ReadContent03(type, kind, (xml.Attribute("mode") ?? "").Trim().ToLowerInvariant(), baseUri);
        }

        switch (kind)
        {
            case "xhtml":
                return new EntryContent("xhtml", ReadXhtml(baseUri));
            case "html" or "text/html":
                return new EntryContent(type, ReadHtml(baseUri).Value);
            case "" or "text":
                var text = xml.ReadText(out var hasMarkup, baseUri);
                return new EntryContent(hasMarkup ? "xhtml" : "text", text);
            default:
                return ReadMedia(type);
        }
    }

    /// <summary>A person construct (RFC 4287 section 3.2); null when it says nothing.</summary>
    public Person? ReadPerson(Uri? outerBase)
    {
        var baseUri = xml.BaseWithin(outerBase);
        string? name = null, email = null, uri = null;
        if (xml.Enter())
        {
            while (xml.NextElement())
            {
                switch (xml.LocalName)
                {
                    case "name":
                        name = NullIfEmpty(xml.ReadTrimmed());
                        break;
                    case "email":
                        email = NullIfEmpty(xml.ReadTrimmed());
                        break;
                    case "uri" or "url" or "homepage":
                        var inner = xml.BaseWithin(baseUri);
                        uri = NullIfEmpty(xml.ReadTrimmed()) is { } reference ? References.Resolve(inner, reference) : uri;
                        break;
                    default:
                        xml.Skip();
                        break;
                }
            }
        }

        return name is null && email is null && uri is null ? null : new Person(name, email, uri);
    }

    /// <summary>A link (RFC 4287 section 4.2.7); null when it leads nowhere.</summary>
    public EntryLink? ReadLink(Uri? outerBase)
    {
        var baseUri = xml.BaseWithin(outerBase);
        var href = xml.Attribute("href");
        var rel = xml.Attribute("rel")?.Trim();
        var type = NullIfEmpty(xml.Attribute("type"));
        var title = NullIfEmpty(xml.Attribute("title"));
        var lang = NullIfEmpty(xml.Attribute("hreflang"));
        var length = ParseLength(xml.Attribute("length"));
        var text = href is null ? xml.ReadTrimmed() : "";
        if (href is not null)
        {
            xml.Skip();
        }

        href ??= text.Length > 0 ? text : null;
        return href is null
            ? null
            : new EntryLink(References.Resolve(baseUri, href), RelationOf(rel), type, title, length, lang);
    }

    /// <summary>A category (RFC 4287 section 4.2.2); null when it has no term.</summary>
    public Category? ReadCategory()
    {
        var term = xml.Attribute("term");
        var scheme = NullIfEmpty(xml.Attribute("scheme"));
        var label = NullIfEmpty(xml.Attribute("label"));
        var text = xml.ReadTrimmed();
        term = string.IsNullOrWhiteSpace(term) ? text : term.Trim();
        return term.Length > 0 ? new Category(term, scheme, label) : label is null ? null : new Category(label, scheme, label);
    }

    /// <summary>A size in bytes; null when it is none.</summary>
    public static long? ParseLength(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var length)
            ? length
            : null;

    private static string RelationOf(string? rel)
    {
        // RFC 4287 section 4.2.7.2: the registry's address stands for the name itself.
        const string Registry = "http://www.iana.org/assignments/relation/";
        return string.IsNullOrEmpty(rel) ? "alternate"
            : rel.StartsWith(Registry, StringComparison.Ordinal) ? rel[Registry.Length..]
            : rel;
    }

    private string ReadXhtml(Uri? baseUri)
    {
        // <content type="xhtml"><div xmlns="...">this</div></content>
        if (!xml.Enter())
        {
            return "";
        }

        var text = new StringBuilder();
        while (xml.Reader.NodeType is not (System.Xml.XmlNodeType.Element or System.Xml.XmlNodeType.EndElement))
        {
            text.Append(xml.Reader.NodeType is System.Xml.XmlNodeType.Text or System.Xml.XmlNodeType.CDATA ? xml.Reader.Value : "");
            xml.Reader.Read();
        }

        var before = text.ToString();
        if (before.Length > 0 || xml.Reader.NodeType != System.Xml.XmlNodeType.Element || xml.LocalName != "div")
        {
            return xml.ReadRest(before, baseUri);
        }

        var inside = xml.ReadXhtmlInside(xml.BaseWithin(baseUri));
        while (xml.NextElement())
        {
            xml.Skip();
        }

        return inside;
    }

    private EntryText ReadHtml(Uri? baseUri)
    {
        var value = xml.ReadText(out var hasMarkup, baseUri);
        return new EntryText(TextKind.Html, hasMarkup ? value : HtmlReferences.Resolve(value, baseUri));
    }

    private EntryContent ReadMedia(string type)
    {
        var probe = new EntryContent(type, null);
        if (probe.IsXml)
        {
            return probe with { Value = xml.ReadXmlInside(out var hasElements) is var value && hasElements ? value.Trim() : value };
        }

        if (probe.IsJson || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || !type.Contains('/', StringComparison.Ordinal))
        {
            return probe with { Value = xml.ReadText(out _) };
        }

        var text = xml.ReadText(out _);
        return probe with { Value = IsBase64(text, out var compact) ? compact : text };
    }

    private EntryText ReadText03(string type, string mode, Uri? baseUri)
    {
        var isHtml = type.Contains("html", StringComparison.Ordinal);
        if (mode == "base64" || type == "application/octet-stream")
        {
            return DecodeBase64(xml.ReadTrimmed(), baseUri);
        }

        if (type is "application/xhtml+xml" or "xhtml" && mode is "" or "xml")
        {
            return new EntryText(TextKind.Xhtml, ReadXhtml(baseUri));
        }

        var value = xml.ReadText(out var hasMarkup, baseUri);
        return hasMarkup ? new EntryText(TextKind.Xhtml, value)
            : isHtml ? new EntryText(TextKind.Html, HtmlReferences.Resolve(value, baseUri))
            : EntryText.Plain(value);
    }

    private EntryContent ReadContent03(string type, string kind, string mode, Uri? baseUri)
    {
        if (mode != "base64" && kind is not ("" or "text/plain" or "text" or "html" or "xhtml") && !kind.Contains("html", StringComparison.Ordinal))
        {
            return ReadMedia(type);
        }

        if (mode == "base64" && !kind.StartsWith("text", StringComparison.Ordinal) && kind.Length > 0 && !kind.Contains("html", StringComparison.Ordinal))
        {
            var encoded = xml.ReadTrimmed();
            return new EntryContent(type, IsBase64(encoded, out var compact) ? compact : encoded);
        }

        var text = ReadText03(kind, mode, baseUri);
        return new EntryContent(
            text.Kind switch { TextKind.Html => "html", TextKind.Xhtml => "xhtml", _ => type.Length == 0 ? "text" : type }, text.Value);
    }

    private static EntryText DecodeBase64(string text, Uri? baseUri)
    {
        if (!IsBase64(text, out var compact))
        {
            return LooseText.Title(text);
        }

        var decoded = Encoding.UTF8.GetString(Convert.FromBase64String(compact));
        return new EntryText(TextKind.Html, HtmlReferences.Resolve(decoded, baseUri));
    }

    private static bool IsBase64(string text, out string compact)
    {
        compact = text.AsSpan().ContainsAny(" \t\r\n") ? string.Concat(text.Where(c => c is not (' ' or '\t' or '\r' or '\n'))) : text;
        return System.Buffers.Text.Base64.IsValid(compact);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
