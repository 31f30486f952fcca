using System.Text.Json;
using Portal.Contracts.Fields;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Properties;

/// <summary>What a schema says of a field's values and use, together with what it refers to.</summary>
internal static class JsonFields
{
    // References and the branches of allOf that are looked into for one field.
    private const int MaxParts = 30;

    /// <summary>A schema and those that its values must meet beside it: targets of <c>$ref</c>, branches of <c>allOf</c>.</summary>
    public static IReadOnlyList<SchemaValue> Together(SchemaValue schema, SchemaRegistry registry)
    {
        var all = new List<SchemaValue> { schema };
        for (var i = 0; i < all.Count && all.Count < MaxParts; i++)
        {
            if (all[i].Text("$ref") is { } reference && all[i].Resource is { } resource
                && registry.Resolve(all[i], resource, reference) is { } target && !all.Contains(target))
            {
                all.Add(target);
            }

            all.AddRange(all[i].TryGet("allOf", out var branches) ? branches.Items.Where(branch => !all.Contains(branch)) : []);
        }

        return all;
    }

    /// <summary>The marks of a field.</summary>
    public static FieldMarks MarksOf(IReadOnlyList<SchemaValue> together) =>
        together.Aggregate(FieldMarks.None, (marks, schema) => marks.With(JsonMarks.Of(schema)));

    /// <summary>What the values are; <c>null</c> beside something else does not count.</summary>
    public static FieldKind KindOf(IReadOnlyList<SchemaValue> together)
    {
        var types = together.Select(TypesOf).FirstOrDefault(types => types.Length > 0) ?? [];
        var format = together.Select(schema => schema.Text("format")).FirstOrDefault(format => format is not null);
        return types switch
        {
            ["string"] => format switch { "date-time" => FieldKind.DateTime, "date" => FieldKind.Date, _ => FieldKind.Text },
            ["integer"] => FieldKind.Integer,
            ["number"] or ["integer", "number"] or ["number", "integer"] => FieldKind.Number,
            ["boolean"] => FieldKind.Boolean,
            ["object"] => FieldKind.Object,
            ["array"] => FieldKind.Array,
            _ => FieldKind.Any,
        };
    }

    /// <summary>The values that are listed, as text.</summary>
    public static IReadOnlyList<string> ValuesOf(IReadOnlyList<SchemaValue> together)
    {
        foreach (var schema in together)
        {
            if (schema.TryGet("const", out var constant))
            {
                return [TextOf(constant)];
            }

            if (schema.TryGet("enum", out var values) && values.IsArray)
            {
                return [.. values.Items.Where(value => value.Element.ValueKind != JsonValueKind.Null).Take(ContractProperty.MaxValues).Select(TextOf)];
            }
        }

        return [];
    }

    /// <summary>The schema of the items when all have the same one.</summary>
    public static SchemaValue? ItemsOf(IReadOnlyList<SchemaValue> together)
    {
        foreach (var schema in together)
        {
            if (schema.TryGet("items", out var items) && items.IsObject)
            {
                return items;
            }
        }

        return null;
    }

    private static string[] TypesOf(SchemaValue schema)
    {
        if (schema.TryGet("type", out var type))
        {
            return type.AsText() is { } one ? [one] : [.. type.Items.Select(item => item.AsText() ?? "").Where(name => name != "null")];
        }

        if (schema.TryGet("properties", out _))
        {
            return ["object"];
        }

        if (schema.TryGet("items", out _) || schema.TryGet("prefixItems", out _))
        {
            return ["array"];
        }

        var values = schema.TryGet("const", out var constant) ? [constant] : schema.TryGet("enum", out var list) ? list.Items : [];
        return [.. values.Select(value => value.Element.ValueKind switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            _ => "null",
        }).Where(name => name != "null").Distinct()];
    }

    private static string TextOf(SchemaValue value) => JsonText.Cut(value.AsText() ?? value.Element.GetRawText(), 200);
}
