using Portal.Events.Log;

namespace Portal.Storage.EventLog;

/// <summary>What one commit stored.</summary>
/// <param name="Before">The newest position before it.</param>
/// <param name="Head">The newest position after it.</param>
/// <param name="Entries">The entries, in the order of their positions.</param>
internal sealed record Committed(long Before, long Head, IReadOnlyList<RecordedEntry> Entries);

/// <summary>
/// The entries of this process's last commits, so that who follows the log need not read and decode what was written a moment
/// ago. It holds everything between two positions or says that it does not: commits of other processes empty it.
/// </summary>
internal sealed class RecentEntries
{
    private const int MaxEntries = 4000;
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<RecordedEntry> _entries = [];
    private int _first;
    private long _base;
    private long _head;
    private long _bytes;

    public void Add(Committed commit)
    {
        lock (_lock)
        {
            if (commit.Before != _head)
            {
                Empty(commit.Before);
            }

            foreach (var entry in commit.Entries)
            {
                _entries.Add(entry);
                _bytes += entry.Size;
            }

            _head = commit.Head;
            while (_entries.Count - _first > MaxEntries || _bytes > MaxBytes)
            {
                var oldest = _entries[_first++];
                _bytes -= oldest.Size;
                _base = oldest.Position.Value;
            }

            if (_first > _entries.Count - _first)
            {
                // Only once more is left behind than kept: then moving costs a step an entry.
                _entries.RemoveRange(0, _first);
                _first = 0;
            }
        }
    }

    /// <summary>Forgets everything: something was taken out of the log.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            Empty(_head);
        }
    }

    /// <summary>What comes after a position, oldest first; null when that is not known here, or nothing does.</summary>
    public IReadOnlyList<RecordedEntry>? ReadAfter(long position, int limit)
    {
        lock (_lock)
        {
            if (position < _base || position >= _head)
            {
                return null;
            }

            var start = IndexAfter(position);
            return start < _entries.Count ? _entries.GetRange(start, Math.Min(limit, _entries.Count - start)) : null;
        }
    }

    // Positions grow: half of what is left is out of the question at each look.
    private int IndexAfter(long position)
    {
        var (low, high) = (_first, _entries.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _entries[middle].Position.Value <= position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Empty(long position)
    {
        _entries.Clear();
        _first = 0;
        (_base, _head, _bytes) = (position, position, 0);
    }
}
