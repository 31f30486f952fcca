using System.Xml;
using System.Xml.Schema;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>Compares what a document may begin with, and what it may name by <c>xsi:type</c> or put in place of a wildcard.</summary>
internal static class GlobalChanges
{
    private const int MaxNames = 10;

    public static void Compare(XmlWalk walk)
    {
        var (olds, news) = (Elements(walk.Before), Elements(walk.After));
        foreach (var (name, old) in olds)
        {
            if (news.TryGetValue(name, out var next))
            {
                walk.Elements("/" + name.Name, old, next);
            }
            else
            {
                walk.Log.Add(new ContractChange(
                    "/" + name.Name, ContractChangeKind.PropertyRemoved, true, false, "root", null, $"A document can no longer begin with '{name.Name}'."));
            }
        }

        foreach (var name in news.Keys.Where(name => !olds.ContainsKey(name)))
        {
            walk.Log.Add(new ContractChange(
                "/" + name.Name, ContractChangeKind.PropertyAdded, false, true, null, "root", $"A document can begin with '{name.Name}', which consumers do not know."));
        }

        CompareTypes(walk);
        CompareForWildcards(walk, olds, news);
    }

    // Types can be named by any document, but only where the contract asks for one that they are derived from.
    private static void CompareTypes(XmlWalk walk)
    {
        var (olds, news) = (Types(walk.Before), Types(walk.After));
        foreach (var (name, old) in olds.Where(pair => news.ContainsKey(pair.Key)))
        {
            walk.Types($"(xsi:type={name.Name})", old, news[name]);
        }

        Report(walk, [.. news.Keys.Except(olds.Keys)], news, ContractChangeKind.PropertyAdded);
        Report(walk, [.. olds.Keys.Except(news.Keys)], olds, ContractChangeKind.PropertyRemoved);
    }

    private static void Report(XmlWalk walk, XmlQualifiedName[] names, Dictionary<XmlQualifiedName, XmlSchemaType> types, ContractChangeKind kind)
    {
        var isAdded = kind == ContractChangeKind.PropertyAdded;
        foreach (var group in names.GroupBy(name => HasAbstractBase(types[name])))
        {
            var words = string.Join(", ", group.Select(name => name.Name).Order(StringComparer.Ordinal).Take(MaxNames)) + (group.Count() > MaxNames ? ", …" : "");
            walk.Log.Add(new ContractChange(
                "@xsi:type", kind, !isAdded, isAdded, isAdded ? null : words, isAdded ? words : null,
                isAdded ? "Types are new that a document may name by xsi:type." : "Types are gone that a document could name by xsi:type.")
            {
                OnlyUndeclared = !group.Key,
            });
        }
    }

    // A declared name where there was a wildcard has to be what it is declared to be.
    private static void CompareForWildcards(
        XmlWalk walk, Dictionary<XmlQualifiedName, XmlSchemaElement> olds, Dictionary<XmlQualifiedName, XmlSchemaElement> news)
    {
        if (!walk.HasWildcard)
        {
            return;
        }

        if (!olds.Keys.ToHashSet().SetEquals(news.Keys))
        {
            walk.Log.Add(new ContractChange(
                "/*", ContractChangeKind.CannotTell, true, true, null, null, "Other elements are declared; documents may have them where a wildcard is, and in another form.")
            {
                OnlyUndeclared = true,
            });
        }

        var (oldAttributes, newAttributes) = (Attributes(walk.Before), Attributes(walk.After));
        foreach (var name in oldAttributes.Keys.Union(newAttributes.Keys))
        {
            if (!oldAttributes.TryGetValue(name, out var old) || !newAttributes.TryGetValue(name, out var next))
            {
                walk.Log.Add(new ContractChange(
                    "/@" + name.Name, ContractChangeKind.CannotTell, true, true, null, null, $"'{name.Name}' is declared in one version only; documents may have it where a wildcard is.")
                {
                    OnlyUndeclared = true,
                });
            }
            else
            {
                AttributeChanges.CompareValues(walk, "/@" + name.Name, old, next);
            }
        }
    }

    private static bool HasAbstractBase(XmlSchemaType type)
    {
        for (var at = type.BaseXmlSchemaType; at is not null; at = at.BaseXmlSchemaType)
        {
            if (at is XmlSchemaComplexType { IsAbstract: true })
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<XmlQualifiedName, XmlSchemaElement> Elements(XmlSchemaSet set) =>
        set.GlobalElements.Values.OfType<XmlSchemaElement>().Where(element => !element.IsAbstract)
            .OrderBy(element => element.LineNumber).ToDictionary(element => element.QualifiedName);

    private static Dictionary<XmlQualifiedName, XmlSchemaType> Types(XmlSchemaSet set) =>
        set.GlobalTypes.Values.OfType<XmlSchemaType>().Where(type => type.QualifiedName.Namespace != XmlSchema.Namespace && type is not XmlSchemaComplexType { IsAbstract: true })
            .OrderBy(type => type.LineNumber).ToDictionary(type => type.QualifiedName);

    private static Dictionary<XmlQualifiedName, XmlSchemaAttribute> Attributes(XmlSchemaSet set) =>
        set.GlobalAttributes.Values.OfType<XmlSchemaAttribute>().Where(attribute => attribute.QualifiedName.Namespace != "http://www.w3.org/XML/1998/namespace")
            .ToDictionary(attribute => attribute.QualifiedName);
}
