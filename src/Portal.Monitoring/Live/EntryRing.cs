using Portal.Events;
using Portal.Events.Log;

namespace Portal.Monitoring.Live;

/// <summary>
/// The newest entries of the log in the order of their positions, at most <paramref name="capacity"/>; the oldest
/// make room. One writer, any number of readers.
/// </summary>
internal sealed class EntryRing(int capacity)
{
    private readonly Lock _lock = new();
    private readonly RecordedEntry[] _entries = new RecordedEntry[capacity];
    private int _first;
    private int _count;

    /// <summary>Everything after this position, up to <see cref="Head"/>, is in the ring.</summary>
    public EventPosition Base { get; private set; }

    /// <summary>The newest position that the ring has caught up with.</summary>
    public EventPosition Head { get; private set; }

    public void StartAt(EventPosition position) => (Base, Head) = (position, position);

    public void Add(IReadOnlyList<RecordedEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                if (_count == capacity)
                {
                    Base = _entries[_first].Position;
                    _first = (_first + 1) % capacity;
                    _count--;
                }

                _entries[(_first + _count++) % capacity] = entry;
                Head = entry.Position;
            }
        }
    }

    /// <summary>The matching entries after a position; null when the ring does not reach back that far.</summary>
    public LivePage? ReadAfter(IReadOnlySet<FeedId>? feeds, EventPosition after, int limit)
    {
        lock (_lock)
        {
            if (after < Base)
            {
                return null;
            }

            List<RecordedEntry> found = [];
            for (var i = FirstAfter(after); i < _count; i++)
            {
                var entry = At(i);
                if (feeds is not null && !feeds.Contains(entry.Feed))
                {
                    continue;
                }

                if (found.Count == limit)
                {
                    return new LivePage(found, found[^1].Position, HasMore: true);
                }

                found.Add(entry);
            }

            return new LivePage(found, after > Head ? after : Head, HasMore: false);
        }
    }

    private RecordedEntry At(int index) => _entries[(_first + index) % capacity];

    private int FirstAfter(EventPosition after)
    {
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At(middle).Position > after)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
