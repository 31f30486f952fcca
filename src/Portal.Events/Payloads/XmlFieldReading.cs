using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace Portal.Events.Payloads;

/// <summary>One pass over an XML payload. No document type definition is read, nothing from elsewhere.</summary>
internal sealed class XmlFieldReading(FieldTree root, int nodes, int maxValues)
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly FoundValues _found = new(nodes, maxValues);

    // The nodes of the tree that the elements open right now have been matched with, those of an element side by side.
    private readonly List<(FieldTree Node, int Item, int Visit)> _open = [(root, 0, 0)];
    private readonly Stack<OpenElement> _elements = new();

    public static XmlReader Open(string payload) => XmlReader.Create(new StringReader(payload.TrimStart('\uFEFF')), Settings);

    public static XmlReader Open(ReadOnlyMemory<byte> payload) => XmlReader.Create(
        MemoryMarshal.TryGetArray(payload, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(payload.ToArray(), writable: false),
        Settings);

    public FieldReading Read(XmlReader reader)
    {
        using (reader)
        {
            try
            {
                _elements.Push(new OpenElement(0, 1, null, IsNil: false));
                reader.Read();
                while (!reader.EOF)
                {
                    ReadNode(reader);
                }

                return _found.ToReading(null);
            }
            catch (XmlException problem)
            {
                return _found.ToReading($"The payload is not well-formed XML: {problem.Message}");
            }
        }
    }

    // Ends on the next node, because skipping an element does.
    private void ReadNode(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                Enter(reader);
                return;
            case XmlNodeType.EndElement:
                Leave();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                Take(reader);
                break;
        }

        reader.Read();
    }

    private void Enter(XmlReader reader)
    {
        var parent = _elements.Peek();
        parent.HasChildren = true;
        var from = _open.Count;
        var hasEnds = false;
        for (var i = parent.From; i < parent.To && !_found.IsFull; i++)
        {
            foreach (var child in _open[i].Node.Children)
            {
                if (child.Matches(reader.LocalName, reader.NamespaceURI))
                {
                    _open.Add((child, _open[i].Visit, _found.Visit(child)));
                    hasEnds |= child.Ends.Count > 0;
                }
            }
        }

        // The document's root is skipped too when no path begins with it: well-formedness is found out all the same.
        if (_open.Count == from)
        {
            reader.Skip();
            return;
        }

        var isNil = hasEnds && reader.GetAttribute("nil", Instance) is "true" or "1";
        TakeAttributes(reader, from);
        _elements.Push(new OpenElement(from, _open.Count, hasEnds && !isNil ? new StringBuilder() : null, isNil));
        if (reader.IsEmptyElement)
        {
            Leave();
        }

        reader.Read();
    }

    private void TakeAttributes(XmlReader reader, int from)
    {
        for (var i = from; i < _open.Count; i++)
        {
            if (_open[i].Node.Attributes.Count == 0 || !reader.MoveToFirstAttribute())
            {
                continue;
            }

            do
            {
                foreach (var attribute in _open[i].Node.Attributes)
                {
                    if (attribute.Matches(reader.LocalName, reader.NamespaceURI) && reader.NamespaceURI != "http://www.w3.org/2000/xmlns/")
                    {
                        _found.Add(attribute, FieldValueKind.Text, reader.Value, _open[i].Visit);
                    }
                }
            }
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
        }
    }

    private void Take(XmlReader reader)
    {
        if (_elements.Peek().Text is { } text)
        {
            // One more than the bound, so that what is longer shows as longer.
            var left = FieldReader.MaxValueLength + 1 - text.Length;
            var value = left > 0 ? reader.Value : "";
            text.Append(value.Length > left ? value.AsSpan(0, left) : value);
        }
    }

    private void Leave()
    {
        var element = _elements.Pop();
        for (var i = element.From; i < element.To; i++)
        {
            var (node, item, _) = _open[i];
            if (node.Ends.Count > 0)
            {
                var kind = element.IsNil ? FieldValueKind.Null : element.HasChildren ? FieldValueKind.Object : FieldValueKind.Text;
                _found.Add(node, kind, kind == FieldValueKind.Text ? element.Text!.ToString() : "", item);
            }
        }

        _open.RemoveRange(element.From, element.To - element.From);
    }

    private sealed record OpenElement(int From, int To, StringBuilder? Text, bool IsNil)
    {
        public bool HasChildren { get; set; }
    }
}
