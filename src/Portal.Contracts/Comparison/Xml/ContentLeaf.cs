using System.Xml;
using System.Xml.Schema;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>An element or a wildcard in a content model, with the names that it lets in.</summary>
internal sealed class ContentLeaf
{
    private readonly XmlSchemaSet _set;
    private readonly Dictionary<XmlQualifiedName, XmlSchemaElement> _elements = [];

    public ContentLeaf(XmlSchemaParticle particle, XmlSchemaSet set)
    {
        (_set, Any) = (set, particle as XmlSchemaAny);
        if (particle is XmlSchemaElement element)
        {
            AddElements(element);
        }
    }

    /// <summary>The wildcard; null for an element.</summary>
    public XmlSchemaAny? Any { get; }

    /// <summary>The names of the elements that may stand here, without those that a wildcard lets in.</summary>
    public IReadOnlyCollection<XmlQualifiedName> Names => _elements.Keys;

    /// <summary>Tells leaves apart that let in other names.</summary>
    public string Words => Any is { } any
        ? $"any {any.Namespace ?? "##any"} of {TargetNamespace(any)} {any.ProcessContents}"
        : string.Join('|', _elements.Keys.Select(name => name.ToString()).Order(StringComparer.Ordinal));

    public bool LetsIn(XmlQualifiedName name) => Any is { } any ? IsAllowed(any, name.Namespace) : _elements.ContainsKey(name);

    /// <summary>The declaration of an element that may stand here; null when only a wildcard lets it in.</summary>
    public XmlSchemaElement? Find(XmlQualifiedName name) => _elements.GetValueOrDefault(name);

    /// <summary>The namespace of the schema that something stands in.</summary>
    public static string TargetNamespace(XmlSchemaObject? at)
    {
        while (at is not null and not XmlSchema)
        {
            at = at.Parent;
        }

        return (at as XmlSchema)?.TargetNamespace ?? "";
    }

    /// <summary>The namespaces that a wildcard names.</summary>
    public static IEnumerable<string> Namespaces(XmlSchemaAny any) => WordsOf(any).Where(word => !word.StartsWith("##", StringComparison.Ordinal)).Append(TargetNamespace(any));

    // XML Schema part 1, section 3.10.2. What ##other says of names without a namespace is read so that nothing is missed.
    private static bool IsAllowed(XmlSchemaAny any, string name)
    {
        var target = TargetNamespace(any);
        return WordsOf(any).Any(word => word switch
        {
            "##any" => true,
            "##other" => name.Length > 0 && name != target,
            "##local" => name.Length == 0,
            "##targetNamespace" => name == target,
            _ => word == name,
        });
    }

    private static string[] WordsOf(XmlSchemaAny any) =>
        (any.Namespace ?? "##any").Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private void AddElements(XmlSchemaElement element)
    {
        var head = !element.RefName.IsEmpty && _set.GlobalElements[element.QualifiedName] is XmlSchemaElement global ? global : element;
        if (!head.IsAbstract)
        {
            _elements[head.QualifiedName] = head;
        }

        if (element.RefName.IsEmpty || (head.BlockResolved & XmlSchemaDerivationMethod.Substitution) != 0)
        {
            return;
        }

        var heads = new HashSet<XmlQualifiedName> { head.QualifiedName };
        var waiting = new Queue<XmlQualifiedName>(heads);
        while (waiting.TryDequeue(out var name))
        {
            foreach (var member in _set.GlobalElements.Values.OfType<XmlSchemaElement>().Where(member => member.SubstitutionGroup == name && heads.Add(member.QualifiedName)))
            {
                waiting.Enqueue(member.QualifiedName);
                if (!member.IsAbstract)
                {
                    _elements[member.QualifiedName] = member;
                }
            }
        }
    }
}
