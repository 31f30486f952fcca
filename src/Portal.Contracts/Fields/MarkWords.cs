namespace Portal.Contracts.Fields;

/// <summary>The words of marks, the same in both languages, and what contradicts what.</summary>
internal static class MarkWords
{
    /// <summary>The namespace of the elements in <c>xs:appinfo</c>.</summary>
    public const string Namespace = "urn:portal:contract";

    /// <summary>The longest unit.</summary>
    public const int MaxUnit = 40;

    /// <summary>The marks that say what a field is for.</summary>
    public static FieldRole? RoleOf(string word) => word switch
    {
        "measure" => FieldRole.Measure,
        "dimension" => FieldRole.Dimension,
        "key" => FieldRole.Key,
        _ => null,
    };

    /// <summary>How a measure is put together; null when the word is unknown.</summary>
    public static FieldAggregation? AggregationOf(string word) => word switch
    {
        "sum" => FieldAggregation.Sum,
        "average" => FieldAggregation.Average,
        "min" => FieldAggregation.Minimum,
        "max" => FieldAggregation.Maximum,
        "last" => FieldAggregation.Last,
        _ => null,
    };

    /// <summary>The problem with an aggregation that is unknown.</summary>
    public static string UnknownAggregation(string word) =>
        $"'{JsonSchema.Values.JsonText.Cut(word)}' is not an aggregation: use sum, average, min, max or last.";

    /// <summary>The problem with a unit; null when there is none.</summary>
    public static string? UnitProblem(string unit) =>
        unit.Length is 0 or > MaxUnit || unit.Any(char.IsControl) ? $"A unit has 1 to {MaxUnit} characters, for example EUR or ms." : null;

    /// <summary>Why a field of a kind cannot be for something; null when it can.</summary>
    public static string? Contradiction(FieldRole role, FieldKind kind) => (role, kind) switch
    {
        (FieldRole.None, _) or (_, FieldKind.Any) or (FieldRole.Measure, FieldKind.Number or FieldKind.Integer) => null,
        (FieldRole.Measure, _) => $"A measure is a number; this is {Of(kind)}.",
        (_, FieldKind.Object or FieldKind.Array) => $"A {(role == FieldRole.Key ? "key" : "dimension")} is a plain value; this is {Of(kind)}.",
        (FieldRole.Key, FieldKind.Boolean) => "A key tells things apart; true and false do not.",
        _ => null,
    };

    private static string Of(FieldKind kind) => kind switch
    {
        FieldKind.Object => "an object",
        FieldKind.Array => "an array",
        FieldKind.Boolean => "true or false",
        FieldKind.DateTime => "a date and time",
        FieldKind.Date => "a date",
        _ => "a text",
    };
}
