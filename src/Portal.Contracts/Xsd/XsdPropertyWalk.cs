using System.Xml;
using System.Xml.Schema;

namespace Portal.Contracts.Xsd;

/// <summary>Lists the elements and attributes that a schema declares, in document order.</summary>
internal sealed class XsdPropertyWalk
{
    private const int MaxProperties = 500;
    private const int MaxDepth = 12;

    private readonly List<ContractProperty> _found = [];
    private readonly HashSet<XmlSchemaType> _open = [];

    public static IReadOnlyList<ContractProperty> List(XmlSchemaSet set)
    {
        var walk = new XsdPropertyWalk();
        foreach (var element in set.GlobalElements.Values.OfType<XmlSchemaElement>().OrderBy(element => element.LineNumber))
        {
            walk.Visit(element, "", 0, required: true, many: false);
        }

        return walk._found;
    }

    private void Visit(XmlSchemaElement element, string path, int depth, bool required, bool many)
    {
        var type = element.ElementSchemaType;
        var at = $"{path}/{element.QualifiedName.Name}{(many ? "[]" : "")}";
        Add(new ContractProperty(
            at, element.QualifiedName.Name, depth, XsdWords.TypeOf(type), Rules(element, type), required,
            XsdWords.DocumentationOf(element) ?? XsdWords.DocumentationOf(type)));

        // A type that is open already is a recursion: its parts are listed once.
        if (type is not XmlSchemaComplexType complex || depth >= MaxDepth || !_open.Add(complex))
        {
            return;
        }

        foreach (var attribute in complex.AttributeUses.Values.OfType<XmlSchemaAttribute>().Where(use => use.Use != XmlSchemaUse.Prohibited))
        {
            Add(new ContractProperty(
                $"{at}/@{attribute.QualifiedName.Name}", "@" + attribute.QualifiedName.Name, depth + 1, XsdWords.TypeOf(attribute.AttributeSchemaType),
                XsdWords.RuleOf(attribute.AttributeSchemaType, attribute.FixedValue), attribute.Use == XmlSchemaUse.Required,
                XsdWords.DocumentationOf(attribute)));
        }

        VisitParticle(complex.ContentTypeParticle, at, depth + 1, required: true, many: false);
        _open.Remove(complex);
    }

    private void VisitParticle(XmlSchemaParticle? particle, string path, int depth, bool required, bool many)
    {
        if (particle is null || _found.Count >= MaxProperties)
        {
            return;
        }

        required &= particle.MinOccurs > 0;
        many |= particle.MaxOccurs > 1;
        if (particle is XmlSchemaElement element)
        {
            Visit(element, path, depth, required, many);
        }
        else if (particle is XmlSchemaGroupBase group)
        {
            foreach (var item in group.Items.OfType<XmlSchemaParticle>())
            {
                VisitParticle(item, path, depth, required && group is not XmlSchemaChoice, many);
            }
        }
    }

    private static string Rules(XmlSchemaElement element, XmlSchemaType? type)
    {
        var counts = (element.MinOccurs, element.MaxOccurs) switch
        {
            (_, <= 1) => "",
            (var min, decimal.MaxValue) => $"{min} or more times",
            var (min, max) => $"{min} to {max} times",
        };
        return string.Join("; ", new[] { XsdWords.RuleOf(type, element.FixedValue), counts }.Where(rule => rule.Length > 0));
    }

    private void Add(ContractProperty property)
    {
        if (_found.Count < MaxProperties)
        {
            _found.Add(property);
        }
    }
}
