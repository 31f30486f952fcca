using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Reads the keywords of one schema, as its draft means them.</summary>
internal static class PartWords
{
    private static readonly string[] Notes =
    [
        "title", "description", "$comment", "default", "examples", "deprecated", "readOnly", "writeOnly", "$id", "id", "$schema", "$anchor",
        "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "definitions", "$defs",
    ];

    /// <summary>Whether keywords such as <c>type</c> count.</summary>
    public static bool Validates(this SchemaValue part) => part.Resource!.Dialect.Validation;

    /// <summary>Whether keywords that apply subschemas count.</summary>
    public static bool Applies(this SchemaValue part) => part.Resource!.Dialect.Applicators;

    /// <summary>The draft that the schema is written in.</summary>
    public static Draft Draft(this SchemaValue part) => part.Resource!.Dialect.Draft;

    /// <summary>Whether a keyword says nothing about which values are valid.</summary>
    public static bool IsNote(string keyword) => Notes.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>Whether the schema says anything that could limit values.</summary>
    public static bool Limits(this SchemaValue part) => part.Members.Keys.Any(keyword => !IsNote(keyword) && keyword is not ("$ref" or "allOf"));

    /// <summary>The kinds that <c>type</c> allows.</summary>
    public static ValueKinds Kinds(this SchemaValue part) => !part.TryGet("type", out var type) ? ValueKinds.All
        : (type.IsArray ? type.Items : [type]).Aggregate(ValueKinds.None, (kinds, item) => kinds | KindsOf(item.AsText(), part.Draft()));

    /// <summary>The kind of a value.</summary>
    public static ValueKinds KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => ValueKinds.Null,
        JsonValueKind.True or JsonValueKind.False => ValueKinds.Boolean,
        JsonValueKind.Object => ValueKinds.Object,
        JsonValueKind.Array => ValueKinds.Array,
        JsonValueKind.String => ValueKinds.String,

        // 1 and 1.0 are equal values, so either stands for both.
        _ => JsonNumber.Of(value).IsInteger ? ValueKinds.Integer : ValueKinds.Fraction,
    };

    /// <summary>The lists of <c>enum</c> and <c>const</c>.</summary>
    public static IEnumerable<List<JsonElement>> ValueLists(this SchemaValue part)
    {
        if (part.TryGet("enum", out var values) && values.IsArray)
        {
            yield return [.. values.Items.Select(item => item.Element)];
        }

        if (part.Draft() > JsonSchema.Documents.Draft.V4 && part.TryGet("const", out var value))
        {
            yield return [value.Element];
        }
    }

    /// <summary>A keyword that is a number; null when it is absent.</summary>
    public static JsonNumber? Number(this SchemaValue part, string keyword) =>
        part.TryGet(keyword, out var value) && value.Element.ValueKind == JsonValueKind.Number ? JsonNumber.Of(value.Element) : null;

    /// <summary>A keyword that is a count; null when it is absent.</summary>
    public static long? Count(this SchemaValue part, string keyword) =>
        part.TryGet(keyword, out var value) && value.Element.ValueKind == JsonValueKind.Number
            ? value.Element.TryGetInt64(out var count) ? count : (long)Math.Min(value.Element.GetDouble(), long.MaxValue / 2)
            : null;

    /// <summary>The names in a keyword that is a list of texts.</summary>
    public static IEnumerable<string> Texts(this SchemaValue part, string keyword) =>
        part.TryGet(keyword, out var value) ? value.Items.Select(item => item.AsText()).OfType<string>() : [];

    /// <summary>The members of a keyword that is an object.</summary>
    public static IReadOnlyDictionary<string, SchemaValue> Named(this SchemaValue part, string keyword) =>
        part.TryGet(keyword, out var value) ? value.Members : new Dictionary<string, SchemaValue>();

    /// <summary>A keyword that is a schema; null when it is absent.</summary>
    public static SchemaValue? Schema(this SchemaValue part, string keyword) =>
        part.TryGet(keyword, out var value) && value.IsSchema && value.Resource is not null ? value : null;

    /// <summary>The schemas of this part that hold for a property of this name.</summary>
    public static IEnumerable<SchemaValue> PropertySchemas(this SchemaValue part, SchemaSide side, string name)
    {
        var found = false;
        if (part.Named("properties").TryGetValue(name, out var own))
        {
            found = true;
            yield return own;
        }

        foreach (var (source, schema) in part.Named("patternProperties"))
        {
            if (side.Matches(source, name))
            {
                found = true;
                yield return schema;
            }
        }

        if (!found && part.Schema("additionalProperties") is { } others)
        {
            yield return others;
        }
    }

    /// <summary>The text of a value as it is written.</summary>
    public static string Raw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));

    private static ValueKinds KindsOf(string? type, Draft draft) => type switch
    {
        "null" => ValueKinds.Null,
        "boolean" => ValueKinds.Boolean,
        "object" => ValueKinds.Object,
        "array" => ValueKinds.Array,
        "string" => ValueKinds.String,
        "number" => ValueKinds.Number,
        "integer" => draft == JsonSchema.Documents.Draft.V4 ? ValueKinds.PlainInteger : ValueKinds.Integer,
        _ => ValueKinds.None,
    };
}
