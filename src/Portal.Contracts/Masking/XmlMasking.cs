using System.Text;
using System.Xml;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Masking;

/// <summary>Masks one XML payload. Comments and instructions are left out: what they say cannot be known.</summary>
internal sealed class XmlMasking(MaskTree tree)
{
    private readonly Stack<Place> _open = new();

    /// <summary>The payload with its private values masked.</summary>
    /// <exception cref="XmlException">It is not XML, or has a document type definition.</exception>
    public string Mask(TextReader payload)
    {
        var output = new StringBuilder();
        var settings = PayloadSettings.Create();
        (settings.IgnoreComments, settings.IgnoreProcessingInstructions) = (true, true);
        using (var reader = XmlReader.Create(payload, settings))
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None }))
        {
            _open.Push(new Place(tree.Root, false));
            while (reader.Read())
            {
                Copy(reader, writer);
            }
        }

        return output.ToString();
    }

    private void Copy(XmlReader reader, XmlWriter writer)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var isEmpty = reader.IsEmptyElement;
                var (node, isHidden, _) = tree.Member(_open.Peek().Node, reader.LocalName);
                var place = new Place(node, isHidden || _open.Peek().IsHidden);
                writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
                CopyAttributes(reader, writer, place);
                if (isEmpty)
                {
                    writer.WriteEndElement();
                }
                else
                {
                    _open.Push(place);
                }

                break;
            case XmlNodeType.EndElement:
                if (_open.Pop().HasHiddenText)
                {
                    writer.WriteString(PayloadMask.Text);
                }

                writer.WriteFullEndElement();
                break;
            case XmlNodeType.Whitespace when _open.Count > 1:
                writer.WriteWhitespace(reader.Value);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when _open.Peek().IsHidden:
                _open.Peek().HasHiddenText = true;
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                writer.WriteString(reader.Value);
                break;
        }
    }

    private void CopyAttributes(XmlReader reader, XmlWriter writer, Place element)
    {
        while (reader.MoveToNextAttribute())
        {
            var isMachinery = reader.NamespaceURI is "http://www.w3.org/2000/xmlns/" or "http://www.w3.org/2001/XMLSchema-instance";
            var isHidden = !isMachinery && (element.IsHidden || IsHiddenAttribute(element.Node, reader.LocalName));
            writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, isHidden ? PayloadMask.Text : reader.Value);
        }

        reader.MoveToElement();
    }

    private bool IsHiddenAttribute(MaskNode element, string name) =>
        element.Members.TryGetValue("@" + name, out var declared) ? declared.IsPrivate : tree.PrivateNames.Contains(MaskNode.Fold(name));

    private sealed class Place(MaskNode node, bool isHidden)
    {
        public MaskNode Node { get; } = node;

        public bool IsHidden { get; } = isHidden;

        public bool HasHiddenText { get; set; }
    }
}
