using System.Xml;
using System.Xml.Schema;

namespace Portal.Contracts.Xsd.Forward;

/// <summary>One way through one payload, from element to element; no recursion.</summary>
/// <param name="reader">The payload, before its first node, with the names of the contract.</param>
/// <param name="roots">The elements that it may begin with.</param>
internal sealed class ForwardWalk(XmlReader reader, ElementRule[] roots)
{
    // Payloads that nest deeper are left to the framework's validator.
    private const int MaxDepth = 128;

    // Comments and the like break a text into pieces.
    private const int MaxPieces = 16;

    private const string NamespaceDeclarations = "http://www.w3.org/2000/xmlns/";

    private Frame[] _open = new Frame[8];
    private int _depth;

    public bool IsSurelyValid()
    {
        while (reader.Read())
        {
            var goesOn = reader.NodeType switch
            {
                XmlNodeType.Element => Enter(),
                XmlNodeType.EndElement => Leave(),
                XmlNodeType.Text or XmlNodeType.CDATA => TakeText(),
                XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace => TakeWhiteSpace(),
                XmlNodeType.Comment or XmlNodeType.ProcessingInstruction or XmlNodeType.XmlDeclaration => true,
                _ => false,
            };
            if (!goesOn)
            {
                return false;
            }
        }

        return true;
    }

    private bool Enter()
    {
        var (localName, name) = (reader.LocalName, reader.NamespaceURI);
        var element = _depth == 0
            ? FindRoot(localName, name)
            : _open[_depth - 1].Type.Content?.Next(ref _open[_depth - 1].State, localName, name);
        if (element?.Type is not { IsCovered: true } type || _depth == MaxDepth || (element.Given is not null && type.Text is null))
        {
            return false;
        }

        if (_depth == _open.Length)
        {
            Array.Resize(ref _open, _open.Length * 2);
        }

        var isEmpty = reader.IsEmptyElement;
        _open[_depth++] = new Frame(element, type);
        return TakeAttributes(type) && (!isEmpty || Leave());
    }

    private ElementRule? FindRoot(string localName, string name)
    {
        foreach (var root in roots)
        {
            if (root.Is(localName, name))
            {
                return root;
            }
        }

        return null;
    }

    private bool TakeAttributes(TypeRule type)
    {
        var required = 0;
        while (reader.MoveToNextAttribute())
        {
            var (localName, name) = (reader.LocalName, reader.NamespaceURI);
            var known = FindAttribute(type, localName, name);
            if (known is null ? !IsNoConcern(localName, name) : !known.Accepts(reader))
            {
                return false;
            }

            required += known?.IsRequired == true ? 1 : 0;
        }

        return required == type.RequiredAttributes;
    }

    private static AttributeRule? FindAttribute(TypeRule type, string localName, string name)
    {
        foreach (var attribute in type.Attributes)
        {
            if (attribute.Is(localName, name))
            {
                return attribute;
            }
        }

        return null;
    }

    // Where schemas are said to be is of no meaning here: a contract brings its own.
    private static bool IsNoConcern(string localName, string name) =>
        name == NamespaceDeclarations || (name == XmlSchema.InstanceNamespace && localName is "schemaLocation" or "noNamespaceSchemaLocation");

    private bool TakeText()
    {
        ref var frame = ref _open[_depth - 1];
        if (frame.Type.Text is null)
        {
            return frame.Type.IsMixed;
        }

        if (!frame.Type.Text.IsAnyText || frame.Element.Given is not null)
        {
            frame.Text = frame.Text is null ? reader.Value : frame.Text + reader.Value;
            frame.Pieces++;
        }

        return frame.Pieces <= MaxPieces;
    }

    // Around the root it is nobody's; an element that is to be empty may not have it.
    private bool TakeWhiteSpace() =>
        _depth == 0 || (_open[_depth - 1].Type.Text is null ? _open[_depth - 1].Type.Content is not null : TakeText());

    private bool Leave()
    {
        ref var frame = ref _open[--_depth];
        if (frame.Type.Text is { } rule)
        {
            return HasGivenText(frame) && rule.IsSurelyValid(frame.Text ?? "", reader);
        }

        return frame.Type.Content?.MayEnd(frame.State) ?? true;
    }

    private static bool HasGivenText(in Frame frame) =>
        frame.Element.Given is not { } given || (frame.Text is { Length: > 0 } text && (!frame.Element.IsFixed || text == given));

    private struct Frame(ElementRule element, TypeRule type)
    {
        public readonly ElementRule Element = element;
        public readonly TypeRule Type = type;
        public ContentState State;
        public string? Text;
        public int Pieces;
    }
}
