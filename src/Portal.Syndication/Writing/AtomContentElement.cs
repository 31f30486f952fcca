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
        writer.WriteAttributeString("type", XmlText.Clean(content.Type));
        if (content.Src is { } src)
        {
            writer.WriteAttributeString("src", XmlText.Clean(src));
        }
        else
        {
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
