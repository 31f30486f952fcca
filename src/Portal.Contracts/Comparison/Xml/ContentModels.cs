using System.Xml;
using System.Xml.Schema;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>
/// The content models of one set, and what is left of one after an element (its derivative by Brzozowski), which makes
/// a model an automaton whose states are its own remainders.
/// </summary>
internal sealed class ContentModels(XmlSchemaSet set)
{
    private readonly Dictionary<string, ContentNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<ContentLeaf, int> _leaves = [];

    /// <summary>All leaves of the models that were read, in their order.</summary>
    public IReadOnlyCollection<ContentLeaf> Leaves => _leaves.Keys;

    public ContentNode Never => Make(ContentShape.Never, [], mayEnd: false);

    public ContentNode End => Make(ContentShape.End, [], mayEnd: true);

    public ContentNode Read(XmlSchemaParticle? particle)
    {
        var one = particle switch
        {
            XmlSchemaElement or XmlSchemaAny => Leaf(particle),
            XmlSchemaSequence sequence => Sequence([.. Items(sequence)]),
            XmlSchemaChoice choice => Choice([.. Items(choice)]),
            XmlSchemaAll all => All([.. Items(all)]),
            _ => End,
        };
        return particle is null ? End : Repeat(one, particle.MinOccurs, particle.MaxOccurs);
    }

    /// <summary>What may come after an element of that name, and the leaves that let it in.</summary>
    public ContentNode After(ContentNode node, XmlQualifiedName name, List<ContentLeaf> used)
    {
        switch (node.Shape)
        {
            case ContentShape.Leaf when node.Leaf!.LetsIn(name):
                used.Add(node.Leaf);
                return End;
            case ContentShape.Choice:
                return Choice([.. node.Parts.Select(part => After(part, name, used))]);
            case ContentShape.Sequence:
                return AfterSequence(node.Parts, name, used);
            case ContentShape.All:
                return Choice([.. node.Parts.Index().Select(part => Sequence(
                    [After(part.Item, name, used), All([.. node.Parts.Where((_, at) => at != part.Index)])]))]);
            case ContentShape.Repeat:
                var rest = Repeat(node.Parts[0], Math.Max(node.Least - 1, 0), node.Most == decimal.MaxValue ? decimal.MaxValue : node.Most - 1);
                return Sequence([After(node.Parts[0], name, used), rest]);
            default:
                return Never;
        }
    }

    private IEnumerable<ContentNode> Items(XmlSchemaGroupBase group) => group.Items.OfType<XmlSchemaParticle>().Select(Read);

    private ContentNode AfterSequence(ContentNode[] parts, XmlQualifiedName name, List<ContentLeaf> used)
    {
        var ways = new List<ContentNode>();
        for (var at = 0; at < parts.Length; at++)
        {
            ways.Add(Sequence([After(parts[at], name, used), .. parts[(at + 1)..]]));
            if (!parts[at].MayEnd)
            {
                break;
            }
        }

        return Choice([.. ways]);
    }

    private ContentNode Leaf(XmlSchemaParticle particle)
    {
        var leaf = new ContentLeaf(particle, set);
        if (leaf.Any is null && leaf.Names.Count == 0)
        {
            return Never;
        }

        _leaves[leaf] = _leaves.Count;
        return Make(ContentShape.Leaf, [], mayEnd: false, leaf);
    }

    private ContentNode Sequence(ContentNode[] parts)
    {
        ContentNode[] flat = [.. parts.SelectMany(part => part.Shape == ContentShape.Sequence ? part.Parts : part.Shape == ContentShape.End ? [] : [part])];
        return Array.Exists(flat, part => part.Shape == ContentShape.Never) ? Never
            : flat.Length == 0 ? End
            : flat.Length == 1 ? flat[0]
            : Make(ContentShape.Sequence, flat, Array.TrueForAll(flat, part => part.MayEnd));
    }

    private ContentNode Choice(ContentNode[] parts)
    {
        ContentNode[] flat = [.. parts.SelectMany(part => part.Shape == ContentShape.Choice ? part.Parts : part.Shape == ContentShape.Never ? [] : [part])
            .DistinctBy(part => part.Number).OrderBy(part => part.Number)];
        return flat.Length == 0 ? Never : flat.Length == 1 ? flat[0] : Make(ContentShape.Choice, flat, Array.Exists(flat, part => part.MayEnd));
    }

    private ContentNode All(ContentNode[] parts)
    {
        ContentNode[] left = [.. parts.Where(part => part.Shape != ContentShape.End)];
        return Array.Exists(left, part => part.Shape == ContentShape.Never) ? Never
            : left.Length == 0 ? End
            : left.Length == 1 ? left[0]
            : Make(ContentShape.All, left, Array.TrueForAll(left, part => part.MayEnd));
    }

    private ContentNode Repeat(ContentNode part, decimal least, decimal most)
    {
        if (most == 0 || part.Shape == ContentShape.End)
        {
            return End;
        }

        if (part.Shape == ContentShape.Never)
        {
            return least == 0 ? End : Never;
        }

        // What may be nothing is repeated as often as is wanted.
        var needed = part.MayEnd ? 0 : least;
        return needed == 1 && most == 1 ? part : Make(ContentShape.Repeat, [part], needed == 0, null, needed, most);
    }

    private ContentNode Make(ContentShape shape, ContentNode[] parts, bool mayEnd, ContentLeaf? leaf = null, decimal least = 0, decimal most = 0)
    {
        var key = $"{shape} {(leaf is null ? -1 : _leaves[leaf])} {least} {most} {string.Join(',', parts.Select(part => part.Number))}";
        if (!_nodes.TryGetValue(key, out var node))
        {
            _nodes[key] = node = new ContentNode(_nodes.Count, shape, leaf, parts, least, most, mayEnd);
        }

        return node;
    }
}
