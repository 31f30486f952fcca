using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;

namespace Portal.Contracts.Xsd;

/// <summary>A rule ready for use. An expression is cloned for each use, because it is not safe for many threads.</summary>
internal sealed record XPathRule(ContractRule Rule, XPathExpression Expression);

/// <summary>Compiles the rules of a contract.</summary>
internal static class XPathRules
{
    /// <summary>The rules; those that are no XPath 1.0 condition are errors.</summary>
    public static IReadOnlyList<XPathRule> Compile(IReadOnlyList<ContractRule> rules, XDocument schema, List<SchemaError> errors)
    {
        var namespaces = new XmlNamespaceManager(new NameTable());
        foreach (var declaration in schema.Root!.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Name.LocalName != "xmlns"))
        {
            namespaces.AddNamespace(declaration.Name.LocalName, declaration.Value);
        }

        var compiled = new List<XPathRule>();
        var nothing = new XDocument(new XElement("nothing")).CreateNavigator();
        foreach (var rule in rules)
        {
            try
            {
                // By itself first: what closes the parenthesis and opens another is no expression.
                XPathExpression.Compile(rule.Expression, namespaces);
                var expression = XPathExpression.Compile($"boolean({rule.Expression})", namespaces);

                // Unknown functions and prefixes come to light only in use.
                nothing.Evaluate(expression.Clone());
                compiled.Add(new XPathRule(rule, expression));
            }
            catch (Exception problem) when (problem is XPathException or ArgumentException)
            {
                errors.Add(new SchemaError($"The rule '{rule.Id}' is not an XPath 1.0 condition: {problem.Message}"));
            }
        }

        return compiled;
    }
}
