using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.Comparison.Json;

/// <summary>
/// All that schemas say of one value at once, laid flat: references followed and <c>allOf</c> opened. Each part then speaks
/// only by its own keywords.
/// </summary>
internal sealed class SchemaView
{
    // What has been followed says nothing by itself.
    private static readonly string[] Structure = ["$ref", "allOf", "$defs", "definitions", "$schema", "$id", "id"];

    private readonly List<SchemaValue> _parts = [];

    public SchemaView(SchemaSide side, IEnumerable<SchemaValue> schemas)
    {
        Side = side;
        Gather(schemas);
        Kinds = _parts.Where(part => part.Validates()).Aggregate(ValueKinds.All, (kinds, part) => kinds & part.Kinds());
        Values = OnlyValues();
        Reachable = IsRefused ? ValueKinds.None
            : Values is null ? Kinds
            : Kinds & Values.Aggregate(ValueKinds.None, (kinds, value) => kinds | PartWords.KindOf(value));
        Key = string.Join(',', _parts.Select(side.NumberOf).Order()) + (IsRefused ? "!" : "");
    }

    public SchemaSide Side { get; }

    public IReadOnlyList<SchemaValue> Parts => _parts;

    /// <summary>The kinds that <c>type</c> allows.</summary>
    public ValueKinds Kinds { get; }

    /// <summary>The kinds of values that can be valid at all.</summary>
    public ValueKinds Reachable { get; }

    /// <summary>The only values that <c>enum</c> and <c>const</c> allow; null when there is no such limit.</summary>
    public IReadOnlyList<JsonElement>? Values { get; }

    /// <summary>Whether no value is valid.</summary>
    public bool IsNever => Reachable == ValueKinds.None;

    /// <summary>Whether every value is valid.</summary>
    public bool IsAny => !IsRefused && _parts.All(part => !part.Limits());

    /// <summary>Tells views of one side apart.</summary>
    public string Key { get; }

    /// <summary>Whether some reference depends on the way to it.</summary>
    public bool HasDynamicReference { get; private set; }

    private bool IsRefused { get; set; }

    /// <summary>The schemas that hold for a property of this name.</summary>
    public SchemaView Property(string name) => Side.View(_parts.Where(part => part.Applies()).SelectMany(part => part.PropertySchemas(Side, name)));

    // A stack takes the place of recursion: references may form chains of any length.
    private void Gather(IEnumerable<SchemaValue> schemas)
    {
        var seen = new HashSet<SchemaValue>();
        var waiting = new Stack<SchemaValue>(schemas.Reverse());
        while (waiting.TryPop(out var schema))
        {
            IsRefused |= schema.Element.ValueKind == JsonValueKind.False;
            if (!schema.IsObject || schema.Resource is not { } resource || !seen.Add(schema))
            {
                continue;
            }

            var isAlone = resource.Dialect.RefStandsAlone && schema.TryGet("$ref", out _);
            if (!isAlone)
            {
                if (schema.Members.Keys.Any(keyword => !Structure.Contains(keyword)))
                {
                    _parts.Add(schema);
                }

                foreach (var part in schema.Applies() && schema.TryGet("allOf", out var all) ? all.Items.Reverse() : [])
                {
                    waiting.Push(part);
                }

                FollowDynamic(schema, resource, waiting);
            }

            if (Side.Target(schema) is { } target)
            {
                waiting.Push(target);
            }
        }
    }

    // A dynamic reference whose first target is no dynamic anchor is an ordinary one.
    private void FollowDynamic(SchemaValue schema, SchemaResource resource, Stack<SchemaValue> waiting)
    {
        if (resource.Dialect.Draft == Draft.V201909 && schema.TryGet("$recursiveRef", out _))
        {
            if (resource.DynamicAnchors.ContainsKey(SchemaResource.RecursiveAnchor))
            {
                HasDynamicReference = true;
            }
            else
            {
                waiting.Push(resource.Root);
            }
        }
        else if (resource.Dialect.Draft == Draft.V202012 && schema.Text("$dynamicRef") is { } reference)
        {
            var anchor = UriReference.Split(reference).Fragment;
            var target = Side.Registry.Resolve(schema, resource, reference);
            if (target is null || (anchor is not null && target.Resource!.DynamicAnchors.GetValueOrDefault(anchor) == target))
            {
                HasDynamicReference = true;
            }
            else
            {
                waiting.Push(target);
            }
        }
    }

    private List<JsonElement>? OnlyValues()
    {
        List<JsonElement>? only = null;
        foreach (var values in _parts.Where(part => part.Validates()).SelectMany(part => part.ValueLists()))
        {
            only = only is null ? values : [.. only.Intersect(values, JsonEquality.Instance)];
        }

        return only?.FindAll(value => (PartWords.KindOf(value) & Kinds) != 0);
    }
}
