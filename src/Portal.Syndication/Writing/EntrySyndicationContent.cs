using System.ServiceModel.Syndication;
using System.Xml;
using Portal.Events.Entries;

namespace Portal.Syndication.Writing;

/// <summary>The content of an entry with whatever type it has (RFC 4287 section 4.1.3.3).</summary>
internal sealed class EntrySyndicationContent(EntryContent content) : SyndicationContent
{
    public override string Type => XmlText.Clean(content.Type);

    public override SyndicationContent Clone() => new EntrySyndicationContent(content);

    protected override void WriteContentsTo(XmlWriter writer)
    {
        if (content.Src is { } src)
        {
            writer.WriteAttributeString("src", XmlText.Clean(src));
            return;
        }

        var value = content.Value ?? "";
        if (content.Type == "xhtml")
        {
            writer.WriteRaw(XmlText.Div(value));
        }
        else if (content.IsXml && XmlText.IsElement(value))
        {
            WriteElement(writer, value);
        }
        else
        {
            writer.WriteString(XmlText.Clean(value));
        }
    }

    // As nodes: names without a namespace would fall into Atom's if the text were copied.
    private static void WriteElement(XmlWriter writer, string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml), XmlText.Fragment);
        reader.Read();
        while (!reader.EOF)
        {
            writer.WriteNode(reader, defattr: false);
        }
    }
}
