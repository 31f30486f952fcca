using Portal.Contracts.Fields;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Properties;
using System.Text.Json;

namespace Portal.Contracts.CodeGeneration;

/// <summary>Finds the types of a JSON Schema. What alternatives declare is put together in one type, each member optional.</summary>
internal sealed class JsonCodeModel
{
    private static readonly string[] Branches = ["anyOf", "oneOf"];
    private static readonly string[] Consequences = ["then", "else"];
    public const int MaxTypes = 300;
    private const int MaxDepth = 40;

    private readonly SchemaRegistry _registry;
    private readonly Dictionary<SchemaValue, CodeType> _known = new(ReferenceEqualityComparer.Instance);
    private readonly List<CodeType> _types = [];
    private bool _isCut;

    private JsonCodeModel(SchemaRegistry registry) => _registry = registry;

    public static CodeModel Of(ContractSource source, string rootName)
    {
        var registry = new SchemaRegistry(source.Imports);
        var document = SchemaDocument.Parse(source.Schema, location: null).Document!;
        registry.AddRoot(document);
        var model = new JsonCodeModel(registry);
        var root = model.Reference(document.Root, document.Root.Text("title") ?? rootName, 0);
        if (root is not { Target.Members.Count: > 0, Dimensions: 0, IsMap: false })
        {
            // A payload that is no object gets a type that holds it, so that there is something to begin with.
            var holder = new CodeType(rootName, "The payload is the value of the one member.");
            holder.Members.Add(new CodeMember("value", root, true, null));
            model._types.Insert(0, holder);
        }

        return new CodeModel(model._types, IsXml: false, model._isCut);
    }

    private CodeReference Reference(SchemaValue schema, string name, int depth)
    {
        var together = JsonFields.Together(schema, _registry);
        var kind = JsonFields.KindOf(together);
        var isNullable = together.Any(part => part.TryGet("type", out var type) && type.Items.Any(item => item.AsText() == "null"))
            || together.Any(part => part.TryGet("enum", out var values) && values.Items.Any(value => value.Element.ValueKind == JsonValueKind.Null));
        if (depth > MaxDepth)
        {
            _isCut = true;
            return new CodeReference(FieldKind.Any);
        }

        if (kind == FieldKind.Array)
        {
            var item = JsonFields.ItemsOf(together) is { } items ? Reference(items, Singular(name), depth + 1) : new CodeReference(FieldKind.Any);

            // An array of maps has no short form in what is made of it: its items are left open.
            return item.IsMap ? new CodeReference(FieldKind.Any, Dimensions: 1, IsNullable: isNullable) : item with { Dimensions = item.Dimensions + 1, IsNullable = isNullable };
        }

        if (kind is FieldKind.Object or FieldKind.Any && Properties(together).Any())
        {
            return new CodeReference(FieldKind.Object, TypeOf(together, name, depth), IsNullable: isNullable);
        }

        if (kind == FieldKind.Object)
        {
            var others = together.Select(part => part.TryGet("additionalProperties", out var value) && value.IsObject ? value : null).FirstOrDefault(value => value is not null);
            var value = others is null ? new CodeReference(FieldKind.Any) : Reference(others, Singular(name), depth + 1);
            return value.IsMap || value.Dimensions > 0 ? new CodeReference(FieldKind.Any, IsMap: true, IsNullable: isNullable) : value with { IsMap = true, IsNullable = isNullable };
        }

        if (kind == FieldKind.Text && Values(together) is { Count: > 0 } listed)
        {
            return new CodeReference(FieldKind.Text, Enumeration(together, listed, name), IsNullable: isNullable);
        }

        return new CodeReference(kind, IsNullable: isNullable);
    }

    private CodeType? TypeOf(IReadOnlyList<SchemaValue> together, string name, int depth)
    {
        var owner = together.FirstOrDefault(part => part.TryGet("properties", out _)) ?? together[0];
        if (_known.TryGetValue(owner, out var known))
        {
            return known;
        }

        if (_types.Count >= MaxTypes)
        {
            _isCut = true;
            return null;
        }

        var type = new CodeType(together.Select(part => part.Text("title")).FirstOrDefault(title => title is not null) ?? name, DescriptionOf(together));
        _known[owner] = type;
        _types.Add(type);
        var required = together.Where(part => part.TryGet("required", out var names) && names.IsArray).SelectMany(part => part.Members["required"].Items.Select(item => item.AsText())).ToHashSet();
        foreach (var (member, schema) in Properties(together).DistinctBy(member => member.Key))
        {
            type.Members.Add(new CodeMember(
                member, Reference(schema, member, depth + 1), required.Contains(member), DescriptionOf(JsonFields.Together(schema, _registry))));
        }

        return type;
    }

    private CodeType? Enumeration(IReadOnlyList<SchemaValue> together, IReadOnlyList<string> values, string name)
    {
        var owner = together.First(part => part.TryGet("enum", out _));
        if (!_known.TryGetValue(owner, out var type) && _types.Count < MaxTypes)
        {
            type = new CodeType(name, DescriptionOf(together)) { Values = values };
            _known[owner] = type;
            _types.Add(type);
        }

        return type;
    }

    private IEnumerable<KeyValuePair<string, SchemaValue>> Properties(IReadOnlyList<SchemaValue> together)
    {
        foreach (var part in together.Concat(together.SelectMany(Alternatives)))
        {
            foreach (var member in part.TryGet("properties", out var properties) ? properties.Members : Nothing)
            {
                yield return member;
            }
        }
    }

    private IEnumerable<SchemaValue> Alternatives(SchemaValue schema) =>
        Branches.SelectMany(keyword => schema.TryGet(keyword, out var branches) ? branches.Items : [])
            .Concat(Consequences.Where(keyword => schema.TryGet(keyword, out _)).Select(keyword => schema.Members[keyword]))
            .SelectMany(branch => JsonFields.Together(branch, _registry));

    // All of them or none: a list that is cut would refuse what is valid.
    private static IReadOnlyList<string> Values(IReadOnlyList<SchemaValue> together)
    {
        var list = together.Select(part => part.TryGet("enum", out var values) ? values : null).FirstOrDefault(values => values is not null);
        return list is { Items.Count: <= 500 } ? [.. list.Items.Select(value => value.AsText()).OfType<string>().Distinct()] : [];
    }

    private static string? DescriptionOf(IReadOnlyList<SchemaValue> together) =>
        together.Select(part => part.Text("description") ?? part.Text("title")).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    private static string Singular(string name) => name.Length > 3 && name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) ? name[..^1] : name + "Item";

    private static IReadOnlyDictionary<string, SchemaValue> Nothing { get; } = new Dictionary<string, SchemaValue>();
}
