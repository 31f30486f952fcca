using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Portal.Contracts.Xsd;

/// <summary>Finds what XML Schema 1.1 brought, which would otherwise be reported as a riddle.</summary>
internal static class NewerConstructs
{
    private static readonly HashSet<string> Names =
        ["assert", "assertion", "alternative", "openContent", "defaultOpenContent", "override", "explicitTimezone"];

    public static IEnumerable<SchemaError> Find(XDocument schema, string? location)
    {
        foreach (var element in schema.Root!.Descendants())
        {
            if (element.Name.NamespaceName == XmlSchema.Namespace && Names.Contains(element.Name.LocalName)
                && !element.Ancestors().Any(parent => parent.Name.LocalName is "appinfo" or "documentation"))
            {
                var place = (IXmlLineInfo)element;
                yield return new SchemaError(
                    $"'{element.Name.LocalName}' is XML Schema 1.1; contracts are XML Schema 1.0. Say it as a rule in XPath beside the schema.",
                    place.LineNumber, place.LinePosition, location);
            }
        }
    }
}
