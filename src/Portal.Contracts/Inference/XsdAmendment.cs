using System.Xml.Linq;
using System.Xml.Schema;
using Portal.Events.Payloads;

namespace Portal.Contracts.Inference;

/// <summary>Puts elements, attributes and values into an XML Schema; all else stays as it was written.</summary>
internal sealed class XsdAmendment
{
    private static readonly XNamespace Xs = XmlSchema.Namespace;
    private static readonly XName[] Groups = [Xs + "sequence", Xs + "choice", Xs + "all"];

    private readonly XDocument _document;

    private XsdAmendment(string schema) => _document = XDocument.Parse(ByteOrderMark.Strip(schema), LoadOptions.PreserveWhitespace);

    private XElement Schema => _document.Root!;

    public static (string Text, IReadOnlyList<DriftFinding> Done) Apply(ContractSource source, IReadOnlyList<DriftFinding> lacking, PayloadProfile profile)
    {
        var amendment = new XsdAmendment(source.Schema);
        var done = lacking.Where(finding => amendment.TryAdd(finding, profile)).ToList();
        var declaration = amendment._document.Declaration is { } known ? known.ToString() : "";
        return (declaration + amendment._document.ToString(SaveOptions.DisableFormatting), done);
    }

    private bool TryAdd(DriftFinding finding, PayloadProfile profile)
    {
        var steps = FieldPath.Parse(finding.ValuePath, PayloadForm.Xml).Steps;
        if (finding.Kind == DriftKind.NewValue)
        {
            var restriction = TypeOf(Declaration(steps))?.DescendantsAndSelf(Xs + "restriction").FirstOrDefault(part => part.Elements(Xs + "enumeration").Any());
            return restriction is not null && Append(restriction, restriction.Elements(Xs + "enumeration").Last(), new XElement(Xs + "enumeration", new XAttribute("value", finding.Value!)));
        }

        if (steps.Count < 2 || TypeOf(Declaration([.. steps.SkipLast(1)])) is not { } parent || parent.Name != Xs + "complexType"
            || ContractDrift.Find(profile.Root, [.. steps.SkipLast(1)]) is not { } holder)
        {
            return false;
        }

        var content = parent.Elements().Where(part => part.Name == Xs + "complexContent" || part.Name == Xs + "simpleContent").Elements().FirstOrDefault() ?? parent;
        var key = holder.Members.Keys.FirstOrDefault(key => ContractDrift.LocalName(key) == (steps[^1].Kind == FieldStepKind.Attribute ? "@" : "") + steps[^1].Name);
        if (key is null)
        {
            return false;
        }

        if (steps[^1].Kind == FieldStepKind.Attribute)
        {
            // Attributes stand last in a type, but for a wildcard.
            var name = XName.Get(key[1..]);
            var last = content.Elements().LastOrDefault(part => part.Name != Xs + "anyAttribute");
            return name.Namespace == XNamespace.None && Append(content, last, XsdProposal.AttributeFragment(name, holder.Members[key]));
        }

        return TryAddElement(content, XName.Get(key), holder.Members[key]);
    }

    private bool TryAddElement(XElement content, XName name, NodeProfile seen)
    {
        var target = Schema.Attribute("targetNamespace")?.Value ?? "";
        var isQualified = Schema.Attribute("elementFormDefault")?.Value == "qualified";
        if (name.NamespaceName != (isQualified ? target : "") || content.Elements().FirstOrDefault(part => Groups.Contains(part.Name)) is not { } group)
        {
            return false;
        }

        var element = XsdProposal.Fragment(name, seen, target, isQualified);
        element.Add(new XAttribute("minOccurs", 0), seen.MostInOne > 1 && group.Name != Xs + "all" ? new XAttribute("maxOccurs", "unbounded") : null);
        return Append(group, group.Elements().LastOrDefault(), element);
    }

    // Behind an element, indented as it is.
    private static bool Append(XElement parent, XElement? last, XElement added)
    {
        foreach (var (declaration, part) in added.DescendantsAndSelf().SelectMany(part => part.Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Select(attribute => (attribute, part))).ToArray())
        {
            declaration.Remove();
        }

        if (last is null)
        {
            parent.Add(added);
            return true;
        }

        if (last.PreviousNode is XText { Value: var gap } && string.IsNullOrWhiteSpace(gap))
        {
            var indent = gap[(gap.LastIndexOf('\n') + 1)..];
            last.AddAfterSelf(new XText(gap.Contains('\n', StringComparison.Ordinal) ? "\n" + indent : gap), Laid(added, indent));
        }
        else
        {
            last.AddAfterSelf(added);
        }

        return true;
    }

    private static XElement Laid(XElement element, string indent)
    {
        if (!element.HasElements)
        {
            return element;
        }

        var laid = XElement.Parse(element.ToString().Replace("\n", "\n" + indent, StringComparison.Ordinal), LoadOptions.PreserveWhitespace);
        laid.Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
        return laid;
    }

    private XElement? Declaration(IReadOnlyList<FieldStep> steps)
    {
        XElement? at = null;
        foreach (var step in steps)
        {
            var parts = at is null ? Schema.Elements() : TypeOf(at)?.Descendants() ?? [];
            var kind = Xs + (step.Kind == FieldStepKind.Attribute ? "attribute" : "element");
            at = parts.FirstOrDefault(part => part.Name == kind && (part.Attribute("name")?.Value == step.Name || Local(part.Attribute("ref")?.Value) == step.Name));
            if (at is { } use && Local(use.Attribute("ref")?.Value) is { } name)
            {
                at = Schema.Elements(kind).FirstOrDefault(global => global.Attribute("name")?.Value == name);
            }

            if (at is null)
            {
                return null;
            }
        }

        return at;
    }

    private XElement? TypeOf(XElement? declaration) => declaration is null ? null
        : declaration.Elements().FirstOrDefault(part => part.Name == Xs + "complexType" || part.Name == Xs + "simpleType")
            ?? (Local(declaration.Attribute("type")?.Value) is { } name
                ? Schema.Elements().FirstOrDefault(type => (type.Name == Xs + "complexType" || type.Name == Xs + "simpleType") && type.Attribute("name")?.Value == name)
                : null);

    private static string? Local(string? name) => name?[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
