using System.Xml;
using System.Xml.Schema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>Compares the attributes of two types.</summary>
internal static class AttributeChanges
{
    public static void Compare(XmlWalk walk, string path, XmlSchemaComplexType? before, XmlSchemaComplexType? after)
    {
        var (olds, news) = (Uses(before), Uses(after));
        foreach (var name in olds.Keys.Union(news.Keys))
        {
            var at = $"{path}/@{name.Name}";
            if (!news.TryGetValue(name, out var next))
            {
                Removed(walk, at, olds[name], after?.AttributeWildcard is not null);
            }
            else if (!olds.TryGetValue(name, out var old))
            {
                Added(walk, at, next, before?.AttributeWildcard is not null);
            }
            else
            {
                Presence(walk, at, old, next);
                CompareValues(walk, at, old, next);
            }
        }

        Wildcards(walk, path, before?.AttributeWildcard, after?.AttributeWildcard);
    }

    /// <summary>Compares the values that two attributes may have.</summary>
    public static void CompareValues(XmlWalk walk, string at, XmlSchemaAttribute old, XmlSchemaAttribute next)
    {
        ElementChanges.FixedValue(walk, at, walk.OldLookup.FixedValue(old), walk.NewLookup.FixedValue(next));
        if (old.DefaultValue != next.DefaultValue)
        {
            walk.Log.Add(new ContractChange(
                at, ContractChangeKind.DefaultChanged, false, false, old.DefaultValue, next.DefaultValue, "The default is another one; validity does not depend on it."));
        }

        ElementChanges.Documentation(walk, at, old, next);
        if (old.AttributeSchemaType is { } from && next.AttributeSchemaType is { } to && from != to)
        {
            SimpleChanges.Compare(walk.Log, at, SimpleFacts.Of(from), SimpleFacts.Of(to));
        }
    }

    private static Dictionary<XmlQualifiedName, XmlSchemaAttribute> Uses(XmlSchemaComplexType? type) =>
        type?.AttributeUses.Values.OfType<XmlSchemaAttribute>().Where(use => use.Use != XmlSchemaUse.Prohibited).ToDictionary(use => use.QualifiedName) ?? [];

    private static void Added(XmlWalk walk, string at, XmlSchemaAttribute next, bool wasOpen)
    {
        var isRequired = next.Use == XmlSchemaUse.Required;
        walk.Log.Add(new ContractChange(
            at, ContractChangeKind.PropertyAdded, isRequired || wasOpen, true, null, Words(next),
            (isRequired ? "The attribute is new and must be there: documents written before lack it." : "The attribute is new: consumers with the old contract refuse it.")
                + (XsdWords.DocumentationOf(next) is { } meaning ? $" Its meaning: {JsonSchema.Values.JsonText.Cut(string.Join(' ', meaning.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), 200)}" : "")));
    }

    private static void Removed(XmlWalk walk, string at, XmlSchemaAttribute old, bool isOpen)
    {
        var wasRequired = old.Use == XmlSchemaUse.Required;
        walk.Log.Add(new ContractChange(
            at, ContractChangeKind.PropertyRemoved, true, wasRequired || isOpen, Words(old), null,
            "The attribute is gone: documents that have it are refused" + (wasRequired ? ", and consumers rely on it." : ".")));
    }

    private static void Presence(XmlWalk walk, string at, XmlSchemaAttribute old, XmlSchemaAttribute next)
    {
        var (wasRequired, isRequired) = (old.Use == XmlSchemaUse.Required, next.Use == XmlSchemaUse.Required);
        if (wasRequired != isRequired)
        {
            walk.Log.Add(isRequired
                ? new ContractChange(at, ContractChangeKind.BecameRequired, true, false, "optional", "required", "The attribute must be there now: documents without it are refused.")
                : new ContractChange(at, ContractChangeKind.BecameOptional, false, true, "required", "optional", "The attribute may be absent now: consumers rely on it."));
        }
    }

    private static void Wildcards(XmlWalk walk, string path, XmlSchemaAnyAttribute? old, XmlSchemaAnyAttribute? next)
    {
        walk.HasWildcard |= old is not null || next is not null;
        var (from, to) = (Words(old), Words(next));
        if (from == to)
        {
            return;
        }

        walk.Log.Add(new ContractChange(
            path + "/@*", old is null ? ContractChangeKind.Opened : next is null ? ContractChangeKind.Closed : ContractChangeKind.CannotTell,
            old is not null, next is not null, from, to,
            old is null ? "Undeclared attributes are allowed now." : next is null ? "Undeclared attributes are no longer allowed." : "Other undeclared attributes are allowed."));
    }

    private static string? Words(XmlSchemaAnyAttribute? any) =>
        any is null ? null : $"any attribute of {any.Namespace ?? "##any"} ({ContentLeaf.TargetNamespace(any)}), {any.ProcessContents}";

    private static string Words(XmlSchemaAttribute attribute) =>
        $"{(attribute.Use == XmlSchemaUse.Required ? "required" : "optional")} {XsdWords.TypeOf(attribute.AttributeSchemaType)}";
}
