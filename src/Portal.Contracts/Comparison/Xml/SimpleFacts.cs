using System.Globalization;
using System.Xml.Schema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>A limit of a value.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="IsExclusive">Whether the limit itself is out.</param>
internal sealed record SimpleLimit(string Text, bool IsExclusive)
{
    /// <summary>The number; null when it is none, or too long to be one here.</summary>
    public decimal? Number => decimal.TryParse(Text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What a type says of texts, gathered from it and from the types that it restricts; the nearest facet counts.</summary>
internal sealed class SimpleFacts
{
    private SimpleFacts(XmlSchemaType type) => Type = type;

    public XmlSchemaType Type { get; }

    /// <summary>The built-in type that it goes back to.</summary>
    public XmlSchemaSimpleType? BuiltIn { get; private set; }

    /// <summary>The type of the items of a list; null for others.</summary>
    public XmlSchemaSimpleType? Item { get; private set; }

    /// <summary>The members of a union; null for others.</summary>
    public IReadOnlyList<XmlSchemaSimpleType>? Members { get; private set; }

    public IReadOnlyList<string>? Values { get; private set; }

    /// <summary>The patterns of each step; a text has to match one of each.</summary>
    public List<string> Patterns { get; } = [];

    public SimpleLimit? Min { get; private set; }

    public SimpleLimit? Max { get; private set; }

    public string? MinLength { get; private set; }

    public string? MaxLength { get; private set; }

    public string? TotalDigits { get; private set; }

    public string? FractionDigits { get; private set; }

    public string? WhiteSpace { get; private set; }

    /// <summary>Whether every text is valid.</summary>
    public bool IsAnyText => BuiltIn?.TypeCode is XmlTypeCode.String or XmlTypeCode.AnyAtomicType or XmlTypeCode.Item && Item is null && Members is null
        && Values is null && Patterns.Count == 0 && MinLength is null && MaxLength is null;

    public static SimpleFacts Of(XmlSchemaType type)
    {
        var facts = new SimpleFacts(type);
        for (var at = type; at is not null && facts.BuiltIn is null; at = at.BaseXmlSchemaType)
        {
            facts.Take(at);
        }

        return facts;
    }

    /// <summary>The type in words.</summary>
    public string Words => XsdWords.TypeOf(Type);

    private void Take(XmlSchemaType type)
    {
        if (type.QualifiedName.Namespace == XmlSchema.Namespace)
        {
            BuiltIn = type as XmlSchemaSimpleType ?? XmlSchemaType.GetBuiltInSimpleType(XmlTypeCode.AnyAtomicType);
            return;
        }

        Item ??= type is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeList list } ? list.BaseItemType : null;
        Members ??= type is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeUnion union } ? union.BaseMemberTypes : null;
        var own = Own(type).ToArray();
        var values = own.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value ?? "").ToArray();
        Values ??= values.Length > 0 ? values : null;
        if (string.Join('|', own.OfType<XmlSchemaPatternFacet>().Select(facet => facet.Value).Order(StringComparer.Ordinal)) is { Length: > 0 } pattern)
        {
            Patterns.Add(pattern);
        }

        foreach (var facet in own)
        {
            Take(facet);
        }
    }

    private static IEnumerable<XmlSchemaFacet> Own(XmlSchemaType type) => (type switch
    {
        XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction } => restriction.Facets,
        XmlSchemaComplexType { ContentModel.Content: XmlSchemaSimpleContentRestriction restriction } => restriction.Facets,
        _ => null,
    })?.OfType<XmlSchemaFacet>() ?? [];

    private void Take(XmlSchemaFacet facet)
    {
        var text = (facet.Value ?? "").Trim();
        switch (facet)
        {
            case XmlSchemaMinInclusiveFacet or XmlSchemaMinExclusiveFacet:
                Min ??= new SimpleLimit(text, facet is XmlSchemaMinExclusiveFacet);
                break;
            case XmlSchemaMaxInclusiveFacet or XmlSchemaMaxExclusiveFacet:
                Max ??= new SimpleLimit(text, facet is XmlSchemaMaxExclusiveFacet);
                break;
            case XmlSchemaLengthFacet:
                (MinLength, MaxLength) = (MinLength ?? text, MaxLength ?? text);
                break;
            case XmlSchemaMinLengthFacet:
                MinLength ??= text;
                break;
            case XmlSchemaMaxLengthFacet:
                MaxLength ??= text;
                break;
            case XmlSchemaTotalDigitsFacet:
                TotalDigits ??= text;
                break;
            case XmlSchemaFractionDigitsFacet:
                FractionDigits ??= text;
                break;
            case XmlSchemaWhiteSpaceFacet:
                WhiteSpace ??= text;
                break;
        }
    }
}
