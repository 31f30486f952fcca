using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Schema;
using Portal.Contracts.Samples.Patterns;

namespace Portal.Contracts.Samples.Xml;

/// <summary>What limits a simple type, gathered from it and from the types that it restricts.</summary>
internal sealed class Facets
{
    private const decimal Far = 1_000_000_000_000_000m;

    /// <summary>The values of the nearest enumeration; null when there is none.</summary>
    public IReadOnlyList<string>? Values { get; private set; }

    /// <summary>The patterns of each step; a text has to match one of each.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Patterns { get; private set; } = [];

    public decimal? Min { get; private set; }

    public decimal? Max { get; private set; }

    /// <summary>The limits as they are written, which is what dates and durations have.</summary>
    public IReadOnlyList<string> Limits { get; private set; } = [];

    public long MinLength { get; private set; }

    public long MaxLength { get; private set; } = SampleBudget.MaxLength;

    public int FractionDigits { get; private set; } = int.MaxValue;

    public int TotalDigits { get; private set; } = int.MaxValue;

    private IReadOnlyList<Regex[]> Checks { get; set; } = [];

    public static Facets Of(XmlSchemaType type)
    {
        var (facets, patterns, limits) = (new Facets(), new List<IReadOnlyList<string>>(), new List<string>());
        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            var own = Own(at).ToArray();
            var values = own.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value ?? "").ToArray();
            facets.Values ??= values.Length > 0 ? values : null;
            patterns.Add([.. own.OfType<XmlSchemaPatternFacet>().Select(facet => facet.Value ?? "")]);
            foreach (var facet in own)
            {
                facets.Take(facet, limits);
            }
        }

        facets.Patterns = [.. patterns.Where(step => step.Count > 0)];
        facets.Limits = limits;
        facets.Checks = [.. facets.Patterns.Select(step => step.Select(XmlPattern.Create).OfType<Regex>().ToArray())];
        return facets;
    }

    /// <summary>Whether a text matches the patterns.</summary>
    public bool Match(string text) => Checks.All(step => step.Any(pattern => XmlPattern.IsMatch(pattern, text)));

    private static IEnumerable<XmlSchemaFacet> Own(XmlSchemaType type) => (type switch
    {
        XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction } => restriction.Facets,
        XmlSchemaComplexType { ContentModel.Content: XmlSchemaSimpleContentRestriction restriction } => restriction.Facets,
        _ => null,
    })?.OfType<XmlSchemaFacet>() ?? [];

    private void Take(XmlSchemaFacet facet, List<string> limits)
    {
        var number = decimal.TryParse(facet.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && Math.Abs(parsed) < Far ? parsed : (decimal?)null;
        var count = (long)Math.Clamp(number ?? 0, 0, int.MaxValue);
        switch (facet)
        {
            case XmlSchemaMinInclusiveFacet or XmlSchemaMinExclusiveFacet:
                Min = Min is null || number > Min ? number ?? Min : Min;
                limits.Add(facet.Value ?? "");
                break;
            case XmlSchemaMaxInclusiveFacet or XmlSchemaMaxExclusiveFacet:
                Max = Max is null || number < Max ? number ?? Max : Max;
                limits.Add(facet.Value ?? "");
                break;
            case XmlSchemaLengthFacet:
                (MinLength, MaxLength) = (count, count);
                break;
            case XmlSchemaMinLengthFacet:
                MinLength = Math.Max(MinLength, count);
                break;
            case XmlSchemaMaxLengthFacet:
                MaxLength = Math.Min(MaxLength, count);
                break;
            case XmlSchemaFractionDigitsFacet:
                FractionDigits = (int)Math.Min(FractionDigits, count);
                break;
            case XmlSchemaTotalDigitsFacet:
                TotalDigits = (int)Math.Min(TotalDigits, count);
                break;
        }
    }
}
