using Portal.Events.Entries;

namespace Portal.Syndication.Writing;

/// <summary>Writes <c>atom:content</c> with whatever type it has (RFC 4287 section 4.1.3.3).</summary>
internal static class AtomContentElement
{
    public static void Write(XmlBuilder xml, EntryContent? content)
    {
        if (content is null)
        {
            return;
        }

        xml.Raw("<content");
        if (content.Src is { } src)
        {
            // RFC 4287 section 4.1.3.2: a media type or none; text and html are said of what is inside.
            xml.Attribute("type", AtomValues.IsMediaType(content.Type) ? content.Type : null).Attribute("src", src).Raw(" />");
            return;
        }

        xml.Attribute("type", AtomValues.IsContentType(content.Type) ? content.Type : "text").Raw(">");
        WriteValue(xml, content, content.Value ?? "");
        xml.Raw("</content>");
    }

    private static void WriteValue(XmlBuilder xml, EntryContent content, string value)
    {
        if (content.Type == "xhtml")
        {
            xml.Raw(XmlText.Div(value));
        }
        else if (content.IsXml && XmlText.IsElement(value))
        {
            xml.Raw(XmlText.WithinAtom(value));
        }
        else
        {
            xml.Text(value);
        }
    }
}
