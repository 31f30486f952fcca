using System.Globalization;
using System.Xml;
using System.Xml.Schema;
using Portal.Contracts.Samples.Patterns;
using Portal.Contracts.Samples.Values;

namespace Portal.Contracts.Samples.Xml;

/// <summary>Texts for simple types: likely ones first, then what the facets ask for.</summary>
internal static class SimpleText
{
    private const int MaxDepth = 20;
    private const int MaxItems = 2_000;

    /// <summary>Texts to try; the type itself judges them.</summary>
    /// <param name="type">A simple type, or a complex type with simple content.</param>
    /// <param name="name">The name of the element or attribute.</param>
    /// <param name="variant">Rotates.</param>
    public static IEnumerable<string> Of(XmlSchemaType type, string name, int variant) => Of(type, name, variant, 0);

    private static IEnumerable<string> Of(XmlSchemaType type, string name, int variant, int depth)
    {
        if (depth > MaxDepth || type.Datatype is not { } datatype)
        {
            return LikelyText.Of(name, variant);
        }

        var facets = Facets.Of(type);
        if (facets.Values is { } values)
        {
            return LikelyText.Rotate(values, variant);
        }

        return datatype.Variety switch
        {
            XmlSchemaDatatypeVariety.Union => Members(type).SelectMany(member => Of(member, name, variant, depth + 1).Take(12)),
            XmlSchemaDatatypeVariety.List => Lists(type, facets, name, variant, depth),
            _ => Atomic(datatype.TypeCode, facets, name, variant),
        };
    }

    private static IEnumerable<string> Lists(XmlSchemaType type, Facets facets, string name, int variant, int depth)
    {
        var count = (int)Math.Clamp(1, facets.MinLength, Math.Max(facets.MinLength, facets.MaxLength));
        if (count > MaxItems)
        {
            return [];
        }

        var item = Base(type).Select(at => (at.Content as XmlSchemaSimpleTypeList)?.BaseItemType).FirstOrDefault(found => found is not null);
        string[] texts = item is null ? ["sample"] : [.. Of(item, name, variant, depth + 1).Take(20)];
        return texts.Select(text => string.Join(' ', Enumerable.Repeat(text, count))).Concat(Written(facets, variant));
    }

    private static XmlSchemaSimpleType[] Members(XmlSchemaType type) =>
        Base(type).Select(at => (at.Content as XmlSchemaSimpleTypeUnion)?.BaseMemberTypes).FirstOrDefault(found => found is not null) ?? [];

