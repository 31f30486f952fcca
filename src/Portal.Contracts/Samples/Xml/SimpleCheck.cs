using System.Xml;
using System.Xml.Schema;

namespace Portal.Contracts.Samples.Xml;

/// <summary>Asks simple types about texts.</summary>
/// <param name="prefixes">The prefixes that qualified names may have.</param>
internal sealed class SimpleCheck(IXmlNamespaceResolver prefixes)
{
    private readonly Dictionary<XmlSchemaType, Facets> _facets = [];

    /// <summary>Whether a text is a value of a type.</summary>
    public bool Fits(XmlSchemaType type, string text)
    {
        if (type.Datatype is not { } datatype)
        {
            return IsXml(text);
        }

        var facets = _facets.TryGetValue(type, out var known) ? known : _facets[type] = Facets.Of(type);
        if (!IsXml(text) || !facets.Match(Collapse(datatype, text)))
        {
            return false;
        }

        try
        {
            datatype.ParseValue(text, new NameTable(), prefixes);
            return true;
        }
        catch (Exception problem) when (problem is XmlException or XmlSchemaException or ArgumentException or FormatException or OverflowException)
        {
            // No other way to ask.
            return false;
        }
    }

    private static string Collapse(XmlSchemaDatatype datatype, string text) =>
        datatype.TypeCode is XmlTypeCode.String or XmlTypeCode.NormalizedString ? text : string.Join(' ', text.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static bool IsXml(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
            {
                at++;
            }
            else if (!XmlConvert.IsXmlChar(text[at]))
            {
                return false;
            }
        }

        return true;
    }
}
