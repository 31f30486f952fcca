using Portal.Events;

namespace Portal.Ingestion.Subscriptions;

/// <summary>
/// Who is polled next. Feeds wait for their time, then in their host's lane; lanes take turns, and each has so many
/// places, so that a slow host with many feeds holds nobody else up. After each start a lane pauses, so that a host is
/// not met by all its places at once. No clock, no locks: its owner has both. Holds one slot a feed.
/// </summary>
internal sealed class PollQueue(int maxRunning, int maxPerHost, TimeSpan pausePerHost = default)
{
    private readonly Dictionary<FeedId, Slot> _slots = [];
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<Slot> _scheduled = new(Slot.ByDue);
    private readonly Queue<Lane> _ready = [];

    // In the order in which they paused, as all pauses are of one length.
    private readonly Queue<Lane> _pausing = [];
    private int _running;
    private long _sequence;

    private enum Stage
    {
        Idle,
        Scheduled,
        Waiting,
        Running,
    }

    /// <summary>When the next feed is due, or one that waits for its host's pause to end; null when there is none.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            var (due, paused) = (_scheduled.Min?.Due, _pausing.FirstOrDefault(lane => lane.Waiting.Count > 0)?.PausesUntil);
            return due is null || paused < due ? paused ?? due : due;
        }
    }

    /// <summary>Sets when a feed is due, whatever was set before. One that is being polled is due again after that.</summary>
    public void Schedule(FeedId feed, string host, DateTimeOffset due)
    {
        if (!_slots.TryGetValue(feed, out var slot))
        {
            _slots[feed] = slot = new Slot(feed, _sequence++);
        }

        _scheduled.Remove(slot);
        slot.Due = due;
        slot.Host = host;
        if (slot.Stage == Stage.Running)
        {
            slot.IsDueAgain = true;
            return;
        }

        slot.Stage = Stage.Scheduled;
        _scheduled.Add(slot);
    }

    /// <summary>Takes a feed out; one that is being polled keeps its place until <see cref="Finished"/>.</summary>
    public void Remove(FeedId feed)
    {
        if (!_slots.TryGetValue(feed, out var slot))
        {
            return;
        }

        _scheduled.Remove(slot);
        slot.IsDueAgain = false;
        if (slot.Stage != Stage.Running)
        {
            slot.Stage = Stage.Idle;
            _slots.Remove(feed);
        }
    }

    /// <summary>The feeds to poll now. Each takes a place until <see cref="Finished"/>.</summary>
    public IReadOnlyList<FeedId> Take(DateTimeOffset now)
    {
        EndPauses(now);
        while (_scheduled.Min is { } due && due.Due <= now)
        {
            _scheduled.Remove(due);
            due.Stage = Stage.Waiting;
            var lane = LaneOf(due.Host);
            lane.Waiting.Enqueue(due);
            Offer(lane);
        }

        List<FeedId> taken = [];
        while (_running < maxRunning && _ready.TryDequeue(out var lane))
        {
            lane.IsOffered = false;
            if (lane.Next() is { } slot)
            {
                slot.Stage = Stage.Running;
                slot.RunsIn = lane;
                lane.Running++;
                _running++;
                taken.Add(slot.Feed);
                Pause(lane, now);
            }

            Offer(lane);
        }

        return taken;
    }

    /// <summary>Gives a feed's place back.</summary>
    public void Finished(FeedId feed)
    {
        if (!_slots.TryGetValue(feed, out var slot) || slot is not { Stage: Stage.Running, RunsIn: { } lane })
        {
            return;
        }

        _running--;
        lane.Running--;
        slot.RunsIn = null;
        slot.Stage = Stage.Idle;
        if (slot.IsDueAgain)
        {
            slot.IsDueAgain = false;
            slot.Stage = Stage.Scheduled;
            _scheduled.Add(slot);
        }
        else
        {
            _slots.Remove(feed);
        }

        Offer(lane);
    }

    private Lane LaneOf(string host)
    {
        if (!_lanes.TryGetValue(host, out var lane))
        {
            _lanes[host] = lane = new Lane(host);
        }

        return lane;
    }

    private void Pause(Lane lane, DateTimeOffset now)
    {
        if (pausePerHost > TimeSpan.Zero)
        {
            lane.PausesUntil = now + pausePerHost;
            _pausing.Enqueue(lane);
        }
    }

    private void EndPauses(DateTimeOffset now)
    {
        // A pause that ends later than any could was begun before the clock was set back.
        while (_pausing.TryPeek(out var lane) && (lane.PausesUntil <= now || lane.PausesUntil > now + pausePerHost))
        {
            _pausing.Dequeue();
            lane.PausesUntil = null;
            Offer(lane);
        }
    }

    private void Offer(Lane lane)
    {
        if (lane.PausesUntil is not null)
        {
            return;
        }

        if (!lane.IsOffered && lane.Waiting.Count > 0 && lane.Running < maxPerHost)
        {
            lane.IsOffered = true;
            _ready.Enqueue(lane);
        }
        else if (lane is { Waiting.Count: 0, Running: 0, IsOffered: false })
        {
            _lanes.Remove(lane.Host);
        }
    }

    private sealed class Slot(FeedId feed, long number)
    {
        public static IComparer<Slot> ByDue { get; } = Comparer<Slot>.Create(static (left, right) =>
            left.Due.CompareTo(right.Due) is not 0 and var order ? order : left.Number.CompareTo(right.Number));

        public FeedId Feed { get; } = feed;

        public long Number { get; } = number;

        public DateTimeOffset Due { get; set; }

        public string Host { get; set; } = "";

        public Stage Stage { get; set; }

        public bool IsDueAgain { get; set; }

        public Lane? RunsIn { get; set; }
    }

    private sealed class Lane(string host)
    {
        public string Host { get; } = host;

        public Queue<Slot> Waiting { get; } = [];

        public int Running { get; set; }

        public DateTimeOffset? PausesUntil { get; set; }

        public bool IsOffered { get; set; }

        /// <summary>The next that still waits: others were scheduled anew or taken out meanwhile.</summary>
        public Slot? Next()
        {
            while (Waiting.TryDequeue(out var slot))
            {
                if (slot.Stage == Stage.Waiting)
                {
                    return slot;
                }
            }

            return null;
        }
    }
}
