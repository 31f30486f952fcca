using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Properties;

namespace Portal.Contracts.Masking;

/// <summary>Makes the tree of a JSON Schema. What one of several branches marks private is private in all.</summary>
internal sealed class JsonMaskTree
{
    private static readonly string[] Branches = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] Conditions = ["if", "then", "else"];
    private static readonly string[] ItemKeywords = ["items", "additionalItems", "prefixItems", "contains", "unevaluatedItems"];
    private static readonly string[] OtherKeywords = ["additionalProperties", "unevaluatedProperties"];

    private readonly SchemaRegistry _registry;
    private readonly Dictionary<SchemaValue, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, MaskNode> _nodes = new(StringComparer.Ordinal);
    private readonly Queue<(MaskNode Node, List<SchemaValue> Schemas)> _open = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private JsonMaskTree(SchemaRegistry registry) => _registry = registry;

    /// <summary>The tree of a contract that is known to compile.</summary>
    public static MaskTree Of(ContractSource source)
    {
        // Read anew: a registry is not for many threads.
        var registry = new SchemaRegistry(source.Imports);
        var document = SchemaDocument.Parse(source.Schema, location: null).Document!;
        registry.AddRoot(document);
        var maker = new JsonMaskTree(registry);
        var root = maker.NodeOf([document.Root]);
        while (maker._open.TryDequeue(out var next))
        {
            maker.Fill(next.Node, next.Schemas);
        }

        return new MaskTree(root, maker._names);
    }

    private MaskNode NodeOf(IEnumerable<SchemaValue> schemas)
    {
        var all = Closure(schemas);
        var key = string.Join(',', all.Select(schema => _numbers.TryGetValue(schema, out var number) ? number : _numbers[schema] = _numbers.Count).Order());
        if (_nodes.TryGetValue(key, out var known))
        {
            return known;
        }

        var node = new MaskNode(all.Exists(schema => JsonMarks.Of(schema).IsPrivate));
        if (_nodes.Count < MaskTree.MaxNodes)
        {
            _nodes[key] = node;
            _open.Enqueue((node, all));
        }

        return node;
    }

    private void Fill(MaskNode node, List<SchemaValue> schemas)
    {
        foreach (var parts in schemas.Where(schema => schema.TryGet("properties", out _)).SelectMany(schema => schema.Members["properties"].Members)
            .GroupBy(member => member.Key, member => member.Value))
        {
            node.Members[parts.Key] = NodeOf(parts);
            if (node.Members[parts.Key].IsPrivate)
            {
                _names.Add(MaskNode.Fold(parts.Key));
            }
        }

        var items = schemas.SelectMany(schema => ItemKeywords.SelectMany(keyword => Schemas(schema, keyword))).ToList();
        node.Items = items.Count > 0 ? NodeOf(items) : null;
        var others = schemas.SelectMany(schema => OtherKeywords.SelectMany(keyword => Schemas(schema, keyword))
            .Concat(schema.TryGet("patternProperties", out var patterns) ? patterns.Members.Values : [])).Where(schema => schema.IsObject).ToList();
        node.Others = others.Count > 0 ? NodeOf(others) : null;
    }

    private List<SchemaValue> Closure(IEnumerable<SchemaValue> schemas)
    {
        var all = schemas.Distinct().ToList();
        var seen = all.ToHashSet();
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(Beside(all[i]).Where(seen.Add).ToArray());
        }

        return all;
    }

    private IEnumerable<SchemaValue> Beside(SchemaValue schema)
    {
        foreach (var keyword in new[] { "$ref", "$dynamicRef", "$recursiveRef" })
        {
            if (schema.Text(keyword) is { } reference && schema.Resource is { } resource && _registry.Resolve(schema, resource, reference) is { } target)
            {
                yield return target;
            }
        }

        foreach (var branch in Branches.Concat(Conditions).SelectMany(keyword => Schemas(schema, keyword)))
        {
            yield return branch;
        }

        foreach (var keyword in new[] { "dependentSchemas", "dependencies" })
        {
            foreach (var branch in schema.TryGet(keyword, out var dependencies) ? dependencies.Members.Values.Where(value => value.IsObject) : [])
            {
                yield return branch;
            }
        }
    }

    private static IEnumerable<SchemaValue> Schemas(SchemaValue schema, string keyword) =>
        !schema.TryGet(keyword, out var value) ? [] : value.IsArray ? value.Items : [value];
}
