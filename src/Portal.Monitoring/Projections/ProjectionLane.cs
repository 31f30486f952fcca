using Portal.Events;
using Portal.Events.Log;
using Portal.Monitoring.Fields;

namespace Portal.Monitoring.Projections;

/// <summary>
/// Projections that move through the log together: each entry is read and decoded once for all of them, and its payload is
/// gone through once.
/// </summary>
internal sealed class ProjectionLane(IEventLog log, EventPosition position)
{
    /// <summary>Entries of one step; they and what they come to are in memory until it is saved.</summary>
    public const int PageSize = 1000;

    // Beyond so many feeds the whole log is read and passed over where nobody wants an entry.
    private const int MaxFeeds = 25;

    private readonly List<ProjectionMember> _members = [];
    private Dictionary<FeedId, Readers> _feeds = [];

    public IReadOnlyList<ProjectionMember> Members => _members;

    /// <summary>Every member has taken everything up to here.</summary>
    public EventPosition Position { get; private set; } = position;

    public void Set(IEnumerable<ProjectionMember> members)
    {
        _members.Clear();
        _members.AddRange(members);
        _feeds = [];
        foreach (var member in _members)
        {
            foreach (var feed in member.Projection.Feeds)
            {
                if (!_feeds.TryGetValue(feed, out var readers))
                {
                    _feeds[feed] = readers = new Readers();
                }

                readers.Add(member);
            }
        }
    }

    /// <summary>Takes the next entries.</summary>
    /// <returns>Whether there may be more right now.</returns>
    public async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        // The head is taken first: what comes in during the read is beyond it and is taken in the next step.
        var head = await log.HeadAsync(cancellationToken);
        if (head <= Position)
        {
            return false;
        }

        var entries = await log.ReadAsync(
            new EventQuery
            {
                Feeds = _feeds.Count > MaxFeeds ? null : [.. _feeds.Keys],
                From = Position,
                Limit = PageSize,
                IncludeSuperseded = true,
            },
            cancellationToken);
        foreach (var entry in entries)
        {
            if (_feeds.TryGetValue(entry.Feed, out var readers))
            {
                readers.Take(entry);
            }
        }

        var isFull = entries.Count == PageSize;
        var last = entries.Count == 0 ? Position : entries[^1].Position;
        Position = isFull || last > head ? last : head;
        foreach (var member in _members)
        {
            member.Taken = member.Taken > Position ? member.Taken : Position;
        }

        return isFull;
    }

    /// <summary>Tells the members that nothing else has happened up to now.</summary>
    public void Advance(DateTimeOffset now)
    {
        foreach (var member in _members)
        {
            Run(member, () => member.Projection.Advance(now));
        }
    }

    // A failure is the failing one's own: it stops, the others go on.
    private static void Run(ProjectionMember member, Action step)
    {
        if (member.Failure is null)
        {
            try
            {
                step();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                member.Failure = exception;
            }
        }
    }

    /// <summary>The members that take the entries of one feed.</summary>
    private sealed class Readers
    {
        private readonly SharedFields _fields = new();
        private readonly List<(ProjectionMember Member, int[] Paths)> _members = [];

        public void Add(ProjectionMember member) => _members.Add((member, _fields.Add(member.Projection.Paths)));

        public void Take(RecordedEntry entry)
        {
            ReadEntry? read = null;
            foreach (var (member, paths) in _members)
            {
                if (member.Failure is not null || entry.Position <= member.Taken)
                {
                    continue;
                }

                try
                {
                    member.Projection.Apply(new EntryView(read ??= _fields.Read(entry), paths));
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    member.Failure = exception;
                }
            }
        }
    }
}
