using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Portal.Contracts.Xsd;

/// <summary>
/// Says an assertion of XML Schema 1.1 as a rule in XPath 1.0: <c>&lt;xs:assert test="@end ge @start"/&gt;</c> on the element
/// <c>period</c> is <c>not(//period[not(@end &gt;= @start)])</c>. Only where that is sure; null for all else.
/// </summary>
internal static partial class AssertionRules
{
    private const int MaxElements = 10;

    private static readonly Dictionary<string, string> Comparisons = new(StringComparer.Ordinal)
    {
        ["eq"] = "=",
        ["ne"] = "!=",
        ["lt"] = "<",
        ["le"] = "<=",
        ["gt"] = ">",
        ["ge"] = ">=",
    };

    public static ContractRule? Suggest(XElement assertion, XDocument main)
    {
        if (assertion.Attribute("test")?.Value.Trim() is not { Length: > 0 } test || assertion.Name.LocalName is not ("assert" or "assertion")
            || (assertion.AncestorsAndSelf().Attributes("xpathDefaultNamespace").Any() && Unprefixed().IsMatch(test)))
        {
            return null;
        }

        var namespaces = XPathRules.NamespacesOf(main);
        var targets = Targets(assertion, namespaces);
        var condition = Downgrade(test, isValue: assertion.Name.LocalName == "assertion");
        if (targets is null || targets.Count is 0 or > MaxElements || condition is null)
        {
            return null;
        }

        var expression = string.Join(" and ", targets.Select(target => $"not(//{target}[not({condition})])"));
        var name = targets[0].Split(['/', ':']).Last().TrimStart('@');
        var documentation = string.Join(' ', assertion.Descendants(Xsd("documentation")).Select(text => text.Value.Trim()));
        return XPathRules.Compile(expression, namespaces).Expression is null ? null : new ContractRule(
            assertion.Attribute("id")?.Value ?? $"{name}-{((IXmlLineInfo)assertion).LineNumber}", expression,
            documentation.Length > 0 ? documentation : $"'{name}' has to meet: {test}");
    }

    // Where the type of the assertion is used. A named type is that of every element declared with it.
    private static List<string>? Targets(XElement assertion, XmlNamespaceManager namespaces)
    {
        var type = assertion.Ancestors().First(parent => parent.Name == Xsd("complexType") || parent.Name == Xsd("simpleType"));
        var schema = assertion.Document!.Root!;
        if (type.Parent!.Name == Xsd("element"))
        {
            return NameOf(type.Parent, schema, namespaces) is { } name ? [name] : null;
        }

        if (type.Parent.Name == Xsd("attribute") && type.Parent.Attribute("name") is { } attribute
            && type.Parent.Parent!.Name != schema.Name && type.Parent.Ancestors(Xsd("complexType")).First().Parent is { } owner && owner.Name == Xsd("element"))
        {
            return NameOf(owner, schema, namespaces) is { } name ? [$"{name}/@{attribute.Value}"] : null;
        }

        if (type.Attribute("name") is not { } typeName)
        {
            return null;
        }

        var uses = schema.Descendants(Xsd("element")).Where(element => LocalType(element) == typeName.Value).Select(element => NameOf(element, schema, namespaces)).ToList();
        return uses.Contains(null) ? null : [.. uses.OfType<string>().Distinct()];
    }

    private static string? LocalType(XElement element) =>
        element.Attribute("type")?.Value is { } type ? type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..] : null;

    private static string? NameOf(XElement element, XElement schema, XmlNamespaceManager namespaces)
    {
        var target = schema.Attribute("targetNamespace")?.Value;
        var isQualified = element.Parent == schema || (element.Attribute("form") ?? schema.Attribute("elementFormDefault"))?.Value == "qualified";
        if (element.Attribute("name")?.Value is not { } name || target is not { Length: > 0 } || !isQualified)
        {
            return element.Attribute("name")?.Value;
        }

        return namespaces.LookupPrefix(target) is { Length: > 0 } prefix ? $"{prefix}:{name}" : null;
    }

    // The parts of XPath 2.0 that have another name in 1.0. What has none does not compile, or has a variable.
    private static string? Downgrade(string test, bool isValue)
    {
        var result = Words().Replace(test, word => word switch
        {
            { Groups: [_, { Success: true }, ..] } => word.Value,
            _ when Comparisons.TryGetValue(word.Value.Trim(), out var sign) => sign,
            _ when word.Value.StartsWith("exists", StringComparison.Ordinal) => "boolean(",
            _ when word.Value.StartsWith("empty", StringComparison.Ordinal) => "not(",
            _ when isValue && word.Value == "$value" => ".",
            _ => word.Value,
        });
        return result.Contains('$', StringComparison.Ordinal) ? null : result.Trim();
    }

    private static XName Xsd(string name) => XName.Get(name, XmlSchema.Namespace);

    [GeneratedRegex("""('[^']*'|"[^"]*")|(?<=[\s)\]'"])(?:eq|ne|lt|le|gt|ge)(?=[\s(\['"@.$/])|\b(?:exists|empty)\s*\(|\$value""")]
    private static partial Regex Words();

    // A step of a path that is an element without a prefix.
    [GeneratedRegex(@"(?<![\w:@$'""-])[A-Za-z_][\w.-]*(?![\w.:-]|\s*\()")]
    private static partial Regex Unprefixed();
}
