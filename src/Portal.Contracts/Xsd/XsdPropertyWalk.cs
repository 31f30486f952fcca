using System.Xml;
using System.Xml.Schema;
using Portal.Contracts.Fields;

namespace Portal.Contracts.Xsd;

/// <summary>Lists the elements and attributes that a schema declares, in document order.</summary>
internal sealed class XsdPropertyWalk
{
    private const int MaxProperties = 500;
    private const int MaxDepth = 12;

    private readonly XmlSchemaSet _set;
    private readonly List<ContractProperty> _found = [];
    private readonly HashSet<XmlSchemaType> _open = [];

    private XsdPropertyWalk(XmlSchemaSet set) => _set = set;

    public static IReadOnlyList<ContractProperty> List(XmlSchemaSet set)
    {
        var walk = new XsdPropertyWalk(set);
        foreach (var element in set.GlobalElements.Values.OfType<XmlSchemaElement>().OrderBy(element => element.LineNumber))
        {
            walk.Visit(element, new Place("", "", 0, IsPrivate: false, Repeats: false), required: true, many: false);
        }

        return walk._found;
    }

    private void Visit(XmlSchemaElement element, Place place, bool required, bool many)
    {
        var type = element.ElementSchemaType;
        var declaration = _set.GlobalElements[element.RefName] as XmlSchemaElement ?? element;
        var marks = XsdMarks.Of(element, null).With(XsdMarks.Of(declaration, type));
        var at = new Place(
            $"{place.Path}/{element.QualifiedName.Name}{(many ? "[]" : "")}", $"{place.ValuePath}/{element.QualifiedName.Name}", place.Depth,
            place.IsPrivate || marks.IsPrivate, place.Repeats || many);
        Add(new ContractProperty(
            at.Path, element.QualifiedName.Name, place.Depth, XsdWords.TypeOf(type), Rules(element, type), required,
            XsdWords.DocumentationOf(element) ?? XsdWords.DocumentationOf(type)), at, marks, type, element.FixedValue);

        // A type that is open already is a recursion: its parts are listed once.
        if (type is not XmlSchemaComplexType complex || place.Depth >= MaxDepth || !_open.Add(complex))
        {
            return;
        }

        foreach (var attribute in complex.AttributeUses.Values.OfType<XmlSchemaAttribute>().Where(use => use.Use != XmlSchemaUse.Prohibited))
        {
            var step = $"/@{attribute.QualifiedName.Name}";
            Add(new ContractProperty(
                at.Path + step, step[1..], place.Depth + 1, XsdWords.TypeOf(attribute.AttributeSchemaType),
                XsdWords.RuleOf(attribute.AttributeSchemaType, attribute.FixedValue), attribute.Use == XmlSchemaUse.Required,
                XsdWords.DocumentationOf(attribute)), at with { ValuePath = at.ValuePath + step }, MarksOf(attribute), attribute.AttributeSchemaType, attribute.FixedValue);
        }

        VisitParticle(complex.ContentTypeParticle, at with { Depth = place.Depth + 1 }, required: true, many: false);
        _open.Remove(complex);
    }

    private FieldMarks MarksOf(XmlSchemaAttribute attribute)
    {
        var declaration = _set.GlobalAttributes[attribute.RefName] as XmlSchemaAttribute ?? attribute;
        return XsdMarks.Of(attribute, null).With(XsdMarks.Of(declaration, attribute.AttributeSchemaType));
    }

    private void VisitParticle(XmlSchemaParticle? particle, Place place, bool required, bool many)
    {
        if (particle is null || _found.Count >= MaxProperties)
        {
            return;
        }

        required &= particle.MinOccurs > 0;
        many |= particle.MaxOccurs > 1;
        if (particle is XmlSchemaElement element)
        {
            Visit(element, place, required, many);
        }
        else if (particle is XmlSchemaGroupBase group)
        {
            foreach (var item in group.Items.OfType<XmlSchemaParticle>())
            {
                VisitParticle(item, place, required && group is not XmlSchemaChoice, many);
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

    private void Add(ContractProperty property, Place place, FieldMarks marks, XmlSchemaType? type, string? fixedValue)
    {
        if (_found.Count < MaxProperties)
        {
            _found.Add(property with
            {
                Marks = marks with { IsPrivate = marks.IsPrivate || place.IsPrivate },
                Kind = XsdMarks.KindOf(type),
                Values = fixedValue is not null ? [fixedValue] : XsdWords.ValuesOf(type),
                ValuePath = place.ValuePath,
                Repeats = place.Repeats,
            });
        }
    }

    private sealed record Place(string Path, string ValuePath, int Depth, bool IsPrivate, bool Repeats);
}
