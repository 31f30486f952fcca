using System.Xml;
using System.Xml.Schema;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>Compares what elements two types contain, in what order and how often.</summary>
internal static class ContentChanges
{
    public static void Compare(XmlWalk walk, string path, XmlSchemaComplexType old, XmlSchemaComplexType next)
    {
        var (oldModels, newModels) = (new ContentModels(walk.Before), new ContentModels(walk.After));
        var (oldNode, newNode) = (oldModels.Read(old.ContentTypeParticle), newModels.Read(next.ContentTypeParticle));
        var names = Names(walk, oldModels, newModels);
        var (oldCounts, newCounts) = (Occurrences.Of(old.ContentTypeParticle), Occurrences.Of(next.ContentTypeParticle));
        var product = new ContentProduct(oldModels, newModels);
        if (IsSame(old.ContentTypeParticle, next.ContentTypeParticle, oldModels, newModels))
        {
            product.Pairs.UnionWith(oldModels.Leaves.Zip(newModels.Leaves).SelectMany(pair => NamesOf(walk, pair.First, pair.Second, names).Select(name => (name, pair.First, pair.Second))));
        }
        else if (product.Run(oldNode, newNode, names))
        {
            Report(walk, path, product, oldCounts, newCounts);
        }
        else
        {
            walk.Log.CannotTell(path, "The order and number of elements changed and is too intricate to be compared.");
            var pairs = from left in oldModels.Leaves from right in newModels.Leaves from name in left.Names where right.Find(name) is not null select (name, left, right);
            product.Pairs.UnionWith(pairs);
        }

        Whitespace(walk, path, old.ContentType, next.ContentType);
        foreach (var (name, left, right) in product.Pairs)
        {
            var isMany = (newCounts.TryGetValue(name, out var count) ? count : oldCounts.GetValueOrDefault(name)).Most > 1;
            ComparePair(walk, $"{path}/{name.Name}{(isMany ? "[]" : "")}", name, left, right);
        }
    }

    private static HashSet<XmlQualifiedName> Names(XmlWalk walk, ContentModels olds, ContentModels news)
    {
        ContentLeaf[] all = [.. olds.Leaves, .. news.Leaves];
        var names = all.SelectMany(leaf => leaf.Names).ToHashSet();
        var wildcards = all.Select(leaf => leaf.Any).OfType<XmlSchemaAny>().ToArray();
        if (wildcards.Length > 0)
        {
            walk.HasWildcard = true;
            names.UnionWith(walk.Before.GlobalElements.Names.OfType<XmlQualifiedName>().Concat(walk.After.GlobalElements.Names.OfType<XmlQualifiedName>()));
            names.UnionWith(wildcards.SelectMany(ContentLeaf.Namespaces).Concat(["", "urn:any-other"]).Select(space => new XmlQualifiedName("undeclared", space)));
        }

        return names;
    }

    private static IEnumerable<XmlQualifiedName> NamesOf(XmlWalk walk, ContentLeaf old, ContentLeaf next, HashSet<XmlQualifiedName> all)
    {
        walk.HasWildcard |= old.Any is not null;
        return old.Any is null ? old.Names : all.Where(name => old.LetsIn(name) && next.LetsIn(name)).Take(1);
    }

    private static void Report(
        XmlWalk walk, string path, ContentProduct product,
        Dictionary<XmlQualifiedName, (decimal Least, decimal Most)> olds, Dictionary<XmlQualifiedName, (decimal Least, decimal Most)> news)
    {
        var (isProducers, isConsumers) = (product.BreaksProducers is not null, product.BreaksConsumers is not null);
        var (toldProducers, toldConsumers) = (false, false);
        foreach (var name in olds.Keys.Union(news.Keys))
        {
            foreach (var change in CountChanges(path, name, olds, news))
            {
                var sure = change with { BreaksProducers = change.BreaksProducers && isProducers, BreaksConsumers = change.BreaksConsumers && isConsumers };
                toldProducers |= sure.BreaksProducers;
                toldConsumers |= sure.BreaksConsumers;
                walk.Log.Add(sure);
            }
        }

        if ((isProducers && !toldProducers) || (isConsumers && !toldConsumers))
        {
            walk.Log.Add(new ContractChange(
                path, ContractChangeKind.ContentModelChanged, isProducers && !toldProducers, isConsumers && !toldConsumers,
                isProducers ? product.BreaksProducers : null, isConsumers ? product.BreaksConsumers : null, "Elements may stand in another order, choice or number."));
        }
    }

