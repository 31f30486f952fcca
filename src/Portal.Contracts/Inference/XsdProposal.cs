using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Portal.Contracts.Inference;

/// <summary>Writes a profile as XML Schema 1.0.</summary>
internal sealed class XsdProposal
{
    private const int MaxDepth = 20;
    private static readonly XNamespace Xs = XmlSchema.Namespace;

    private readonly List<FieldEvidence> _evidence = [];
    private readonly XNamespace _target;
    private readonly bool _isQualified;

    private XsdProposal(XNamespace target, bool isQualified) => (_target, _isQualified) = (target, isQualified);

    public static ContractProposal Of(PayloadProfile profile)
    {
        // The namespace of most root elements is the schema's own.
        var roots = profile.Root.Members.OrderByDescending(root => root.Value.Count).ToList();
        var target = XName.Get(roots[0].Key).Namespace;
        var proposal = new XsdProposal(target, isQualified: target != XNamespace.None && roots.Exists(root => HasQualified(root.Value, target, 0)));
        var schema = new XElement(Xs + "schema", new XAttribute(XNamespace.Xmlns + "xs", Xs));
        if (target != XNamespace.None)
        {
            schema.Add(new XAttribute("targetNamespace", target), new XAttribute(XNamespace.Xmlns + "tns", target));
        }

        if (proposal._isQualified)
        {
            schema.Add(new XAttribute("elementFormDefault", "qualified"));
        }

        foreach (var (name, root) in roots.Where(root => XName.Get(root.Key).Namespace == target))
        {
            var path = "/" + XName.Get(name).LocalName;
            proposal.Note(path, root, profile.Count, "");
            schema.Add(proposal.Element(XName.Get(name), root, path, 0));
        }

        return new ContractProposal(ContractLanguages.Xsd, schema + "\n", proposal._evidence, profile.Count, profile.Unreadable);
    }

    /// <summary>A declaration of what was seen, to put into another schema.</summary>
    public static XElement Fragment(XName name, NodeProfile node, XNamespace target, bool isQualified) =>
        new XsdProposal(target, isQualified).Element(name, node, "", 0);

    /// <summary>A declaration of an attribute that was seen.</summary>
    public static XElement AttributeFragment(XName name, NodeProfile node) => Attribute(name, node, isRequired: false);

    private static bool HasQualified(NodeProfile node, XNamespace target, int depth) => depth < MaxDepth
        && node.Members.Any(member => !member.Key.StartsWith('@') && (XName.Get(member.Key).Namespace == target || HasQualified(member.Value, target, depth + 1)));

    private XElement Element(XName name, NodeProfile node, string path, int depth)
    {
        var element = new XElement(Xs + "element", new XAttribute("name", name.LocalName));
        var attributes = node.Members.Where(member => member.Key.StartsWith('@')).ToList();
        if (node.Objects > 0 && depth < MaxDepth)
        {
            var type = new XElement(Xs + "complexType");
            if (node.IsMixed || node.Texts.MaxLength > 0)
            {
                type.Add(new XAttribute("mixed", "true"));
            }

            type.Add(Children(node, path, depth), Attributes(attributes, node, path));
            element.Add(type);
        }
        else if (node.Objects > 0)
        {
            element.Add(new XAttribute("type", "xs:anyType"));
        }
        else if (attributes.Count == 0)
        {
            AddType(element, node.Texts, name.LocalName);
        }
        else if (node.Texts.MaxLength == 0)
        {
            element.Add(new XElement(Xs + "complexType", Attributes(attributes, node, path)));
        }
        else
        {
            // Text and attributes: facets would need a named type, the base type will do.
            var (type, _) = TypeOf(node.Texts, name.LocalName);
            element.Add(new XElement(Xs + "complexType", new XElement(
                Xs + "simpleContent", new XElement(Xs + "extension", new XAttribute("base", type), Attributes(attributes, node, path)))));
        }

        return element;
    }

