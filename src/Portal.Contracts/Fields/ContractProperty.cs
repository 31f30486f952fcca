using Portal.Contracts.Fields;

namespace Portal.Contracts;

/// <summary>A property, element or attribute that a contract declares, for people, for search and for those who read its values.</summary>
/// <param name="Path">Where it stands: a JSON Pointer, or an XPath-like path.</param>
/// <param name="Name">Its name.</param>
/// <param name="Depth">0 for the top level.</param>
/// <param name="Type">Its type in words, for example <c>string</c>, <c>array of object</c>, <c>xs:dateTime</c>.</param>
/// <param name="Rule">What limits it in words, for example <c>1 or more</c>, <c>one of web, shop</c>; empty when nothing does.</param>
/// <param name="Required">Whether a payload must have it.</param>
/// <param name="Description">What it means; null when the schema does not say.</param>
public sealed record ContractProperty(
    string Path, string Name, int Depth, string Type, string Rule, bool Required, string? Description)
{
    /// <summary>The most <see cref="Values"/> that are listed.</summary>
    public const int MaxValues = 200;

    /// <summary>What the contract marks it as: measure, dimension, key, private.</summary>
    public FieldMarks Marks { get; init; } = FieldMarks.None;

    /// <summary>What its values are. Of an array of plain values: what the items are.</summary>
    public FieldKind Kind { get; init; }

    /// <summary>The values that it can have when the contract lists them (<c>enum</c>, <c>const</c>), at most <see cref="MaxValues"/>; as text.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>
    /// The path by which its values are read from a payload (<see cref="Portal.Events.Payloads.FieldPath"/>): <c>/items/*/sku</c>
    /// for JSON, <c>/order/line/@sku</c> for XML, where names are local names. For an array of plain values it leads to the items.
    /// </summary>
    public string ValuePath { get; init; } = "";

    /// <summary>Whether a payload can have it more than once, because it or something around it repeats.</summary>
    public bool Repeats { get; init; }

    /// <summary>Two are equal when all that they say is, <see cref="Values"/> one by one.</summary>
    public bool Equals(ContractProperty? other) => other is not null
        && (Path, Name, Depth, Type, Rule, Required, Description) == (other.Path, other.Name, other.Depth, other.Type, other.Rule, other.Required, other.Description)
        && (Marks, Kind, ValuePath, Repeats) == (other.Marks, other.Kind, other.ValuePath, other.Repeats)
        && Values.SequenceEqual(other.Values);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Path, Type, Rule);
}
