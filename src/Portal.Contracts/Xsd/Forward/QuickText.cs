using System.Globalization;
using System.Xml.Schema;
using Portal.Contracts.JsonSchema.Patterns;

namespace Portal.Contracts.Xsd.Forward;

/// <summary>
/// A check of texts for the common types and facets, without allocating. It says yes or nothing: a text with blanks around it,
/// a year of five digits and the like are for the framework's type.
/// </summary>
internal sealed class QuickText
{
    private readonly LexicalForm _form;
    private readonly List<PlainPattern[]> _patterns = [];
    private string[]? _values;
    private int _minLength;
    private int _maxLength = int.MaxValue;
    private decimal _min = decimal.MinValue;
    private decimal _max = decimal.MaxValue;
    private bool _isBounded;
    private bool _collapses;

    private QuickText(LexicalForm form) => _form = form;

    /// <summary>Whether every text is valid.</summary>
    public bool IsAnyText => _form == LexicalForm.AnyText && !_collapses && _patterns.Count == 0 && _values is null && _minLength == 0 && _maxLength == int.MaxValue;

    /// <summary>The check of a type; null when it has something else.</summary>
    public static QuickText? Of(XmlSchemaType type)
    {
        var steps = new List<XmlSchemaFacet[]>();
        var at = type;
        while (at is not null && at.QualifiedName.Namespace != XmlSchema.Namespace)
        {
            if (OwnFacets(at) is not { } facets)
            {
                return null;
            }

            steps.Add(facets);
            at = at.BaseXmlSchemaType;
        }

        if (at is not XmlSchemaSimpleType builtIn || LexicalForms.Of(builtIn.TypeCode) is not { } form)
        {
            return null;
        }

        // Other forms have no blanks at all.
        var quick = new QuickText(form) { _collapses = form == LexicalForm.Words };
        (quick._min, quick._max) = LexicalForms.Bounds(builtIn.TypeCode);
        if (!steps.TrueForAll(quick.Take))
        {
            return null;
        }

        quick._isBounded = LexicalForms.IsNumber(form) && (quick._min > decimal.MinValue || quick._max < decimal.MaxValue);
        return quick;
    }

    public bool Accepts(string text) =>
        text.Length >= _minLength && text.Length <= _maxLength && (!_collapses || LexicalForms.IsCollapsed(text)) && LexicalForms.Has(text, _form)
        && (!_isBounded || IsWithinBounds(text)) && (_values is null || Array.IndexOf(_values, text) >= 0) && MatchesPatterns(text);

    private bool IsWithinBounds(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number >= _min && number <= _max;

    // One pattern of each step.
    private bool MatchesPatterns(string text)
    {
        foreach (var step in _patterns)
        {
            if (!MatchesOne(step, text))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MatchesOne(PlainPattern[] patterns, string text)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.IsMatch(text.AsSpan()))
            {
                return true;
            }
        }

        return false;
    }

    // Null when there are facets that do not stand here.
    private static XmlSchemaFacet[]? OwnFacets(XmlSchemaType type) => type switch
    {
        XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction } => [.. restriction.Facets.OfType<XmlSchemaFacet>()],
        XmlSchemaComplexType { ContentModel: XmlSchemaSimpleContent { Content: XmlSchemaSimpleContentExtension } } => [],
        XmlSchemaComplexType { ContentModel: XmlSchemaSimpleContent { Content: XmlSchemaSimpleContentRestriction { BaseType: null } restriction } } =>
            [.. restriction.Facets.OfType<XmlSchemaFacet>()],
        _ => null,
    };

    // The facets of one step; those of the nearest come first. False when there is one that is not covered.
    private bool Take(XmlSchemaFacet[] facets)
    {
        if (facets.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value ?? "").ToArray() is { Length: > 0 } values)
        {
            _values ??= values;
        }

        if (facets.OfType<XmlSchemaPatternFacet>().Select(facet => PlainPattern.TryRead($"^{facet.Value}$")).ToArray() is { Length: > 0 } patterns)
        {
            _patterns.Add([.. patterns.OfType<PlainPattern>()]);
        }

        return (_values is null || !LexicalForms.HasOtherSpellings(_form)) && Array.TrueForAll(facets, Take);
    }

    private bool Take(XmlSchemaFacet facet)
    {
        if (facet is XmlSchemaPatternFacet or XmlSchemaEnumerationFacet)
        {
            return true;
        }

        if (facet is XmlSchemaWhiteSpaceFacet)
        {
            _collapses = true;
            return true;
        }

        var isNumber = decimal.TryParse(facet.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        var isLength = isNumber && number is >= 0 and < int.MaxValue && LexicalForms.HasLength(_form);
        switch (facet)
        {
            case XmlSchemaLengthFacet when isLength:
                (_minLength, _maxLength) = (Math.Max(_minLength, (int)number), Math.Min(_maxLength, (int)number));
                return true;
            case XmlSchemaMinLengthFacet when isLength:
                _minLength = Math.Max(_minLength, (int)number);
                return true;
            case XmlSchemaMaxLengthFacet when isLength:
                _maxLength = Math.Min(_maxLength, (int)number);
                return true;
            case XmlSchemaMinInclusiveFacet when isNumber && LexicalForms.IsNumber(_form):
                _min = Math.Max(_min, number);
                return true;
            case XmlSchemaMaxInclusiveFacet when isNumber && LexicalForms.IsNumber(_form):
                _max = Math.Min(_max, number);
                return true;
            default:
                return false;
        }
    }
}
