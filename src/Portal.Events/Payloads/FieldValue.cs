using System.Globalization;

namespace Portal.Events.Payloads;

/// <summary>What was found where a path leads.</summary>
public enum FieldValueKind
{
    /// <summary>A text; in XML every attribute and every element without children.</summary>
    Text,

    /// <summary>A JSON number, as it is written.</summary>
    Number,

    /// <summary>JSON <c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>JSON <c>null</c>, or an element with <c>xsi:nil="true"</c>.</summary>
    Null,

    /// <summary>A JSON object, or an element with child elements; the text is empty.</summary>
    Object,

    /// <summary>A JSON array; the text is empty.</summary>
    Array,
}

/// <summary>One value found at a path.</summary>
/// <param name="Path">The index of the path among those of the <see cref="FieldReader"/>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The value as text: of a string what it says, of a number its digits.</param>
/// <param name="Item">
/// Which repetition it belongs to, from 0: values of several paths with the same items in them (<c>/items/*/sku</c> and
/// <c>/items/*/price</c>, <c>/order/line/@sku</c> and <c>/order/line/price</c>) that have the same number stand in the same item.
/// </param>
public readonly record struct FieldValue(int Path, FieldValueKind Kind, string Text, int Item)
{
    /// <summary>The value as a number, also when a text holds one (XML knows no other); false for all else and what is out of range.</summary>
    public bool TryNumber(out decimal number)
    {
        number = 0;
        return Kind is FieldValueKind.Number or FieldValueKind.Text
            && decimal.TryParse(Text.AsSpan().Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>What was read from one payload.</summary>
/// <param name="Values">The values, in the order of the payload.</param>
/// <param name="IsCut">Whether there were more values, or longer ones, than the reader's bounds.</param>
/// <param name="Problem">Why the payload could not be read to its end; the values before that place are there. Null when it could.</param>
public sealed record FieldReading(IReadOnlyList<FieldValue> Values, bool IsCut, string? Problem)
{
    /// <summary>The first value of a path; null when there is none.</summary>
    public FieldValue? First(int path)
    {
        foreach (var value in Values)
        {
            if (value.Path == path)
            {
                return value;
            }
        }

        return null;
    }
}
