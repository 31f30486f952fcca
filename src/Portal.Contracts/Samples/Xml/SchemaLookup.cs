using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Samples.Xml;

/// <summary>Finds declarations in a compiled set of schemas.</summary>
internal sealed class SchemaLookup(XmlSchemaSet set)
{
    // More roots than these are tried by nobody.
    private const int MaxRoots = 8;

    /// <summary>
    /// The elements that a payload may begin with, the likeliest first: those of the contract's own document before
    /// those of its imports, and those that no other element contains.
    /// </summary>
    public IEnumerable<XmlSchemaElement> Roots()
    {
        var globals = set.GlobalElements.Values.OfType<XmlSchemaElement>().ToArray();
        var contained = Contained();
        return globals.OrderBy(element => ImportResolver.LocationOf(element.SourceUri) is null ? 0 : 1)
            .ThenBy(element => contained.Contains(element.QualifiedName) ? 1 : 0)
            .ThenBy(element => element.LineNumber).ThenBy(element => element.LinePosition).Take(MaxRoots);
    }

    /// <summary>The declaration that an element in a content model stands for.</summary>
    public XmlSchemaElement Declaration(XmlSchemaElement element) =>
        !element.RefName.IsEmpty && set.GlobalElements[element.QualifiedName] is XmlSchemaElement global ? global : element;

    /// <summary>The value that an attribute always has; null when it may have others.</summary>
    public string? FixedValue(XmlSchemaAttribute attribute) =>
        attribute.FixedValue ?? (attribute.RefName.IsEmpty ? null : (set.GlobalAttributes[attribute.QualifiedName] as XmlSchemaAttribute)?.FixedValue);

    /// <summary>The elements that may stand in an element's place, itself first unless it is abstract.</summary>
    public IEnumerable<XmlSchemaElement> Substitutes(XmlSchemaElement element)
    {
        if (!element.IsAbstract)
        {
            yield return element;
            yield break;
        }

        var heads = new HashSet<XmlQualifiedName> { element.QualifiedName };
        var waiting = new Queue<XmlQualifiedName>(heads);
        while (waiting.TryDequeue(out var head))
        {
            foreach (var member in set.GlobalElements.Values.OfType<XmlSchemaElement>().Where(member => member.SubstitutionGroup == head && heads.Add(member.QualifiedName)))
            {
                waiting.Enqueue(member.QualifiedName);
                if (!member.IsAbstract)
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>The types that may take a type's place, itself first unless it is abstract.</summary>
    public IEnumerable<XmlSchemaType> Types(XmlSchemaType type) => type is not XmlSchemaComplexType { IsAbstract: true }
        ? [type]
        : set.GlobalTypes.Values.OfType<XmlSchemaComplexType>()
            .Where(other => !other.IsAbstract && XmlSchemaType.IsDerivedFrom(other, type, XmlSchemaDerivationMethod.Empty));

    /// <summary>The elements that a wildcard lets in.</summary>
    public IEnumerable<XmlSchemaElement> Allowed(XmlSchemaAny any) => set.GlobalElements.Values.OfType<XmlSchemaElement>()
        .Where(element => !element.IsAbstract && IsAllowed(any, element.QualifiedName.Namespace))
        .OrderBy(element => element.LineNumber);

    /// <summary>An element that nothing declares, in a namespace that a wildcard lets in; null when only declared ones may be there.</summary>
    public static XElement? Invented(XmlSchemaAny any)
    {
        if (any.ProcessContents is XmlSchemaContentProcessing.Strict or XmlSchemaContentProcessing.None)
        {
            return null;
        }

        string[] namespaces = ["urn:example:extension", "", TargetNamespace(any), .. Words(any).Where(word => !word.StartsWith("##", StringComparison.Ordinal))];
        return Array.Find(namespaces, name => IsAllowed(any, name)) is { } found ? new XElement(XName.Get("extension", found)) : null;
    }

    /// <summary>The prefixes that the schemas use, the contract's own first.</summary>
    public XmlNamespaceManager Prefixes()
    {
        var manager = new XmlNamespaceManager(new NameTable());
        foreach (var schema in set.Schemas().OfType<XmlSchema>().OrderBy(schema => ImportResolver.LocationOf(schema.SourceUri) is null ? 0 : 1))
        {
            foreach (var declaration in schema.Namespaces.ToArray())
            {
                if (declaration.Name.Length > 0 && manager.LookupNamespace(declaration.Name) is null)
                {
                    manager.AddNamespace(declaration.Name, declaration.Namespace);
                }
            }
        }

        return manager;
    }

    /// <summary>Whether a wildcard lets in what is in a namespace, XML Schema part 1, section 3.10.2.</summary>
    public static bool IsAllowed(XmlSchemaAny any, string name)
    {
        var target = TargetNamespace(any);
        return Words(any).Any(word => word switch
        {
            "##any" => true,
            "##other" => name.Length > 0 && name != target,
            "##local" => name.Length == 0,
            "##targetNamespace" => name == target,
            _ => word == name,
        });
    }

    private static string[] Words(XmlSchemaAny any) =>
        (any.Namespace ?? "##any").Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static string TargetNamespace(XmlSchemaObject? at)
    {
        while (at is not null and not XmlSchema)
        {
            at = at.Parent;
        }

        return (at as XmlSchema)?.TargetNamespace ?? "";
    }

    private HashSet<XmlQualifiedName> Contained()
    {
        var contained = new HashSet<XmlQualifiedName>();
        var seen = new HashSet<XmlSchemaType>();
        foreach (var type in set.GlobalTypes.Values.OfType<XmlSchemaType>().Concat(set.GlobalElements.Values.OfType<XmlSchemaElement>().Select(element => element.ElementSchemaType)))
        {
            Collect(type, seen, contained);
        }

        return contained;
    }

    // A queue: types may nest as deep as their authors like.
    private static void Collect(XmlSchemaType? start, HashSet<XmlSchemaType> seen, HashSet<XmlQualifiedName> contained)
    {
        var waiting = new Queue<XmlSchemaParticle?>();
        void Open(XmlSchemaType? type)
        {
            if (type is XmlSchemaComplexType complex && seen.Add(complex))
            {
                waiting.Enqueue(complex.ContentTypeParticle);
            }
        }

        Open(start);
        while (waiting.TryDequeue(out var particle))
        {
            if (particle is XmlSchemaElement element)
            {
                if (!element.RefName.IsEmpty)
                {
                    contained.Add(element.QualifiedName);
                }

                Open(element.ElementSchemaType);
            }
            else if (particle is XmlSchemaGroupBase group)
            {
                foreach (var item in group.Items.OfType<XmlSchemaParticle>())
                {
                    waiting.Enqueue(item);
                }
            }
        }
    }
}
