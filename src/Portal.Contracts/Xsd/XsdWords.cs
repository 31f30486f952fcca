using System.Xml.Schema;

namespace Portal.Contracts.Xsd;

/// <summary>Types of XML Schema in words.</summary>
internal static class XsdWords
{
    // Enough for people; a longer list is cut.
    private const int MaxValues = 20;

    /// <summary>The name of a type; of the built-in type that it restricts when it has no name.</summary>
    public static string TypeOf(XmlSchemaType? type)
    {
        if (type is XmlSchemaComplexType { ContentType: not XmlSchemaContentType.TextOnly } && type.QualifiedName.IsEmpty)
        {
            return "object";
        }

        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            if (!at.QualifiedName.IsEmpty)
            {
                return at.QualifiedName.Namespace == XmlSchema.Namespace ? "xs:" + at.QualifiedName.Name : at.QualifiedName.Name;
            }
        }

        return "xs:anyType";
    }

    /// <summary>What limits a type: its facets and a fixed value.</summary>
    public static string RuleOf(XmlSchemaType? type, string? fixedValue)
    {
        var rules = new List<string>();
        if (fixedValue is not null)
        {
            rules.Add("always " + fixedValue);
        }

        if (SimpleTypeOf(type) is { Content: XmlSchemaSimpleTypeRestriction restriction })
        {
            var values = ValuesOf(type);
            if (values.Count > 0)
            {
                rules.Add("one of " + string.Join(", ", values.Take(MaxValues)) + (values.Count > MaxValues ? ", ..." : ""));
            }

            rules.AddRange(restriction.Facets.OfType<XmlSchemaFacet>().Select(Words).OfType<string>());
        }

        return string.Join("; ", rules);
    }

    /// <summary>The values that a type lists, at most <see cref="ContractProperty.MaxValues"/>.</summary>
    public static IReadOnlyList<string> ValuesOf(XmlSchemaType? type) =>
        SimpleTypeOf(type) is { Content: XmlSchemaSimpleTypeRestriction restriction }
            ? [.. restriction.Facets.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value ?? "").Take(ContractProperty.MaxValues)]
            : [];

    /// <summary>The text of <c>xs:documentation</c>; null when there is none.</summary>
    public static string? DocumentationOf(XmlSchemaAnnotated? component)
    {
        var texts = component?.Annotation?.Items.OfType<XmlSchemaDocumentation>()
            .SelectMany(documentation => documentation.Markup ?? []).Select(node => node?.InnerText.Trim()).Where(text => !string.IsNullOrEmpty(text));
        var text = string.Join(" ", texts ?? []);
        return text.Length == 0 ? null : text;
    }

    private static XmlSchemaSimpleType? SimpleTypeOf(XmlSchemaType? type) => type switch
    {
        XmlSchemaSimpleType simple => simple,
        XmlSchemaComplexType { ContentType: XmlSchemaContentType.TextOnly } complex => complex.BaseXmlSchemaType as XmlSchemaSimpleType,
        _ => null,
    };

    private static string? Words(XmlSchemaFacet facet) => facet switch
    {
        XmlSchemaMinInclusiveFacet => $"{facet.Value} or more",
        XmlSchemaMaxInclusiveFacet => $"{facet.Value} or less",
        XmlSchemaMinExclusiveFacet => $"more than {facet.Value}",
        XmlSchemaMaxExclusiveFacet => $"less than {facet.Value}",
        XmlSchemaPatternFacet => $"pattern {facet.Value}",
        XmlSchemaLengthFacet => $"{facet.Value} characters",
        XmlSchemaMinLengthFacet => $"{facet.Value} or more characters",
        XmlSchemaMaxLengthFacet => $"{facet.Value} or fewer characters",
        XmlSchemaTotalDigitsFacet => $"{facet.Value} or fewer digits",
        XmlSchemaFractionDigitsFacet => $"{facet.Value} or fewer decimals",
        _ => null,
    };
}
