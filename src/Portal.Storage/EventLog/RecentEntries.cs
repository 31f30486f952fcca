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
    private readonly Queue<RecordedEntry> _entries = new();
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
                _entries.Enqueue(entry);
                _bytes += entry.Size;
            }

            _head = commit.Head;
            while (_entries.Count > MaxEntries || _bytes > MaxBytes)
            {
                var oldest = _entries.Dequeue();
                _bytes -= oldest.Size;
                _base = oldest.Position.Value;
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
            return position < _base || position >= _head
                ? null
                : _entries.SkipWhile(entry => entry.Position.Value <= position).Take(limit).ToList() is { Count: > 0 } found ? found : null;
        }
    }

    private void Empty(long position)
    {
        _entries.Clear();
        (_base, _head, _bytes) = (position, position, 0);
    }
}
