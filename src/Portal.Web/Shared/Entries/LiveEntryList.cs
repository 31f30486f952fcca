using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Live;

namespace Portal.Web.Shared.Entries;

/// <summary>Which entries of a live list are shown.</summary>
/// <param name="Text">Words that title, summary, content or a category must contain; null for any.</param>
/// <param name="InvalidOnly">Only entries that break their contract.</param>
public sealed record EntryFilter(string? Text, bool InvalidOnly)
{
    /// <summary>Whether an entry passes.</summary>
    public bool Matches(RecordedEntry recorded)
    {
        var entry = recorded.Entry;
        return (!InvalidOnly || recorded.Verdict.Conformance == Conformance.Invalid)
            && (string.IsNullOrWhiteSpace(Text) || Has(entry.Title.Value) || Has(entry.Summary?.Value) || Has(entry.Content?.Value)
                || entry.Categories.Any(c => Has(c.Term)));

        bool Has(string? value) => value?.Contains(Text!, StringComparison.OrdinalIgnoreCase) == true;
    }
}

/// <summary>
/// The entries of a live list, newest first: a snapshot, then what arrives. Paused, nothing is shown and nothing is
/// missed: what arrives is counted, and read from the log on resuming.
/// </summary>
internal sealed class LiveEntryList(IEventLog log, ILiveEntries live, IReadOnlyCollection<FeedId> feeds, EntryFilter filter)
{
    /// <summary>The most rows that are kept; older ones are loaded again when somebody asks for them.</summary>
    public const int MaxRows = 500;

    private const int PageSize = 50;
    private const int PullSize = 1000;
    private const int MaxScanned = 5000;
    private readonly List<RecordedEntry> _rows = [];
    private EventPosition _pulled;
    private EventPosition _pausedAt;
    private EventPosition? _oldest;

    /// <summary>What is shown, newest first.</summary>
    public IReadOnlyList<RecordedEntry> Rows => _rows;

    /// <summary>Everything after this position has just arrived.</summary>
    public EventPosition ShownUpTo { get; private set; }

    /// <summary>Whether showing rests.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>How many entries have arrived since the pause began.</summary>
    public int Waiting { get; private set; }

    /// <summary>Whether older entries may be loaded.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>Takes the snapshot.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        // The head is taken first: what comes in during the read is pulled again and left out where it is there already.
        _pulled = ShownUpTo = live.Head;
        _rows.Clear();
        await LoadOlderAsync(cancellationToken);
    }

    /// <summary>Loads the next older entries that pass the filter.</summary>
    public async Task LoadOlderAsync(CancellationToken cancellationToken)
    {
        var found = 0;
        for (var scanned = 0; scanned < MaxScanned && found < PageSize; scanned += PullSize)
        {
            var page = await log.ReadAsync(
                new EventQuery { Feeds = feeds, Direction = ReadDirection.Backward, From = _oldest, Limit = PullSize }, cancellationToken);
            foreach (var entry in page)
            {
                _oldest = entry.Position;
                if (filter.Matches(entry))
                {
                    _rows.Add(entry);
                    if (++found == PageSize)
                    {
                        break;
                    }
                }
            }

            HasOlder = page.Count == PullSize || found == PageSize;
            if (page.Count < PullSize)
            {
                return;
            }
        }
    }

    /// <summary>Pulls what has arrived: shows it, or counts it while paused. True when something is to be shown anew.</summary>
    public async Task<bool> PullAsync(CancellationToken cancellationToken)
    {
        var changed = false;
        bool hasMore;
        do
        {
            var page = await live.ReadAfterAsync(feeds, _pulled, PullSize, cancellationToken);
            (_pulled, hasMore) = (page.Position, page.HasMore);
            var fresh = page.Entries.Where(filter.Matches).ToList();
            changed |= fresh.Count > 0;
            if (IsPaused)
            {
                Waiting += fresh.Count;
            }
            else
            {
                Show(fresh);
            }
        }
        while (hasMore);
        return changed;
    }

    /// <summary>Rests showing.</summary>
    public void Pause() => (IsPaused, _pausedAt) = (true, _pulled);

    /// <summary>Shows what has arrived in the meantime; of more than <see cref="MaxRows"/> the newest, the others by loading older ones.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        (IsPaused, Waiting) = (false, 0);
        _pulled = _pausedAt;
        await PullAsync(cancellationToken);
    }

    private void Show(List<RecordedEntry> fresh)
    {
        if (fresh.Count == 0)
        {
            return;
        }

        ShownUpTo = _rows.Count == 0 ? new EventPosition(fresh[0].Position.Value - 1) : Max(ShownUpTo, _rows[0].Position);
        foreach (var entry in fresh.Where(e => _rows.Count == 0 || e.Position > _rows[0].Position))
        {
            _rows.RemoveAll(row => row.Feed == entry.Feed && row.Entry.Id == entry.Entry.Id);
            _rows.Insert(0, entry);
        }

        if (_rows.Count > MaxRows)
        {
            _rows.RemoveRange(MaxRows, _rows.Count - MaxRows);
            _oldest = _rows[^1].Position;
            HasOlder = true;
        }
    }

    private static EventPosition Max(EventPosition a, EventPosition b) => a > b ? a : b;
}
