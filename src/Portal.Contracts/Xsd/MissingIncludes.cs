using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Portal.Contracts.Xsd;

/// <summary>
/// Finds what an <c>include</c> or <c>redefine</c> names and the contract does not carry. A missing <c>import</c> is
/// no error by itself (XML Schema part 1, section 4.2.3): using a component of it is.
/// </summary>
internal static class MissingIncludes
{
    public static IEnumerable<SchemaError> Find(XDocument schema, ImportResolver resolver)
    {
        foreach (var element in schema.Root!.Elements())
        {
            var needed = element.Name.NamespaceName == XmlSchema.Namespace
                && (element.Name.LocalName == "include" || (element.Name.LocalName == "redefine" && element.Elements().Any(child => child.Name.LocalName != "annotation")));
            if (needed && element.Attribute("schemaLocation") is { } location && !resolver.Has(location.Value))
            {
                var place = (IXmlLineInfo)element;
                yield return new SchemaError(
                    $"'{location.Value}' is not among the imports; nothing is fetched.", place.LineNumber, place.LinePosition);
            }
        }
    }
}
