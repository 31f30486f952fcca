using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Portal.Contracts.Xsd;

/// <summary>Finds what XML Schema 1.1 brought, which would otherwise be reported as a riddle.</summary>
internal static class NewerConstructs
{
    private static readonly HashSet<string> Names =
        ["assert", "assertion", "alternative", "openContent", "defaultOpenContent", "override", "explicitTimezone"];

    /// <summary>What is found, each with its place and, where one is known, with the rule that takes its place.</summary>
    /// <param name="schema">The schema or an import.</param>
    /// <param name="location">The import's location; null for the schema itself.</param>
    /// <param name="main">The schema itself, whose prefixes rules have.</param>
    public static IEnumerable<SchemaError> Find(XDocument schema, string? location, XDocument main)
    {
        foreach (var element in schema.Root!.Descendants())
        {
            if (element.Name.NamespaceName == XmlSchema.Namespace && Names.Contains(element.Name.LocalName)
                && !element.Ancestors().Any(parent => parent.Name.LocalName is "appinfo" or "documentation"))
            {
                var place = (IXmlLineInfo)element;
                var suggestion = AssertionRules.Suggest(element, main);
                yield return new SchemaError(
                    $"'{element.Name.LocalName}' is XML Schema 1.1; contracts are XML Schema 1.0. "
                    + (suggestion is null ? "Say it as a rule in XPath beside the schema." : $"Say it as a rule beside the schema: {suggestion.Expression}"),
                    place.LineNumber, place.LinePosition, location)
                { Suggestion = suggestion };
            }
        }
    }
}
