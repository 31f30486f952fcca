using System.Xml.Schema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Masking;

/// <summary>Makes the tree of compiled XML Schemas. Names are local names: what one namespace marks private is private in all.</summary>
internal sealed class XmlMaskTree
{
    private readonly XmlSchemaSet _set;
    private readonly Dictionary<(XmlSchemaType?, bool), MaskNode> _nodes = [];
    private readonly Queue<(MaskNode Node, XmlSchemaComplexType Type)> _open = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private XmlMaskTree(XmlSchemaSet set) => _set = set;

    /// <summary>The tree of compiled schemas.</summary>
    public static MaskTree Of(XmlSchemaSet set)
    {
        var maker = new XmlMaskTree(set);
        var root = new MaskNode(false);
        foreach (var element in set.GlobalElements.Values.OfType<XmlSchemaElement>())
        {
            maker.AddElement(root, element);
        }

        while (maker._open.TryDequeue(out var next))
        {
            maker.Fill(next.Node, next.Type);
        }

        // Also those that stand where the tree does not lead: derived types, groups that nothing uses.
        foreach (var (declaration, type) in SchemaDeclarations.All(set))
        {
            if (XsdMarks.Of(declaration, type).IsPrivate && NameOf(declaration) is { } name)
            {
                maker._names.Add(MaskNode.Fold(name));
            }
        }

        return new MaskTree(root, maker._names);
    }

    private void Fill(MaskNode node, XmlSchemaComplexType type)
    {
        foreach (var attribute in type.AttributeUses.Values.OfType<XmlSchemaAttribute>())
        {
            var declaration = _set.GlobalAttributes[attribute.RefName] as XmlSchemaAttribute ?? attribute;
            var isPrivate = XsdMarks.Of(attribute, null).IsPrivate || XsdMarks.Of(declaration, attribute.AttributeSchemaType).IsPrivate;
            Add(node, "@" + attribute.QualifiedName.Name, isPrivate, type: null);
        }

        var particles = new Stack<XmlSchemaParticle>([type.ContentTypeParticle]);
        while (particles.TryPop(out var particle))
        {
            if (particle is XmlSchemaElement element)
            {
                AddElement(node, element);
            }
            else if (particle is XmlSchemaGroupBase group)
            {
                foreach (var item in group.Items.OfType<XmlSchemaParticle>())
                {
                    particles.Push(item);
                }
            }
        }
    }

    private void AddElement(MaskNode parent, XmlSchemaElement element)
    {
        var declaration = _set.GlobalElements[element.RefName] as XmlSchemaElement ?? element;
        var isPrivate = XsdMarks.Of(element, null).IsPrivate || XsdMarks.Of(declaration, element.ElementSchemaType).IsPrivate;
        Add(parent, element.QualifiedName.Name, isPrivate, element.ElementSchemaType);
    }

    private void Add(MaskNode parent, string name, bool isPrivate, XmlSchemaType? type)
    {
        if (isPrivate)
        {
            _names.Add(MaskNode.Fold(name));
        }

        // The same local name twice in one element: private wins.
        if (!parent.Members.TryGetValue(name, out var other) || (isPrivate && !other.IsPrivate))
        {
            parent.Members[name] = NodeOf(type, isPrivate);
        }
    }

    private MaskNode NodeOf(XmlSchemaType? type, bool isPrivate)
    {
        if (_nodes.TryGetValue((type, isPrivate), out var known))
        {
            return known;
        }

        var node = new MaskNode(isPrivate);
        if (_nodes.Count < MaskTree.MaxNodes)
        {
            _nodes[(type, isPrivate)] = node;
            if (type is XmlSchemaComplexType complex)
            {
                _open.Enqueue((node, complex));
            }
        }

        return node;
    }

    private static string? NameOf(XmlSchemaAnnotated declaration) => declaration switch
    {
        XmlSchemaElement element => element.QualifiedName.Name,
        XmlSchemaAttribute attribute => attribute.QualifiedName.Name,
        _ => null,
    };
}
