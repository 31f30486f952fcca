namespace Portal.Events;

/// <summary>
/// The place of an entry in the event log, handed out in commit order, from 1. A reader that has seen
/// position p never later finds a new entry at or below p.
/// </summary>
/// <param name="Value">The number; 0 stands before the first entry.</param>
public readonly record struct EventPosition(long Value) : IComparable<EventPosition>
{
    /// <summary>Before the first entry.</summary>
    public static EventPosition Start => default;

    /// <inheritdoc />
    public int CompareTo(EventPosition other) => Value.CompareTo(other.Value);

    /// <summary>Whether the left one comes earlier in the log.</summary>
    public static bool operator <(EventPosition left, EventPosition right) => left.Value < right.Value;

    /// <summary>Whether the left one comes later in the log.</summary>
    public static bool operator >(EventPosition left, EventPosition right) => left.Value > right.Value;

    /// <summary>Whether the left one is the same or earlier.</summary>
    public static bool operator <=(EventPosition left, EventPosition right) => left.Value <= right.Value;

    /// <summary>Whether the left one is the same or later.</summary>
    public static bool operator >=(EventPosition left, EventPosition right) => left.Value >= right.Value;

    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
