using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using Portal.Events.Entries;

namespace Portal.Contracts.Xsd;

/// <summary>A rule ready for use. An expression is cloned for each use, because it is not safe for many threads.</summary>
internal sealed record XPathRule(ContractRule Rule, XPathExpression Expression)
{
    /// <summary>Whether a document meets it.</summary>
    public bool Holds(XPathNavigator document) => document.Evaluate(Expression.Clone()) is true;
}

/// <summary>Compiles the rules of a contract, docs/contract-rules.md.</summary>
internal static class XPathRules
{
    private const int MaxLength = 4_000;

    // Honest rules need a few for each node of a document.
    private const int MaxSteps = 2_000_000;

    /// <summary>The rules; those that are no XPath 1.0 condition are errors.</summary>
    public static IReadOnlyList<XPathRule> Compile(IReadOnlyList<ContractRule> rules, XDocument schema, List<SchemaError> errors)
    {
        var namespaces = NamespacesOf(schema);
        var compiled = new List<XPathRule>();
        foreach (var rule in rules)
        {
            var (expression, problem) = Compile(rule.Expression, namespaces);
            if (expression is not null)
            {
                compiled.Add(new XPathRule(rule, expression));
            }
            else
            {
                errors.Add(new SchemaError($"The rule '{rule.Id}' is not an XPath 1.0 condition: {problem}") { Rule = rule.Id });
            }
        }

        return compiled;
    }

    /// <summary>An expression as a condition; the problem instead when it is none.</summary>
    public static (XPathExpression? Expression, string? Problem) Compile(string text, XmlNamespaceManager namespaces)
    {
        if (text.Length > MaxLength)
        {
            return (null, $"an expression has {MaxLength} characters at most.");
        }

        try
        {
            // By itself first: what closes the parenthesis and opens another is no expression.
            XPathExpression.Compile(text, namespaces);
            var expression = XPathExpression.Compile($"boolean({text})", namespaces);

            // Unknown functions and prefixes come to light only in use.
            new XDocument(new XElement("nothing")).CreateNavigator().Evaluate(expression.Clone());
            return (expression, null);
        }
        catch (Exception problem) when (problem is XPathException or ArgumentException)
        {
            return (null, problem.Message);
        }
    }

    /// <summary>The prefixes that a schema declares, the outermost of each; <c>tns</c> for a target namespace that has none.</summary>
    public static XmlNamespaceManager NamespacesOf(XDocument schema)
    {
        var namespaces = new XmlNamespaceManager(new NameTable());
        foreach (var declaration in schema.Descendants().Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Name.LocalName != "xmlns"))
        {
            if (!namespaces.HasNamespace(declaration.Name.LocalName) && declaration.Name.LocalName != "xml")
            {
                namespaces.AddNamespace(declaration.Name.LocalName, declaration.Value);
            }
        }

        if (schema.Root!.Attribute("targetNamespace")?.Value is { Length: > 0 } target && namespaces.LookupPrefix(target) is null && !namespaces.HasNamespace("tns"))
        {
            namespaces.AddNamespace("tns", target);
        }

        return namespaces;
    }

    /// <summary>The rules that a document breaks, and those that could not be decided.</summary>
    public static IEnumerable<Violation> Broken(IReadOnlyList<XPathRule> rules, XPathNavigator document)
    {
        var bounded = new BoundedNavigator(document, new StepBudget(MaxSteps));
        foreach (var rule in rules)
        {
            string? problem = null;
            var holds = false;
            try
            {
                holds = rule.Holds(bounded);
            }
            catch (Exception failure) when (failure is XPathException or XmlException or ArgumentException or InvalidOperationException)
            {
                problem = failure.Message.TrimEnd('.');
            }

            if (!holds)
            {
                yield return new Violation(
                    "", null, problem is null ? rule.Rule.Message : $"{rule.Rule.Message} (The rule could not be decided: {problem}.)", rule.Rule.Id);
            }
        }
    }
}