    private static IEnumerable<ContractChange> CountChanges(
        string path, XmlQualifiedName name,
        Dictionary<XmlQualifiedName, (decimal Least, decimal Most)> olds, Dictionary<XmlQualifiedName, (decimal Least, decimal Most)> news)
    {
        var (was, now) = (olds.GetValueOrDefault(name), news.GetValueOrDefault(name));
        var at = name.IsEmpty ? path + "/*" : $"{path}/{name.Name}{(Math.Max(was.Most, now.Most) > 1 ? "[]" : "")}";
        var (isAny, from, to) = (name.IsEmpty, Words(was), Words(now));
        if (was.Most == 0 && now.Most > 0)
        {
            yield return new ContractChange(
                at, isAny ? ContractChangeKind.Opened : ContractChangeKind.PropertyAdded, now.Least > 0, true, null, to,
                isAny ? "Undeclared elements are allowed now: consumers with the old contract refuse them."
                    : now.Least > 0 ? "The element is new and must be there: documents written before lack it." : "The element is new: consumers with the old contract refuse it.");
            yield break;
        }

        if (now.Most == 0 && was.Most > 0)
        {
            yield return new ContractChange(
                at, isAny ? ContractChangeKind.Closed : ContractChangeKind.PropertyRemoved, true, was.Least > 0, from, null,
                isAny ? "Undeclared elements are no longer allowed: documents that have some are refused." : "The element is gone: documents that have it are refused.");
            yield break;
        }

        if (was.Least != now.Least)
        {
            var isTighter = now.Least > was.Least;
            var kind = was.Least == 0 ? ContractChangeKind.BecameRequired : now.Least == 0 ? ContractChangeKind.BecameOptional
                : isTighter ? ContractChangeKind.CountTightened : ContractChangeKind.CountLoosened;
            yield return new ContractChange(
                at, kind, isTighter, !isTighter, from, to,
                isTighter ? "The element must be there more often: documents with fewer are refused." : "The element may be there less often: consumers rely on it.");
        }

        if (was.Most != now.Most)
        {
            var isTighter = now.Most < was.Most;
            yield return new ContractChange(
                at, isTighter ? ContractChangeKind.CountTightened : ContractChangeKind.CountLoosened, isTighter, !isTighter, from, to,
                isTighter ? "The element may be there less often: documents with more are refused." : "The element may be there more often: consumers do not expect it.");
        }
    }

    private static string? Words((decimal Least, decimal Most) count) =>
        count.Most == 0 ? null : count.Most == decimal.MaxValue ? $"{count.Least} or more times" : count.Least == count.Most ? $"{count.Least} times" : $"{count.Least} to {count.Most} times";

    // An empty type allows no white space; one whose elements are all optional does.
    private static void Whitespace(XmlWalk walk, string path, XmlSchemaContentType old, XmlSchemaContentType next)
    {
        if ((old == XmlSchemaContentType.Empty) != (next == XmlSchemaContentType.Empty))
        {
            var isEmpty = next == XmlSchemaContentType.Empty;
            walk.Log.Add(new ContractChange(
                path, ContractChangeKind.ContentModelChanged, isEmpty, !isEmpty, isEmpty ? "elements" : "empty", isEmpty ? "empty" : "elements",
                isEmpty ? "The element must be empty now." : "The element need not be empty any more."));
        }
    }

    private static void ComparePair(XmlWalk walk, string at, XmlQualifiedName name, ContentLeaf old, ContentLeaf next)
    {
        if (old.Find(name) is { } left && next.Find(name) is { } right)
        {
            walk.Elements(at, left, right);
        }
        else if (old.Any is { } oldAny && next.Any is { } newAny)
        {
            var (was, now) = (Strictness(oldAny), Strictness(newAny));
            if (was != now)
            {
                walk.Log.Add(new ContractChange(
                    at[..(at.LastIndexOf('/') + 1)] + "*", now < was ? ContractChangeKind.Opened : ContractChangeKind.Closed, now > was, now < was,
                    oldAny.ProcessContents.ToString(), newAny.ProcessContents.ToString(), "Undeclared elements are checked in another way."));
            }
        }
        else
        {
            walk.Log.Add(new ContractChange(
                at, old.Any is null ? ContractChangeKind.PropertyRemoved : ContractChangeKind.PropertyAdded, true, true, null, null,
                "The element is declared in one version and let in by a wildcard in the other, where it may be anything.")
            {
                OnlyUndeclared = old.Any is not null && !walk.Before.GlobalElements.Contains(name),
            });
        }
    }

    private static int Strictness(XmlSchemaAny any) => any.ProcessContents switch
    {
        XmlSchemaContentProcessing.Skip => 0,
        XmlSchemaContentProcessing.Lax => 1,
        _ => 2,
    };

    private static bool IsSame(XmlSchemaParticle? old, XmlSchemaParticle? next, ContentModels olds, ContentModels news) =>
        HasSameShape(old, next) && olds.Leaves.Count == news.Leaves.Count && olds.Leaves.Zip(news.Leaves).All(pair => pair.First.Words == pair.Second.Words);

    private static bool HasSameShape(XmlSchemaParticle? old, XmlSchemaParticle? next)
    {
        if (old is null || next is null)
        {
            return old is null && next is null;
        }

        if (old.GetType() != next.GetType() || old.MinOccurs != next.MinOccurs || old.MaxOccurs != next.MaxOccurs)
        {
            return false;
        }

        return old is not XmlSchemaGroupBase left || next is not XmlSchemaGroupBase right
            || (left.Items.Count == right.Items.Count
                && left.Items.OfType<XmlSchemaParticle>().Zip(right.Items.OfType<XmlSchemaParticle>()).All(pair => HasSameShape(pair.First, pair.Second)));
    }
}
