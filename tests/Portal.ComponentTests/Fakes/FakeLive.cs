using Portal.Events;
using Portal.Events.Log;
using Portal.Monitoring.Live;

namespace Portal.ComponentTests.Fakes;

/// <summary>The live entries of a <see cref="FakeLog"/>; watchers are told when a test says so.</summary>
internal sealed class FakeLive(FakeLog log) : ILiveEntries
{
    private readonly List<(IReadOnlyCollection<FeedId>? Feeds, Func<Task> Changed)> _watchers = [];

    /// <summary>What the rates are.</summary>
    public int EntriesInTheLastSecond { get; set; }

    public int Watchers => _watchers.Count;

    /// <summary>Which feeds each watcher watches; null for all.</summary>
    public IEnumerable<IReadOnlyCollection<FeedId>?> Watched => _watchers.Select(watcher => watcher.Feeds);

    public EventPosition Base => EventPosition.Start;

    public EventPosition Head => log.Head;

    public async Task TellAsync()
    {
        foreach (var watcher in _watchers.ToList())
        {
            await watcher.Changed();
        }
    }

    public ILiveWatch Watch(IReadOnlyCollection<FeedId>? feeds, Func<Task> changed)
    {
        _watchers.Add((feeds, changed));
        return new Place(() => _watchers.Remove((feeds, changed)));
    }

    public async ValueTask<LivePage> ReadAfterAsync(
        IReadOnlyCollection<FeedId>? feeds, EventPosition after, int limit, CancellationToken cancellationToken = default)
    {
        var head = Head;
        var entries = await log.ReadAsync(
            new EventQuery { Feeds = feeds, From = after, Limit = limit, IncludeSuperseded = true }, cancellationToken);
        return new LivePage(entries, entries.Count == limit ? entries[^1].Position : head, entries.Count == limit);
    }

    public IReadOnlyList<RatePoint> Rates(IReadOnlyCollection<FeedId>? feeds, int seconds) =>
        [.. Enumerable.Range(1, seconds).Select(i => new RatePoint(DateTimeOffset.UnixEpoch.AddSeconds(i), i == seconds ? EntriesInTheLastSecond : 0))];

    private sealed class Place(Action leave) : ILiveWatch
    {
        public ValueTask DisposeAsync()
        {
            leave();
            return ValueTask.CompletedTask;
        }
    }
}
