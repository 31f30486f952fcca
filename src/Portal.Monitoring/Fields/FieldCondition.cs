using System.Globalization;
using System.Text.Json.Serialization;
using Portal.Events.Payloads;

namespace Portal.Monitoring.Fields;

/// <summary>How a value is compared.</summary>
public enum Comparison
{
    /// <summary>It is one of the values; texts are compared without regard to case, numbers as numbers.</summary>
    Is,

    /// <summary>It is none of the values.</summary>
    IsNot,

    /// <summary>It is a number above the value.</summary>
    Above,

    /// <summary>It is a number of at least the value.</summary>
    AtLeast,

    /// <summary>It is a number below the value.</summary>
    Below,

    /// <summary>It is a number of at most the value.</summary>
    AtMost,

    /// <summary>It has one of the values in it.</summary>
    Contains,

    /// <summary>There is a value at all.</summary>
    Exists,

    /// <summary>There is no value.</summary>
    Missing,
}

/// <summary>A condition on a field. Where a field has several values, one that meets it is enough.</summary>
/// <param name="Field">The field.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Values">What with; none for <see cref="Comparison.Exists"/> and <see cref="Comparison.Missing"/>.</param>
[method: JsonConstructor]
public sealed record FieldCondition(EntryField Field, Comparison Comparison, IReadOnlyList<string> Values)
{
    /// <summary>The most values of one condition.</summary>
    public const int MaxValues = 50;

    /// <summary>A condition with one value.</summary>
    public FieldCondition(EntryField field, Comparison comparison, string value)
        : this(field, comparison, [value])
    {
    }

    /// <summary>What is wrong with it, for people; null when nothing is.</summary>
    [JsonIgnore]
    public string? Problem => Field.Problem is { } problem ? problem : Comparison switch
    {
        Comparison.Exists or Comparison.Missing => Values.Count == 0 ? null : "This comparison takes no value.",
        Comparison.Above or Comparison.AtLeast or Comparison.Below or Comparison.AtMost =>
            Values is [var only] && IsNumber(only, out _) ? null : "This comparison takes one number.",
        _ => Values.Count is 0 or > MaxValues ? $"This comparison takes 1 to {MaxValues} values." : null,
    };

    internal static bool IsNumber(string text, out decimal number) =>
        new FieldValue(0, FieldValueKind.Text, text, 0).TryNumber(out number);

    /// <inheritdoc />
    public override string ToString() => Values.Count == 0
        ? $"{Field.Name} {Comparison.ToString().ToLowerInvariant()}"
        : string.Create(CultureInfo.InvariantCulture, $"{Field.Name} {Comparison.ToString().ToLowerInvariant()} {string.Join(", ", Values)}");
}

/// <summary>Conditions that all must hold, ready to be asked.</summary>
public sealed class ConditionPlan
{
    private readonly (FieldSlot Slot, Comparison Comparison, (string Text, decimal? Number)[] Values)[] _conditions;

    /// <summary>Prepares them; their fields get slots.</summary>
    public ConditionPlan(IEnumerable<FieldCondition> conditions, FieldSlots slots) => _conditions =
    [
        .. conditions.Select(condition => (
            slots.Of(condition.Field),
            condition.Comparison,
            condition.Values.Select(text => (text, FieldCondition.IsNumber(text, out var number) ? number : (decimal?)null)).ToArray())),
    ];

    /// <summary>Whether an entry meets all of them.</summary>
    public bool Matches(EntryView entry)
    {
        foreach (var (slot, comparison, wanted) in _conditions)
        {
            var values = entry.Values(slot);
            var holds = comparison switch
            {
                Comparison.Exists => values.Length > 0,
                Comparison.Missing => values.Length == 0,
                Comparison.IsNot => !Any(values, Comparison.Is, wanted),
                _ => Any(values, comparison, wanted),
            };
            if (!holds)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Any(FieldSample[] values, Comparison comparison, (string Text, decimal? Number)[] wanted)
    {
        foreach (var value in values)
        {
            foreach (var one in wanted)
            {
                if (Holds(value, comparison, one.Text, one.Number))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Holds(FieldSample value, Comparison comparison, string text, decimal? number) => comparison switch
    {
        Comparison.Contains => value.Text.Contains(text, StringComparison.OrdinalIgnoreCase),
        Comparison.Is => value.Text.Equals(text, StringComparison.OrdinalIgnoreCase) || (number is { } n && value.TryNumber(out var own) && own == n),
        _ when number is null || !value.TryNumber(out _) => false,
        Comparison.Above => Number(value) > number,
        Comparison.AtLeast => Number(value) >= number,
        Comparison.Below => Number(value) < number,
        _ => Number(value) <= number,
    };

    private static decimal Number(FieldSample value) => value.TryNumber(out var number) ? number : 0;
}
