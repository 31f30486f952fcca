using System.Diagnostics.CodeAnalysis;
using System.Xml;

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
    public static bool IsElement(string xml)
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

    /// <summary>Writes one well-formed element that stands alone; namespaces stay what they are, wherever it is put.</summary>
    public static void WriteElement(string xml, XmlWriter writer)
    {
        if (DeclaresItsDefault(xml))
        {
            writer.WriteRaw(xml);
        }
        else
        {
            Copy(xml, writer);
        }
    }

    /// <summary>Writes well-formed XML that stands alone; namespaces stay what they are, wherever it is put.</summary>
    public static void Copy(string xml, XmlWriter writer)
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

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' and not ('\t' or '\n' or '\r') or >= '\uD800' and <= '\uDFFF' or '\uFFFE' or '\uFFFF')
            {
                return false;
            }
        }

        return true;
    }
}