    private static IEnumerable<XmlSchemaSimpleType> Base(XmlSchemaType type)
    {
        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            if (at is XmlSchemaSimpleType simple)
            {
                yield return simple;
            }
        }
    }

    private static IEnumerable<string> Atomic(XmlTypeCode code, Facets facets, string name, int variant)
    {
        var natural = Natural(code, facets, name, variant);
        var isText = code is XmlTypeCode.String or XmlTypeCode.NormalizedString or XmlTypeCode.Token or XmlTypeCode.AnyUri
            or XmlTypeCode.AnyAtomicType or XmlTypeCode.Name or XmlTypeCode.NCName or XmlTypeCode.NmToken or XmlTypeCode.Id or XmlTypeCode.Language;
        return natural.Take(30).Concat(Written(facets, variant).Take(30)).Concat(facets.Limits)
            .Concat(isText ? natural.Take(4).Select(text => FittedText.Of(text, facets.MinLength, facets.MaxLength)).OfType<string>() : []);
    }

    private static IEnumerable<string> Written(Facets facets, int variant) =>
        facets.Patterns.SelectMany(step => step).SelectMany(pattern => PatternSampler.Of(pattern, isXml: true, variant, facets.MinLength, facets.MaxLength));

    private static IEnumerable<string> Natural(XmlTypeCode code, Facets facets, string name, int variant)
    {
        var moment = LikelyMoments.Of(name, variant);
        return code switch
        {
            XmlTypeCode.Boolean => variant % 2 == 0 ? ["true", "false", "1", "0"] : ["false", "true", "0", "1"],
            XmlTypeCode.DateTime => [LikelyMoments.DateTime(name, variant), LikelyMoments.DateTime(name, variant)[..^1]],
            XmlTypeCode.Date => [LikelyMoments.Date(name, variant), LikelyMoments.Date(name, variant) + "Z"],
            XmlTypeCode.Time => [LikelyMoments.Time(name, variant), LikelyMoments.Time(name, variant)[..^1]],
            XmlTypeCode.GYear => [LikelyMoments.Write(moment, "yyyy")],
            XmlTypeCode.GYearMonth => [LikelyMoments.Write(moment, "yyyy-MM")],
            XmlTypeCode.GMonth => [LikelyMoments.Write(moment, "'--'MM")],
            XmlTypeCode.GMonthDay => [LikelyMoments.Write(moment, "'--'MM-dd")],
            XmlTypeCode.GDay => [LikelyMoments.Write(moment, "'---'dd")],
            XmlTypeCode.Duration or XmlTypeCode.DayTimeDuration or XmlTypeCode.YearMonthDuration => ["PT1H", "P1D", "P1M"],
            XmlTypeCode.HexBinary => [Octets(facets, Convert.ToHexString)],
            XmlTypeCode.Base64Binary => [Octets(facets, Convert.ToBase64String)],
            XmlTypeCode.QName or XmlTypeCode.Notation => ["sample"],
            XmlTypeCode.Language => ["en", "sv", "en-GB"],
            XmlTypeCode.AnyUri => [.. LikelyText.Of("uri", variant).Take(2), $"urn:example:{variant + 1}"],
            XmlTypeCode.Id => [$"id-{variant + 1}", $"sample{variant + 1}"],
            XmlTypeCode.Idref => ["id-1", "sample1"],
            XmlTypeCode.Name or XmlTypeCode.NCName or XmlTypeCode.NmToken or XmlTypeCode.Entity =>
                LikelyText.Of(name, variant).Select(text => text.Replace(' ', '-')),
            _ when IsNumber(code) => Numbers(code, facets, name, variant),
            _ => LikelyText.Of(name, variant),
        };
    }

    private static bool IsNumber(XmlTypeCode code) => code is XmlTypeCode.Decimal or XmlTypeCode.Float or XmlTypeCode.Double || IsWhole(code);

    private static bool IsWhole(XmlTypeCode code) => code is >= XmlTypeCode.Integer and <= XmlTypeCode.PositiveInteger;

    private static IEnumerable<string> Numbers(XmlTypeCode code, Facets facets, string name, int variant)
    {
        var isWhole = IsWhole(code) || facets.FractionDigits == 0;
        var candidates = new List<decimal> { LikelyNumbers.Of(name, variant, isWhole), 1 + (variant % 9) };
        var middle = facets.Min is { } from && facets.Max is { } to ? (from + to) / 2 : (decimal?)null;
        candidates.AddRange(new[] { facets.Min + variant, facets.Min + 1, facets.Max - variant, facets.Max - 1, middle, facets.Min, facets.Max }.OfType<decimal>());
        candidates.AddRange([0, 1, -1, -1 - variant]);
        return candidates.Select(number => LikelyNumbers.Write(isWhole ? decimal.Floor(number) : decimal.Round(number, Math.Min(facets.FractionDigits, 6))));
    }

    // Lengths of binary values count octets.
    private static string Octets(Facets facets, Func<byte[], string> write)
    {
        var count = (int)Math.Clamp(8, facets.MinLength, Math.Max(facets.MinLength, Math.Min(facets.MaxLength, SampleBudget.MaxLength)));
        return write([.. Enumerable.Range(1, Math.Min(count, SampleBudget.MaxLength)).Select(at => (byte)at)]);
    }
}
