using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Properties;

/// <summary>Lists the properties that a schema declares, in document order, through references and <c>allOf</c>.</summary>
internal sealed class PropertyWalk
{
    private const int MaxProperties = 500;
    private const int MaxDepth = 12;

    private readonly SchemaRegistry _registry;
    private readonly List<ContractProperty> _found = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<SchemaValue> _open = [];

    private PropertyWalk(SchemaRegistry registry) => _registry = registry;

    public static IReadOnlyList<ContractProperty> List(SchemaValue root, SchemaRegistry registry)
    {
        var walk = new PropertyWalk(registry);
        walk.Visit(root, "", 0);
        return walk._found;
    }

    // A schema that is open already is a recursion: its properties are listed once.
    private void Visit(SchemaValue schema, string path, int depth)
    {
        if (depth > MaxDepth || !_open.Add(schema))
        {
            return;
        }

        foreach (var part in PropertyWords.Parts(schema, _registry).ToArray())
        {
            if (part != schema)
            {
                Visit(part, path, depth);
                continue;
            }

            VisitProperties(schema, path, depth);
            VisitItems(schema, path, depth);
        }

        _open.Remove(schema);
    }

    private void VisitProperties(SchemaValue schema, string path, int depth)
    {
        if (!schema.TryGet("properties", out var properties))
        {
            return;
        }

        var required = schema.TryGet("required", out var names) ? names.Items.Select(item => item.AsText()).ToHashSet() : [];
        foreach (var (name, value) in properties.Members)
        {
            var at = $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (_found.Count >= MaxProperties)
            {
                return;
            }

            if (_paths.Add(at))
            {
                var words = PropertyWords.Of(value, _registry);
                _found.Add(new ContractProperty(at, name, depth, words.Type, words.Rule, required.Contains(name), words.Description));
            }

            Visit(value, at, depth + 1);
        }
    }

    private void VisitItems(SchemaValue schema, string path, int depth)
    {
        if (schema.TryGet("items", out var items) && items.IsObject)
        {
            Visit(items, path + "[]", depth);
        }
    }
}
