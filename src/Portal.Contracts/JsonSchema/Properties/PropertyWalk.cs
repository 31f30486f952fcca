using System.Text.Json;
using Portal.Contracts.Fields;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Values;
using Portal.Events.Payloads;

namespace Portal.Contracts.JsonSchema.Properties;

/// <summary>Lists the properties that a schema declares, in document order, through references and <c>allOf</c>.</summary>
internal sealed class PropertyWalk
{
    private const int MaxProperties = 500;
    private const int MaxDepth = 12;

    // References and branches do not lead deeper into a payload, and a row of them could be longer than the stack.
    private const int MaxOpen = 256;

    private readonly SchemaRegistry _registry;
    private readonly List<ContractProperty> _found = [];
    private readonly Dictionary<string, int> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<SchemaValue> _open = [];

    private PropertyWalk(SchemaRegistry registry) => _registry = registry;

    public static IReadOnlyList<ContractProperty> List(SchemaValue root, SchemaRegistry registry)
    {
        var walk = new PropertyWalk(registry);
        var isPrivate = JsonFields.MarksOf(JsonFields.Together(root, registry)).IsPrivate;
        walk.Visit(root, new Place("", "", 0, isPrivate, Repeats: false));
        return walk._found;
    }

    // A schema that is open already is a recursion: its properties are listed once.
    private void Visit(SchemaValue schema, Place place)
    {
        if (place.Depth > MaxDepth || _open.Count >= MaxOpen || !_open.Add(schema))
        {
            return;
        }

        foreach (var part in PropertyWords.Parts(schema, _registry).ToArray())
        {
            if (part != schema)
            {
                Visit(part, place);
                continue;
            }

            VisitProperties(schema, place);
            if (schema.TryGet("items", out var items) && items.IsObject)
            {
                var isPrivate = place.IsPrivate || JsonFields.MarksOf(JsonFields.Together(items, _registry)).IsPrivate;
                Visit(items, place with { Path = place.Path + "[]", ValuePath = place.ValuePath + "/*", IsPrivate = isPrivate, Repeats = true });
            }
        }

        _open.Remove(schema);
    }

    private void VisitProperties(SchemaValue schema, Place place)
    {
        if (!schema.TryGet("properties", out var properties))
        {
            return;
        }

        var required = schema.TryGet("required", out var names) ? names.Items.Select(item => item.AsText()).ToHashSet() : [];
        foreach (var (name, value) in properties.Members)
        {
            if (_found.Count >= MaxProperties)
            {
                return;
            }

            var step = "/" + FieldPath.Escape(name);
            var property = Describe(name, value, required.Contains(name), place with { Path = place.Path + step, ValuePath = place.ValuePath + step });
            if (_paths.TryAdd(property.Path, _found.Count))
            {
                _found.Add(property);
            }
            else
            {
                // Declared twice, in branches: the first is shown, the marks of both hold.
                var first = _found[_paths[property.Path]];
                _found[_paths[property.Path]] = first with { Marks = first.Marks.With(property.Marks) };
            }

            var at = place with { Path = place.Path + step, ValuePath = place.ValuePath + step, Depth = place.Depth + 1, IsPrivate = property.Marks.IsPrivate };
            Visit(value, at);
        }
    }

    private ContractProperty Describe(string name, SchemaValue value, bool isRequired, Place place)
    {
        var words = PropertyWords.Of(value, _registry);
        var together = JsonFields.Together(value, _registry);
        var marks = JsonFields.MarksOf(together);
        var kind = JsonFields.KindOf(together);
        var (valuePath, repeats) = (place.ValuePath, place.Repeats);

        // An array of plain values stands for its items, and is marked through them or by itself.
        for (var depth = 0; kind == FieldKind.Array && depth < 3 && JsonFields.ItemsOf(together) is { } items; depth++)
        {
            together = JsonFields.Together(items, _registry);
            var item = JsonFields.KindOf(together);
            if (item is FieldKind.Object or FieldKind.Any)
            {
                break;
            }

            (kind, valuePath, repeats) = (item, valuePath + "/*", true);
            marks = marks.With(JsonFields.MarksOf(together));
        }

        return new ContractProperty(place.Path, name, place.Depth, words.Type, words.Rule, isRequired, words.Description)
        {
            Marks = marks with { IsPrivate = marks.IsPrivate || place.IsPrivate },
            Kind = kind,
            Values = kind is FieldKind.Object or FieldKind.Array ? [] : JsonFields.ValuesOf(together),
            ValuePath = valuePath,
            Repeats = repeats,
        };
    }

    private sealed record Place(string Path, string ValuePath, int Depth, bool IsPrivate, bool Repeats);
}
