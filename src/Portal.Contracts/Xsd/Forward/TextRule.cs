using System.Xml;
using System.Xml.Schema;

namespace Portal.Contracts.Xsd.Forward;

/// <summary>The check of a text by its type: by our own means where these say yes, by the framework's type otherwise.</summary>
internal sealed class TextRule
{
    private readonly XmlSchemaDatatype? _type;
    private readonly QuickText? _quick;

    public TextRule(XmlSchemaType type)
    {
        // Identifiers are looked at together, and qualified names by what their prefixes stand for.
        var standsAlone = type.Datatype is
        {
            TokenizedType: XmlTokenizedType.None or XmlTokenizedType.CDATA or XmlTokenizedType.NMTOKEN or XmlTokenizedType.NMTOKENS
            or XmlTokenizedType.NCName or XmlTokenizedType.ENUMERATION
        };
        _type = standsAlone ? type.Datatype : null;
        _quick = standsAlone ? QuickText.Of(type) : null;
        IsAnyText = _quick is { IsAnyText: true } || type.QualifiedName == new XmlQualifiedName("anySimpleType", XmlSchema.Namespace);
    }

    /// <summary>Whether every text is valid.</summary>
    public bool IsAnyText { get; }

    /// <summary>Whether a text is valid for certain.</summary>
    /// <param name="text">The text as it is written.</param>
    /// <param name="reader">The reader that is at it.</param>
    public bool IsSurelyValid(string text, XmlReader reader)
    {
        if (IsAnyText || _quick?.Accepts(text) == true)
        {
            return true;
        }

        try
        {
            _type?.ParseValue(text, reader.NameTable, reader as IXmlNamespaceResolver);
            return _type is not null;
        }
        catch (Exception problem) when (problem is XmlException or XmlSchemaException or ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            // No other way to ask.
            return false;
        }
    }
}
