using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Writing;

/// <summary>Makes text from anywhere safe to stand in XML 1.0.</summary>
internal static class XmlText
{
    private const char Replacement = '\uFFFD';

    private static readonly XmlReaderSettings Fragment = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = ConformanceLevel.Fragment,
    };

    private static readonly XmlWriterSettings Copies = new()
    {
        OmitXmlDeclaration = true,
        ConformanceLevel = ConformanceLevel.Fragment,
        CheckCharacters = false,
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>The text with each character that XML 1.0 does not allow (section 2.2) replaced by U+FFFD.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null || IsClean(text))
        {
            return text;
        }

        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                if (i + 1 < span.Length && XmlConvert.IsXmlSurrogatePair(source[i + 1], source[i]))
                {
                    (span[i], span[i + 1]) = (source[i], source[i + 1]);
                    i++;
                }
                else
                {
                    span[i] = XmlConvert.IsXmlChar(source[i]) ? source[i] : Replacement;
                }
            }
        });
    }

    /// <summary>XHTML markup inside its <c>div</c> (RFC 4287 section 3.1.1.3); markup that does not parse becomes its text.</summary>
    public static string Div(string markup)
    {
        var div = $"<div xmlns=\"http://www.w3.org/1999/xhtml\">{markup}</div>";
        return IsElement(div) ? div : $"<div xmlns=\"http://www.w3.org/1999/xhtml\">{System.Security.SecurityElement.Escape(Clean(markup))}</div>";
    }

    /// <summary>Whether the text is one well-formed element, so that it can stand as it is.</summary>
    public static bool IsElement(string xml) => PlainXml.IsElement(xml) || ReadsAsElement(xml);

    private static bool ReadsAsElement(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), Fragment);
            return reader.MoveToContent() == XmlNodeType.Element && ReadsToItsEnd(reader);
        }
        catch (XmlException)
        {
            return false;
        }
    }

    /// <summary>Well-formed XML that stands alone, as it stands where Atom's namespace is the default one: names stay what they are.</summary>
    public static string WithinAtom(string xml)
    {
        if (PlainXml.IsElement(xml) || DeclaresItsDefault(xml))
        {
            return xml;
        }

        const string Around = "<x xmlns=\"" + XmlNames.Atom + "\">";
        var text = new StringBuilder();
        using var writer = XmlWriter.Create(text, Copies);
        writer.WriteStartElement("x", XmlNames.Atom);
        writer.WriteString("");
        Copy(xml, writer);
        writer.Flush();
        return text.ToString(Around.Length, text.Length - Around.Length);
    }

    private static void Copy(string xml, XmlWriter writer)
    {
        using var reader = XmlReader.Create(new StringReader(xml), Fragment);
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.XmlDeclaration)
            {
                // It stands at the beginning of documents only.
                reader.Read();
            }
            else
            {
                writer.WriteNode(reader, defattr: false);
            }
        }
    }

    // Then no name in it takes its namespace from where it is put, and reading it once more to write it is for nothing.
    private static bool DeclaresItsDefault(string xml)
    {
        var end = xml.IndexOf('>', StringComparison.Ordinal);
        return end > 1 && xml[0] == '<' && char.IsAsciiLetter(xml[1])
            && xml.AsSpan(0, end) is var tag && tag.Contains(" xmlns=\"", StringComparison.Ordinal) && !tag.Contains('\'');
    }

    private static bool ReadsToItsEnd(XmlReader reader)
    {
        reader.Skip();
        while (!reader.EOF && reader.NodeType is XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.Comment)
        {
            reader.Read();
        }

        return reader.EOF;
    }

    private static bool IsClean(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyExceptInRange(' ', '\uD7FF'); at >= 0; at = text.IndexOfAnyExceptInRange(' ', '\uD7FF'))
        {
            if (!XmlConvert.IsXmlChar(text[at]))
            {
                return false;
            }

            text = text[(at + 1)..];
        }

        return true;
    }
}
