using System.Xml.Schema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>Compares what an element's declaration says beside its type.</summary>
internal static class ElementChanges
{
    public static void Compare(XmlWalk walk, string path, XmlSchemaElement old, XmlSchemaElement next)
    {
        if (old.IsNillable != next.IsNillable)
        {
            walk.Log.Add(next.IsNillable
                ? new ContractChange(path, ContractChangeKind.TypeWidened, false, true, null, "nillable", "The element may be nil now: consumers do not expect it.")
                : new ContractChange(path, ContractChangeKind.TypeNarrowed, true, false, "nillable", null, "The element may not be nil any more: documents where it is are refused."));
        }

        FixedValue(walk, path, old.FixedValue, next.FixedValue);
        Default(walk, path, old.DefaultValue, next.DefaultValue);
        if (old.BlockResolved != next.BlockResolved)
        {
            walk.Log.CannotTell(path, "Other substitutions and derivations are blocked.", old.BlockResolved.ToString(), next.BlockResolved.ToString());
        }

        Constraints(walk, path, old, next);
        Documentation(walk, path, old, next);
    }

    /// <summary>Compares a value that is always the same.</summary>
    public static void FixedValue(XmlWalk walk, string path, string? old, string? next)
    {
        if (old == next)
        {
            return;
        }

        // An empty element has its fixed value, so taking the value away may refuse it too.
        walk.Log.Add(new ContractChange(
            path, next is null ? ContractChangeKind.ValueAdded : ContractChangeKind.ValueRemoved, true, true, old, next,
            "The fixed value is another one: values and empty elements of one version are refused by the other."));
    }

    /// <summary>Compares what people read.</summary>
    public static void Documentation(XmlWalk walk, string path, XmlSchemaAnnotated old, XmlSchemaAnnotated next)
    {
        var (from, to) = (XsdWords.DocumentationOf(old), XsdWords.DocumentationOf(next));
        if (from != to)
        {
            walk.Log.Add(new ContractChange(path, ContractChangeKind.DocumentationChanged, false, false, from, to, "Only what people read changed."));
        }
    }

    // An empty element has its default, which makes it valid where the type alone would refuse it.
    private static void Default(XmlWalk walk, string path, string? old, string? next)
    {
        if (old != next)
        {
            walk.Log.Add(new ContractChange(
                path, ContractChangeKind.DefaultChanged, old is not null && next is null, old is null && next is not null, old, next,
                (old is null) == (next is null) ? "The default is another one; validity does not depend on it." : "An empty element is valid only when it has a default."));
        }
    }

    private static void Constraints(XmlWalk walk, string path, XmlSchemaElement old, XmlSchemaElement next)
    {
        var (olds, news) = (old.Constraints.OfType<XmlSchemaIdentityConstraint>().Select(Words).ToArray(), next.Constraints.OfType<XmlSchemaIdentityConstraint>().Select(Words).ToArray());
        string[] removed = [.. olds.Except(news)], added = [.. news.Except(olds)];
        if (removed.Length > 0 && added.Length > 0)
        {
            walk.Log.CannotTell(path, "A key or a uniqueness is another one; which documents that concerns cannot be told.", removed[0], added[0]);
        }
        else if (added.Length > 0)
        {
            walk.Log.Add(new ContractChange(path, ContractChangeKind.ConditionAdded, true, false, null, added[0], "A key or a uniqueness is new: documents that break it are refused."));
        }
        else if (removed.Length > 0)
        {
            walk.Log.Add(new ContractChange(path, ContractChangeKind.ConditionRemoved, false, true, removed[0], null, "A key or a uniqueness is gone: consumers may rely on it."));
        }
    }

    private static string Words(XmlSchemaIdentityConstraint constraint)
    {
        var fields = string.Join(", ", constraint.Fields.OfType<XmlSchemaXPath>().Select(field => field.XPath));
        var refers = constraint is XmlSchemaKeyref key ? $" refers to {key.Refer.Name}" : "";
        var kind = constraint switch { XmlSchemaKey => "key", XmlSchemaUnique => "unique", _ => "keyref" };
        return $"{kind} {constraint.Name}: {constraint.Selector?.XPath} ({fields}){refers}";
    }
}
