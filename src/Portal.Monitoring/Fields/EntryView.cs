using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Events.Payloads;

namespace Portal.Monitoring.Fields;

/// <summary>An entry with the values that somebody asked for, read from its payload in one pass for all of them.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Values">The values of each path of the reader that they were read with.</param>
/// <param name="Problem">Why its payload could not be read to the end; null when it could.</param>
public sealed record ReadEntry(RecordedEntry Entry, FieldSample[][] Values, string? Problem);

/// <summary>A read entry as one reader sees it: its own numbers of paths.</summary>
/// <param name="read">The entry.</param>
/// <param name="paths">For each of the reader's paths its number in <see cref="ReadEntry.Values"/>.</param>
public readonly struct EntryView(ReadEntry read, int[] paths)
{
    /// <summary>The entry.</summary>
    public RecordedEntry Recorded => read.Entry;

    /// <summary>Why its payload could not be read to the end; null when it could.</summary>
    public string? Problem => read.Problem;

    /// <summary>The values in a slot; none when there are none.</summary>
    public FieldSample[] Values(FieldSlot slot) => slot.Kind switch
    {
        EntryFieldKind.Payload => read.Values[paths[slot.Path]],
        EntryFieldKind.Feed => [Text(read.Entry.Feed.Value)],
        EntryFieldKind.Conformance => [Text(Word(read.Entry.Verdict.Conformance))],
        EntryFieldKind.EventType => read.Entry.Entry.Categories is [var type, ..] ? [Text(type.Term)] : [],
        _ => [.. read.Entry.Entry.Categories.Select(category => Text(category.Term))],
    };

    /// <summary>The value in a slot that stands in the same item of the payload, else the first; null when there is none.</summary>
    public FieldSample? Beside(FieldSlot slot, int item)
    {
        var values = Values(slot);
        foreach (var value in values)
        {
            if (value.Item == item)
            {
                return value;
            }
        }

        return values is [var first, ..] ? first : null;
    }

    private static FieldSample Text(string text) => new(FieldValueKind.Text, text);

    private static string Word(Conformance conformance) => conformance switch
    {
        Conformance.Valid => "valid",
        Conformance.Invalid => "invalid",
        _ => "unchecked",
    };
}
