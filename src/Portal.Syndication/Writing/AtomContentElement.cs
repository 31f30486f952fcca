using System.Xml;
using Portal.Events.Entries;

namespace Portal.Syndication.Writing;

/// <summary>Writes <c>atom:content</c> with whatever type it has (RFC 4287 section 4.1.3.3).</summary>
internal static class AtomContentElement
{
    public static void Write(XmlWriter writer, EntryContent? content)
    {
        if (content is null)
        {
            return;
        }

        writer.WriteStartElement("content", XmlNames.Atom);
        if (content.Src is { } src)
        {
            // RFC 4287 section 4.1.3.2: a media type or none; text and html are said of what is inside.
            if (AtomValues.IsMediaType(content.Type))
            {
                writer.WriteAttributeString("type", XmlText.Clean(content.Type));
            }

            writer.WriteAttributeString("src", XmlText.Clean(src));
        }
        else
        {
            writer.WriteAttributeString("type", AtomValues.IsContentType(content.Type) ? XmlText.Clean(content.Type) : "text");
            WriteValue(writer, content, content.Value ?? "");
        }

        writer.WriteEndElement();
    }

    private static void WriteValue(XmlWriter writer, EntryContent content, string value)
    {
        if (content.Type == "xhtml")
        {
            writer.WriteRaw(XmlText.Div(value));
        }
        else if (content.IsXml && XmlText.IsElement(value))
        {
            XmlText.WriteElement(value, writer);
        }
        else
        {
            writer.WriteString(XmlText.Clean(value));
        }
    }
}
