using System.Xml.Schema;
using Portal.Events.Entries;

namespace Portal.Contracts.Xsd;

/// <summary>Says what the validator of XML Schema found in the portal's terms.</summary>
internal static class SchemaViolation
{
    private static readonly (string Sign, string Rule)[] Facets =
    [
        ("Enumeration constraint", "enumeration"), ("Pattern constraint", "pattern"), ("MinLength constraint", "minLength"),
        ("MaxLength constraint", "maxLength"), ("than the MaxLength", "maxLength"), ("than the MinLength", "minLength"),
        ("actual length", "length"), ("MinInclusive constraint", "minInclusive"),
        ("MaxInclusive constraint", "maxInclusive"), ("MinExclusive constraint", "minExclusive"),
        ("MaxExclusive constraint", "maxExclusive"), ("TotalDigits constraint", "totalDigits"),
        ("FractionDigits constraint", "fractionDigits"), ("not a valid", "type"), ("required attribute", "required"),
        ("attribute is not declared", "attribute"), ("invalid child element", "content"), ("incomplete content", "content"),
        ("duplicate key", "unique"), ("keyref", "keyref"),
    ];

    public static Violation From(XmlSchemaException problem, ElementPath path)
    {
        // The reason proper, for example the facet, stands in the innermost exception.
        var message = problem.Message;
        for (var inner = problem.InnerException; inner is not null; inner = inner.InnerException)
        {
            message = message.Contains(inner.Message, StringComparison.Ordinal) ? message : $"{message} {inner.Message}";
        }

        var rule = Array.Find(Facets, facet => message.Contains(facet.Sign, StringComparison.Ordinal)).Rule ?? ContractLanguages.Xsd;
        return new Violation(path.ToString(), problem.LineNumber > 0 ? problem.LineNumber : null, message, rule);
    }
}
