using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Events;
using Portal.Events.Log;

namespace Portal.Monitoring.Live;

/// <summary>The one reader of this process that tails the log and feeds every watcher.</summary>
internal sealed partial class LiveTail(IEventLog log, TimeProvider time, ILogger<LiveTail> logger) : BackgroundService, ILiveEntries
{
    /// <summary>How many of the newest entries are kept in memory: at 2 KB each about 20 MB. Older ones are read from the log.</summary>
    private const int RingCapacity = 10_000;

    private const int PageSize = 1000;
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    private readonly EntryRing _ring = new(RingCapacity);
    private readonly RateCounter _rates = new();
    private readonly ConcurrentDictionary<LiveWatch, byte> _watches = new();

    public EventPosition Head => _ring.Head;

    public EventPosition Base => _ring.Base;

    public ILiveWatch Watch(IReadOnlyCollection<FeedId>? feeds, Func<Task> changed)
    {
        var watch = new LiveWatch(feeds?.ToHashSet(), changed, time, logger, gone => _watches.TryRemove(gone, out _));
        _watches.TryAdd(watch, 0);
        return watch;
    }

    public async ValueTask<LivePage> ReadAfterAsync(
        IReadOnlyCollection<FeedId>? feeds, EventPosition after, int limit, CancellationToken cancellationToken = default)
    {
        var wanted = feeds as IReadOnlySet<FeedId> ?? feeds?.ToHashSet();
        return _ring.ReadAfter(wanted, after, limit) ?? await ReadLogAsync(feeds, after, limit, cancellationToken);
    }

    public IReadOnlyList<RatePoint> Rates(IReadOnlyCollection<FeedId>? feeds, int seconds) => _rates.Read(feeds, seconds, time.GetUtcNow());

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // The newest page fills the ring, so that rates and lists are right from the first moment.
        var recent = await log.ReadAsync(
            new EventQuery { Direction = ReadDirection.Backward, Limit = PageSize, IncludeSuperseded = true }, cancellationToken);
        _ring.StartAt(recent.Count == PageSize ? recent[^1].Position : EventPosition.Start);
        Take([.. recent.Reverse()]);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var head in log.WatchAsync(stoppingToken))
                {
                    await CatchUpAsync(head, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The next round goes on from the same position: watchers are late, and miss nothing.
                LogTailInterrupted(exception);
                await Task.Delay(RestAfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task CatchUpAsync(EventPosition head, CancellationToken cancellationToken)
    {
        while (_ring.Head < head)
        {
            var entries = await log.ReadAsync(
                new EventQuery { From = _ring.Head, Limit = PageSize, IncludeSuperseded = true }, cancellationToken);
            if (entries.Count == 0)
            {
                // The last entries before the head belonged to a feed that has been removed.
                return;
            }

            Take(entries);
            foreach (var watch in _watches.Keys)
            {
                watch.Notice(entries);
            }
        }
    }

    private void Take(IReadOnlyList<RecordedEntry> entries)
    {
        _ring.Add(entries);
        foreach (var entry in entries)
        {
            _rates.Add(entry.Feed, entry.Received);
        }
    }

    private async ValueTask<LivePage> ReadLogAsync(
        IReadOnlyCollection<FeedId>? feeds, EventPosition after, int limit, CancellationToken cancellationToken)
    {
        // The head is taken first: what comes in during the read is beyond it and is told later.
        var head = _ring.Head;
        var entries = await log.ReadAsync(
            new EventQuery { Feeds = feeds, From = after, Limit = limit, IncludeSuperseded = true }, cancellationToken);
        var full = entries.Count == limit;
        var last = entries.Count == 0 ? after : entries[^1].Position;
        return new LivePage(entries, full || last > head ? last : head, full);
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The live tail of the event log was interrupted; it goes on from where it was")]
    private partial void LogTailInterrupted(Exception exception);
}
