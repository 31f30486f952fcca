namespace Portal.Contracts.Comparison.Json;

/// <summary>The kinds of JSON values that the types of JSON Schema tell apart.</summary>
[Flags]
internal enum ValueKinds
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Object = 4,
    Array = 8,
    String = 16,

    /// <summary>A whole number written without a point.</summary>
    PlainInteger = 32,

    /// <summary>A whole number written with a point, such as 1.0: no integer in draft 4.</summary>
    PointedInteger = 64,

    /// <summary>A number that is not whole.</summary>
    Fraction = 128,

    Integer = PlainInteger | PointedInteger,
    Number = Integer | Fraction,
    All = Null | Boolean | Object | Array | String | Number,
}
