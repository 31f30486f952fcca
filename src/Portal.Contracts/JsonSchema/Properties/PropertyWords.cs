using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Properties;

/// <summary>A schema in words.</summary>
/// <param name="Type">Its type, for example <c>array of object</c>.</param>
/// <param name="Rule">What limits it; empty when nothing does.</param>
/// <param name="Description">What it means; null when it does not say.</param>
internal sealed record PropertyWords(string Type, string Rule, string? Description)
{
    private const int MaxReferences = 20;

    /// <summary>Describes a schema together with what it refers to.</summary>
    public static PropertyWords Of(SchemaValue schema, SchemaRegistry registry) => Of(schema, registry, depth: 0);

    /// <summary>The schema and those that it must meet beside it: the target of <c>$ref</c>, and the branches of applicators.</summary>
    public static IEnumerable<SchemaValue> Parts(SchemaValue schema, SchemaRegistry registry)
    {
        if (schema.Text("$ref") is { } reference && schema.Resource is { } resource
            && registry.Resolve(schema, resource, reference) is { } target)
        {
            yield return target;
        }

        yield return schema;
        foreach (var keyword in new[] { "allOf", "anyOf", "oneOf" })
        {
            foreach (var branch in schema.TryGet(keyword, out var list) ? list.Items : [])
            {
                yield return branch;
            }
        }

        foreach (var keyword in new[] { "then", "else" })
        {
            if (schema.TryGet(keyword, out var branch))
            {
                yield return branch;
            }
        }
    }

    private static PropertyWords Of(SchemaValue schema, SchemaRegistry registry, int depth)
    {
        var at = schema;
        var description = schema.Text("description") ?? schema.Text("title");
        for (var i = 0; i < MaxReferences && at.Text("$ref") is { } reference && at.Resource is { } resource; i++)
        {
            if (registry.Resolve(at, resource, reference) is not { } target)
            {
                break;
            }

            at = target;
            description ??= at.Text("description") ?? at.Text("title");
        }

        return new PropertyWords(TypeOf(at, registry, depth), string.Join("; ", Rules(at)), description);
    }

    private static string TypeOf(SchemaValue schema, SchemaRegistry registry, int depth)
    {
        var named = schema.TryGet("type", out var type)
            ? type.IsArray ? string.Join(" or ", type.Items.Select(item => item.AsText())) : type.AsText() ?? ""
            : Guess(schema);
        return named == "array" && schema.TryGet("items", out var items) && items.IsObject && depth < 3
            ? "array of " + Of(items, registry, depth + 1).Type
            : named;
    }

    private static string Guess(SchemaValue schema)
    {
        if (schema.TryGet("properties", out _))
        {
            return "object";
        }

        if (schema.TryGet("items", out _) || schema.TryGet("prefixItems", out _))
        {
            return "array";
        }

        var value = schema.TryGet("const", out var constant) ? constant : schema.TryGet("enum", out var list) && list.Items.Count > 0 ? list.Items[0] : null;
        return value?.Element.ValueKind switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "any",
        };
    }

    private static IEnumerable<string> Rules(SchemaValue schema)
    {
        if (schema.TryGet("const", out var constant))
        {
            yield return "always " + Word(constant);
        }

        if (schema.TryGet("enum", out var allowed) && allowed.IsArray)
        {
            yield return "one of " + JsonText.Cut(string.Join(", ", allowed.Items.Take(20).Select(Word)), 300);
        }

        if (schema.Text("format") is { } format)
        {
            yield return format;
        }

        foreach (var rule in Ranges(schema))
        {
            yield return rule;
        }

        if (schema.Text("pattern") is { } pattern)
        {
            yield return "pattern " + JsonText.Cut(pattern, 200);
        }

        if (schema.TryGet("uniqueItems", out var unique) && unique.Element.ValueKind == JsonValueKind.True)
        {
            yield return "no item twice";
        }
    }

    private static IEnumerable<string> Ranges(SchemaValue schema)
    {
        foreach (var (min, max, unit) in new[]
        {
            ("minimum", "maximum", ""), ("minLength", "maxLength", " characters"),
            ("minItems", "maxItems", " items"), ("minProperties", "maxProperties", " properties"),
        })
        {
            var (from, to) = (Number(schema, min), Number(schema, max));
            if ((from ?? to) is not null)
            {
                yield return from is null ? $"{to}{unit} or less" : to is null ? $"{from}{unit} or more" : (from == to ? from : $"{from} to {to}") + unit;
            }
        }

        if (Number(schema, "exclusiveMinimum") is { } above)
        {
            yield return $"more than {above}";
        }

        if (Number(schema, "exclusiveMaximum") is { } below)
        {
            yield return $"less than {below}";
        }

        if (Number(schema, "multipleOf") is { } step)
        {
            yield return $"multiple of {step}";
        }
    }

    private static string? Number(SchemaValue schema, string keyword) =>
        schema.TryGet(keyword, out var value) && value.Element.ValueKind == JsonValueKind.Number ? JsonText.Show(value.Element) : null;

    private static string Word(SchemaValue value) => JsonText.Cut(value.AsText() ?? value.Element.GetRawText());
}
