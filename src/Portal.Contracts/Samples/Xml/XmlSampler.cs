using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Samples.Xml;

/// <summary>Makes payloads for an XML Schema and its rules.</summary>
internal static class XmlSampler
{
    private const int StepsForOne = 5_000;
    private const int StepsForAll = 60_000;

    /// <summary>A payload that the contract finds valid; null when none was found.</summary>
    /// <param name="set">The compiled schemas.</param>
    /// <param name="rules">The rules beside them.</param>
    /// <param name="seed">Which sample.</param>
    /// <param name="judge">The contract, which has the last word.</param>
    public static ContractSample? Make(XmlSchemaSet set, IReadOnlyList<XPathRule> rules, SampleSeed seed, ICompiledContract judge)
    {
        var (lookup, hints, all) = (new SchemaLookup(set), new RuleHints(rules), new SampleBudget(StepsForAll));
        foreach (var root in lookup.Roots())
        {
            foreach (var search in XmlSearch.All(hints.Any))
            {
                var budget = new SampleBudget(Math.Min(StepsForOne, all.Left));
                var before = budget.Left;
                var prefixes = lookup.Prefixes();
                var leaves = new LeafMaker(prefixes, hints, search, seed);
                var made = new ElementMaker(lookup, leaves, search, budget).Make(root, 0, 0);
                all.Spend(before - budget.Left + 1);
                if (made is not null && Write(made, leaves, prefixes) is { Length: <= SampleBudget.MaxLength * 2 } text
                    && judge.Validate(Encoding.UTF8.GetBytes(text)).Count == 0)
                {
                    return new ContractSample(text, judge.PayloadType);
                }

                if (all.IsSpent)
                {
                    return null;
                }
            }
        }

        return null;
    }

    private static string Write(XElement root, LeafMaker leaves, XmlNamespaceManager prefixes)
    {
        var elements = root.DescendantsAndSelf().Select(element => element.Name.NamespaceName).Distinct().ToArray();
        var attributes = root.DescendantsAndSelf().Attributes().Select(attribute => attribute.Name.NamespaceName).Distinct().ToArray();
        var names = elements.Concat(attributes).Where(name => name.Length > 0 && name != XNamespace.Xml.NamespaceName).Distinct().ToArray();

        // The root's own namespace is the default one, unless elements or attributes need it otherwise.
        var isDefault = !elements.Contains("") && root.Name.NamespaceName.Length > 0;
        if (isDefault)
        {
            root.SetAttributeValue("xmlns", root.Name.NamespaceName);
        }

        var taken = new HashSet<string>(leaves.NeededPrefixes.Keys);
        foreach (var (prefix, name) in leaves.NeededPrefixes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            root.SetAttributeValue(XNamespace.Xmlns + prefix, name);
        }

        foreach (var name in names.Where(name => !isDefault || name != root.Name.NamespaceName || attributes.Contains(name)))
        {
            if (!leaves.NeededPrefixes.Values.Contains(name))
            {
                root.SetAttributeValue(XNamespace.Xmlns + Prefix(name, prefixes, taken), name);
            }
        }

        return root.ToString();
    }

    private static string Prefix(string name, XmlNamespaceManager prefixes, HashSet<string> taken)
    {
        var known = name == XmlSchema.InstanceNamespace ? "xsi" : prefixes.LookupPrefix(name);
        if (!string.IsNullOrEmpty(known) && taken.Add(known))
        {
            return known;
        }

        var number = 1;
        while (!taken.Add("ns" + number))
        {
            number++;
        }

        return "ns" + number;
    }
}
