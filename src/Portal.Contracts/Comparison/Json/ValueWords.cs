using System.Text.Json;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Values and types in words.</summary>
internal static class ValueWords
{
    private const int MaxValues = 20;

    private static readonly (ValueKinds Kinds, string Name)[] Names =
    [
        (ValueKinds.Object, "object"), (ValueKinds.Array, "array"), (ValueKinds.String, "string"), (ValueKinds.Number, "number"),
        (ValueKinds.Boolean, "boolean"), (ValueKinds.Null, "null"),
    ];

    /// <summary>What a view allows.</summary>
    public static string Of(SchemaView view) => view.IsNever ? "nothing" : view.Values is { } values ? Of(values) : Of(view.Kinds);

    /// <summary>The names of kinds.</summary>
    public static string Of(ValueKinds kinds)
    {
        if (kinds == ValueKinds.All)
        {
            return "any";
        }

        var names = Names.Where(pair => (kinds & pair.Kinds) == pair.Kinds).Select(pair => pair.Name).ToList();
        if ((kinds & ValueKinds.Number) is not ValueKinds.None and not ValueKinds.Number)
        {
            names.Add("integer");
        }

        return names.Count == 0 ? "nothing" : string.Join(" or ", names);
    }

    /// <summary>A list of values.</summary>
    public static string Of(IReadOnlyCollection<JsonElement> values) =>
        string.Join(", ", values.Take(MaxValues).Select(PartWords.Raw)) + (values.Count > MaxValues ? ", …" : "");

    /// <summary>The path of a property.</summary>
    public static string Property(string path, string name) =>
        $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