    private XElement Children(NodeProfile node, string path, int depth)
    {
        var names = node.Members.Keys.Where(name => !name.StartsWith('@')).ToList();
        var own = names.Where(name => XName.Get(name).Namespace == (_isQualified ? _target : XNamespace.None)).ToList();
        var isOrdered = node.HasOrder && own.Count == names.Count;
        var group = isOrdered ? new XElement(Xs + "sequence")
            : new XElement(Xs + "choice", new XAttribute("minOccurs", 0), new XAttribute("maxOccurs", "unbounded"));
        if (node.IsMap)
        {
            return new XElement(Xs + "sequence", new XElement(
                Xs + "any", new XAttribute("minOccurs", 0), new XAttribute("maxOccurs", "unbounded"), new XAttribute("processContents", "lax")));
        }

        foreach (var name in node.InOrder(own))
        {
            var child = node.Members[name];
            var at = $"{path}/{XName.Get(name).LocalName}";
            Note(at, child, node.Count, XName.Get(name).LocalName);
            var element = Element(XName.Get(name), child, at, depth + 1);
            if (isOrdered)
            {
                element.Add(child.Holders < node.Count ? new XAttribute("minOccurs", 0) : null, child.MostInOne > 1 ? new XAttribute("maxOccurs", "unbounded") : null);
            }

            group.Add(element);
        }

        if (own.Count < names.Count)
        {
            // With elements of the target namespace of their own, and of no namespace, only the others are left.
            group.Add(new XElement(Xs + "any", new XAttribute("namespace", "##other"), new XAttribute("processContents", "lax")));
        }

        return group;
    }

    private IEnumerable<XElement> Attributes(List<KeyValuePair<string, NodeProfile>> attributes, NodeProfile node, string path)
    {
        var isOpen = false;
        foreach (var (key, attribute) in attributes)
        {
            var name = XName.Get(key[1..]);
            if (name.Namespace != XNamespace.None)
            {
                isOpen = true;
                continue;
            }

            Note($"{path}/@{name.LocalName}", attribute, node.Count, name.LocalName);
            yield return Attribute(name, attribute, attribute.Holders == node.Count);
        }

        if (isOpen)
        {
            yield return new XElement(Xs + "anyAttribute", new XAttribute("namespace", "##other"), new XAttribute("processContents", "lax"));
        }
    }

    private static XElement Attribute(XName name, NodeProfile node, bool isRequired)
    {
        var declaration = new XElement(Xs + "attribute", new XAttribute("name", name.LocalName));
        AddType(declaration, node.Texts, name.LocalName);
        declaration.Add(isRequired ? new XAttribute("use", "required") : null);
        return declaration;
    }

    private static void AddType(XElement declaration, ValueProfile values, string name)
    {
        var (type, facets) = TypeOf(values, name);
        if (facets.Length == 0)
        {
            declaration.Add(new XAttribute("type", type));
        }
        else
        {
            declaration.Add(new XElement(Xs + "simpleType", new XElement(Xs + "restriction", new XAttribute("base", type), facets)));
        }
    }

    private static (string Type, XElement[] Facets) TypeOf(ValueProfile values, string name)
    {
        var guess = ValueGuess.Of(values, name);
        if (guess.Values.Count > 0)
        {
            return ("xs:string", [.. guess.Values.Select(value => Facet("enumeration", value))]);
        }

        return guess.Trait switch
        {
            ValueTrait.Boolean => ("xs:boolean", []),
            ValueTrait.Integer => (values.Minimum >= 0 ? "xs:nonNegativeInteger" : "xs:integer", []),
            ValueTrait.Number when values.Traits[ValueTrait.Number] == values.Count => (values.Values.Keys.Any(value => value.Contains('e', StringComparison.OrdinalIgnoreCase)) || values.HasManyValues ? "xs:double" : "xs:decimal", []),
            ValueTrait.DateTime => ("xs:dateTime", []),
            ValueTrait.Date => ("xs:date", []),
            ValueTrait.Uri => ("xs:anyURI", []),
            ValueTrait.Uuid => ("xs:string", [Facet("pattern", "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")]),
            ValueTrait.Digits => ("xs:string", [Facet("pattern", "[0-9]+")]),
            _ => ("xs:string", []),
        };
    }

    private static XElement Facet(string name, string value) => new(Xs + name, new XAttribute("value", value));

    private void Note(string path, NodeProfile node, long holders, string name)
    {
        var guess = ValueGuess.Of(node.Texts, name);
        var repeats = node.MostInOne > 1 ? [$"up to {ValueGuess.Number(node.MostInOne)} in one"] : Array.Empty<string>();
        var type = node.Objects > 0 ? "object" : TypeOf(node.Texts, name).Type;
        _evidence.Add(new FieldEvidence(
            path, type, [$"seen in {ValueGuess.Number(node.Holders)} of {ValueGuess.Number(holders)}", .. repeats, .. node.Objects > 0 ? [] : guess.Statements(node.Texts)]));
    }
}
