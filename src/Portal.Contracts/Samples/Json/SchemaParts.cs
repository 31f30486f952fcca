using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Keywords;

namespace Portal.Contracts.Samples.Json;

/// <summary>
/// All the schemas that one value has to meet at once, laid flat: references followed, <c>allOf</c> opened, one branch
/// chosen of <c>anyOf</c>, <c>oneOf</c> and <c>if</c>. Each part then speaks only by its own keywords.
/// </summary>
internal sealed class SchemaParts(SchemaRegistry registry, SchemaResource root, BranchDraw draw)
{
    // More is no contract that people write; the bound keeps alternatives that multiply in check.
    private const int MaxParts = 500;
    private const int MaxDepth = 100;

    private readonly List<SchemaValue> _parts = [];

    /// <summary>The schemas, each with only its own keywords to be looked at.</summary>
    public IReadOnlyList<SchemaValue> All => _parts;

    public BranchDraw Draw => draw;

    /// <summary>Adds a schema and what it leads to; false when nothing can meet it.</summary>
    public bool Add(SchemaValue schema) => Add(schema, 0);

    /// <summary>The values of a keyword in all parts that have it.</summary>
    public IEnumerable<SchemaValue> Each(string keyword)
    {
        foreach (var part in _parts)
        {
            if (part.TryGet(keyword, out var value))
            {
                yield return value;
            }
        }
    }

    /// <summary>The largest of counts such as <c>minItems</c>; the fallback when there is none.</summary>
    public long Largest(string keyword, long fallback) => Counts(keyword).DefaultIfEmpty(fallback).Max();

    /// <summary>The smallest of counts such as <c>maxItems</c>; the fallback when there is none.</summary>
    public long Smallest(string keyword, long fallback) => Counts(keyword).DefaultIfEmpty(fallback).Min();

    public bool IsTrue(string keyword) => Each(keyword).Any(value => value.Element.ValueKind == JsonValueKind.True);

    /// <summary>The types that all parts allow; a number that may have a fraction is both number and integer.</summary>
    public TypeMask Types()
    {
        const TypeMask Any = TypeMask.Null | TypeMask.Boolean | TypeMask.Object | TypeMask.Array | TypeMask.Number | TypeMask.Integer | TypeMask.String;
        var allowed = Any;
        foreach (var type in Each("type"))
        {
            allowed &= Mask(type);
        }

        foreach (var not in Each("not").Where(not => not.Members.Count == 1 && not.TryGet("type", out _)))
        {
            var refused = Mask(not.Members["type"]);
            allowed &= ~(refused.HasFlag(TypeMask.Number) ? refused : refused & ~TypeMask.Integer);
        }

        return allowed;
    }

    private static TypeMask Mask(SchemaValue type)
    {
        var mask = (type.IsArray ? type.Items : [type]).Aggregate(TypeMask.None, (sum, item) => sum | TypeKeyword.Parse(item.AsText()));
        return mask.HasFlag(TypeMask.Number) ? mask | TypeMask.Integer : mask;
    }

    private IEnumerable<long> Counts(string keyword) => Each(keyword).Where(value => value.Element.ValueKind == JsonValueKind.Number)
        .Select(value => value.Element.TryGetInt64(out var count) ? count : (long)Math.Clamp(value.Element.GetDouble(), 0, long.MaxValue / 2));

    private bool Add(SchemaValue schema, int depth)
    {
        if (schema.Element.ValueKind == JsonValueKind.False || depth > MaxDepth || _parts.Count >= MaxParts)
        {
            return false;
        }

        if (schema.Resource is not { } resource || !schema.IsObject || _parts.Contains(schema))
        {
            return true;
        }

        var references = Targets(schema, resource).ToArray();
        if (references.Any(target => !Add(target, depth + 1)))
        {
            return false;
        }

        if (resource.Dialect.RefStandsAlone && references.Length > 0)
        {
            return true;
        }

        _parts.Add(schema);
        return AddAll(schema, depth) && AddOne(schema, "anyOf", depth) && AddOne(schema, "oneOf", depth) && AddCondition(schema, depth);
    }

    // A dynamic reference leads to the outermost schema of that name; the contract's own is that in all but odd cases.
    private IEnumerable<SchemaValue> Targets(SchemaValue schema, SchemaResource resource)
    {
        if (schema.Text("$ref") is { } reference && registry.Resolve(schema, resource, reference) is { } target)
        {
            yield return target;
        }

        if (resource.Dialect.Draft == Draft.V201909 && schema.Text("$recursiveRef") is not null)
        {
            yield return resource.DynamicAnchors.ContainsKey(SchemaResource.RecursiveAnchor)
                ? root.DynamicAnchors.GetValueOrDefault(SchemaResource.RecursiveAnchor, resource.Root)
                : resource.Root;
        }

        if (resource.Dialect.Draft == Draft.V202012 && schema.Text("$dynamicRef") is { } dynamic
            && registry.Resolve(schema, resource, dynamic) is { } first)
        {
            var anchor = dynamic[(dynamic.IndexOf('#', StringComparison.Ordinal) + 1)..];
            yield return first.Text("$dynamicAnchor") == anchor ? root.DynamicAnchors.GetValueOrDefault(anchor, first) : first;
        }
    }

    private bool AddAll(SchemaValue schema, int depth) =>
        !schema.TryGet("allOf", out var all) || all.Items.All(part => Add(part, depth + 1));

    private bool AddOne(SchemaValue schema, string keyword, int depth) =>
        !schema.TryGet(keyword, out var branches) || branches.Items.Count == 0
        || Add(branches.Items[draw.Next(branches.Items.Count)], depth + 1);

    private bool AddCondition(SchemaValue schema, int depth)
    {
        if (schema.Resource!.Dialect.Draft < Draft.V7 || !schema.TryGet("if", out var condition))
        {
            return true;
        }

        var (then, otherwise) = (schema.Members.GetValueOrDefault("then"), schema.Members.GetValueOrDefault("else"));
        return draw.Next(2) == 0
            ? Add(condition, depth + 1) && (then is null || Add(then, depth + 1))
            : otherwise is null || Add(otherwise, depth + 1);
    }
}
