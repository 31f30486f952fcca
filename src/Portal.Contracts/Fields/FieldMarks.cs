namespace Portal.Contracts.Fields;

/// <summary>What a field is for, as its contract marks it.</summary>
public enum FieldRole
{
    /// <summary>Not marked.</summary>
    None,

    /// <summary>A number to sum up: an amount, a duration.</summary>
    Measure,

    /// <summary>A value to group and filter by.</summary>
    Dimension,

    /// <summary>What the business calls the thing by, the same in several feeds: entries are correlated by it.</summary>
    Key,
}

/// <summary>How a measure is put together over several entries.</summary>
public enum FieldAggregation
{
    /// <summary><c>sum</c>: amounts; what a measure is when its contract does not say.</summary>
    Sum,

    /// <summary><c>average</c>: rates, temperatures.</summary>
    Average,

    /// <summary><c>min</c>: the least.</summary>
    Minimum,

    /// <summary><c>max</c>: the most.</summary>
    Maximum,

    /// <summary><c>last</c>: levels, of which only the newest counts.</summary>
    Last,
}

/// <summary>
/// What a contract marks a field as. JSON Schema: <c>"x-portal-measure": {"unit": "EUR", "aggregation": "sum"}</c> (or
/// <c>true</c>), <c>"x-portal-dimension": true</c>, <c>"x-portal-key": true</c>, <c>"x-portal-private": true</c> beside
/// <c>type</c>. XML Schema: <c>measure</c> (attributes <c>unit</c>, <c>aggregation</c>), <c>dimension</c>, <c>key</c>,
/// <c>private</c> of the namespace <c>urn:portal:contract</c> in <c>xs:annotation/xs:appinfo</c> of an element, an attribute
/// or its named type. See docs/contract-marks.md.
/// </summary>
/// <param name="Role">What it is for.</param>
/// <param name="Unit">The unit of a measure, for people; null when not said.</param>
/// <param name="Aggregation">How a measure is put together; null for all others.</param>
/// <param name="IsPrivate">Whether it, or something around it, is marked private.</param>
public sealed record FieldMarks(FieldRole Role, string? Unit = null, FieldAggregation? Aggregation = null, bool IsPrivate = false)
{
    /// <summary>No mark.</summary>
    public static FieldMarks None { get; } = new(FieldRole.None);

    /// <summary>The marks of a field together with those of its type: its own count first, and private is what either says.</summary>
    internal FieldMarks With(FieldMarks other) =>
        (Role == FieldRole.None ? other : this) with { IsPrivate = IsPrivate || other.IsPrivate };
}
