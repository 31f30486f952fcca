using Portal.Events;
using Portal.Events.Log;
using Portal.Monitoring.Live;

namespace Portal.Web.Shared.Entries;

/// <summary>
/// The entries of a live list, newest first: a snapshot, then what arrives. Paused, nothing is shown and nothing is
/// missed: what arrives is counted, and read from the log on resuming. Reads take turns: told twice at once, the
/// second waits for the first. Not for several threads: its component's dispatcher calls it.
/// </summary>
internal sealed class LiveEntryList(IEventLog log, ILiveEntries live, IReadOnlyCollection<FeedId> feeds, EntryFilter filter)
{
    /// <summary>The most rows that arrivals fill the list with; what is older stays in the log.</summary>
    public const int MaxRows = 500;

    /// <summary>
    /// The most rows while more than these arrive at once: nobody reads along then, every row that comes and goes is drawn for every
    /// reader, and "Load older" brings back what made room.
    /// </summary>
    public const int MaxRowsInFlood = 100;

    /// <summary>The most rows that it holds when somebody loads older ones.</summary>
    public const int MaxLoaded = 2000;

    private const int PageSize = 50;
    private const int PullSize = 1000;
    private const int MaxScanned = 5000;
    private readonly List<RecordedEntry> _rows = [];
    private EventPosition _pulled;
    private EventPosition _pausedAt;
    private EventPosition? _oldest;
    private int _room = MaxRows;
    private bool _reachesTheEnd;
    private bool _hasLoadedOlder;
    private Task _lastTurn = Task.CompletedTask;

    /// <summary>What is shown, newest first.</summary>
    public IReadOnlyList<RecordedEntry> Rows => _rows;

    /// <summary>Everything after this position has just arrived.</summary>
    public EventPosition ShownUpTo { get; private set; }

    /// <summary>Whether showing rests.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>How many entries have arrived since the pause began.</summary>
    public int Waiting { get; private set; }

    /// <summary>How many rows have made room for newer ones.</summary>
    public int Dropped { get; private set; }

    /// <summary>Whether older entries may be loaded: there may be some, and there is room for them.</summary>
    public bool HasOlder => !_reachesTheEnd && _rows.Count < MaxLoaded;

    /// <summary>Takes the snapshot.</summary>
    public Task LoadAsync(CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            // The head is taken first: what comes in during the read is pulled again and left out where it is there already.
            _pulled = ShownUpTo = live.Head;
            _oldest = null;
            _rows.Clear();
            return ReadOlderAsync(cancellationToken);
        });

    /// <summary>Loads the next older entries that pass the filter.</summary>
    public Task LoadOlderAsync(CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            _hasLoadedOlder = true;
            return ReadOlderAsync(cancellationToken);
        });

    /// <summary>Pulls what has arrived: shows it, or counts it while paused. True when something is to be shown anew.</summary>
    public async Task<bool> PullAsync(CancellationToken cancellationToken)
    {
        var changed = false;
        await InTurnAsync(async () => changed = await ReadNewerAsync(MaxRowsInFlood, cancellationToken));
        return changed;
    }

    /// <summary>Rests showing.</summary>
    public void Pause()
    {
        if (!IsPaused)
        {
            (IsPaused, _pausedAt) = (true, _pulled);
        }
    }

    /// <summary>Shows what has arrived in the meantime; of more than there is room for the newest.</summary>
    public Task ResumeAsync(CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            if (IsPaused)
            {
                (IsPaused, Waiting, _pulled) = (false, 0, _pausedAt);
            }

            await ReadNewerAsync(MaxRows, cancellationToken);
        });

    private async Task InTurnAsync(Func<Task> read)
    {
        var (before, turn) = (_lastTurn, new TaskCompletionSource());
        _lastTurn = turn.Task;
        await before;
        try
        {
            await read();
        }
        finally
        {
            turn.SetResult();
        }
    }

    private async Task ReadOlderAsync(CancellationToken cancellationToken)
    {
        var wanted = Math.Min(_rows.Count + PageSize, MaxLoaded);

        // What somebody asked for is not taken away by the next arrival.
        _room = Math.Max(_room, wanted);
        for (var scanned = 0; scanned < MaxScanned && _rows.Count < wanted; scanned += PullSize)
        {
            var page = await log.ReadAsync(
                new EventQuery { Feeds = feeds, Direction = ReadDirection.Backward, From = _oldest, Limit = PullSize }, cancellationToken);
            var taken = Take(page, wanted);
            _reachesTheEnd = taken == page.Count && page.Count < PullSize;
            if (_reachesTheEnd)
            {
                return;
            }
        }
    }

    // How many of the page were looked at.
    private int Take(IReadOnlyList<RecordedEntry> page, int wanted)
    {
        for (var i = 0; i < page.Count; i++)
        {
            if (_rows.Count == wanted)
            {
                return i;
            }

            _oldest = page[i].Position;
            if (filter.Matches(page[i]))
            {
                _rows.Add(page[i]);
            }
        }

        return page.Count;
    }

    private async Task<bool> ReadNewerAsync(int roomInFlood, CancellationToken cancellationToken)
    {
        var changed = false;
        bool hasMore;
        do
        {
            var page = await live.ReadAfterAsync(feeds, _pulled, PullSize, cancellationToken);
            (_pulled, hasMore) = (page.Position, page.HasMore);
            if (IsPaused)
            {
                var fresh = page.Entries.Count(filter.Matches);
                Waiting += fresh;
                changed |= fresh > 0;
            }
            else
            {
                changed |= Show(page.Entries, roomInFlood);
            }
        }
        while (hasMore);
        return changed;
    }

    private bool Show(IReadOnlyList<RecordedEntry> arrived, int roomInFlood)
    {
        var known = _rows.Count == 0 ? EventPosition.Start : _rows[0].Position;
        var fresh = arrived.Where(e => e.Position > known).Reverse().DistinctBy(KeyOf).ToList();
        var shown = fresh.Where(filter.Matches).ToList();

        // A revision removes its row also where it does not pass the filter itself: a corrected entry is not invalid any more.
        var replaced = fresh.Select(KeyOf).ToHashSet();
        var gone = _rows.RemoveAll(row => replaced.Contains(KeyOf(row)));
        if (shown.Count == 0)
        {
            return gone > 0;
        }

        ShownUpTo = known > ShownUpTo ? known : ShownUpTo;
        _rows.InsertRange(0, shown);

        // What somebody asked for stays in a flood too.
        var room = !_hasLoadedOlder && shown.Count > roomInFlood ? roomInFlood : _room;
        if (_rows.Count > room)
        {
            Dropped += _rows.Count - room;
            _rows.RemoveRange(room, _rows.Count - room);
            _oldest = _rows[^1].Position;
            _reachesTheEnd = false;
        }

        return true;
    }

    private static (FeedId, string) KeyOf(RecordedEntry recorded) => (recorded.Feed, recorded.Entry.Id);
}
