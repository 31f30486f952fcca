using Portal.Events.Log;
using Portal.Events.Payloads;

namespace Portal.Monitoring.Fields;

/// <summary>Reads the fields that several readers need of an entry in one pass over its payload.</summary>
public sealed class SharedFields
{
    private static readonly FieldSample[] None = [];
    private readonly List<FieldPath> _paths = [];
    private readonly Dictionary<FieldPath, int> _numbers = [];
    private FieldReader? _reader;

    /// <summary>Adds a reader's paths.</summary>
    /// <returns>For each of them its number here, for <see cref="EntryView"/>.</returns>
    public int[] Add(IReadOnlyList<FieldPath> paths)
    {
        _reader = null;
        return [.. paths.Select(NumberOf)];
    }

    /// <summary>Reads an entry.</summary>
    public ReadEntry Read(RecordedEntry entry)
    {
        if (_paths.Count == 0)
        {
            return new ReadEntry(entry, [], null);
        }

        _reader ??= new FieldReader([.. _paths]);
        var reading = _reader.Read(entry.Entry.Content);
        var values = new FieldSample[_paths.Count][];
        Array.Fill(values, None);
        foreach (var group in reading.Values.Where(value => value.Kind != FieldValueKind.Null).GroupBy(value => value.Path))
        {
            values[group.Key] = [.. group.Select(value => new FieldSample(value.Kind, value.Text, value.Item))];
        }

        return new ReadEntry(entry, values, reading.Problem);
    }

    private int NumberOf(FieldPath path)
    {
        if (!_numbers.TryGetValue(path, out var number))
        {
            _numbers[path] = number = _paths.Count;
            _paths.Add(path);
        }

        return number;
    }
}
