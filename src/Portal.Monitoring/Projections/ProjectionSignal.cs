using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Monitoring.Live;

namespace Portal.Monitoring.Projections;

/// <summary>Tells who watches that projections have saved something. Where they run in another process, their positions are looked at.</summary>
internal sealed partial class ProjectionSignal(IProjectionStore store, TimeProvider time, ILogger<ProjectionSignal> logger) : BackgroundService, IProjectionWatches
{
    // Beyond so many names the counts begin anew; a KPI that is changed has another name.
    private const int MaxCounted = 10_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<PacedCall, HashSet<string>> _watches = new();
    private readonly ConcurrentDictionary<string, long> _saves = new();
    private long _lastSave;
    private Dictionary<string, (long, string?)> _seen = [];

    /// <summary>Whether projections run in this process.</summary>
    public bool IsSource { get; set; }

    public ILiveWatch Watch(IReadOnlyCollection<string> names, Func<Task> changed)
    {
        var call = new PacedCall(changed, time, logger, gone => _watches.TryRemove(gone, out _));
        _watches[call] = [.. names];
        return call;
    }

    public long LastSaveOf(string name) => _saves.GetValueOrDefault(name);

    public void Tell(IReadOnlyCollection<string> names)
    {
        if (_saves.Count > MaxCounted)
        {
            _saves.Clear();
        }

        foreach (var name in names)
        {
            _saves[name] = Interlocked.Increment(ref _lastSave);
        }

        if (names.Count > 0)
        {
            foreach (var (call, wanted) in _watches)
            {
                if (names.Any(wanted.Contains))
                {
                    call.Notice();
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully && tick.Result, TaskScheduler.Default))
        {
            if (IsSource || _watches.IsEmpty)
            {
                continue;
            }

            try
            {
                var rows = (await store.ListAsync(stoppingToken)).ToDictionary(row => row.Name, row => (row.Position.Value, row.Failure));
                Tell([.. rows.Where(row => _seen.GetValueOrDefault(row.Key) != row.Value).Select(row => row.Key)]);
                _seen = rows;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next look tells what this one missed.
                LogLookFailed(exception);
            }
        }
    }

    [LoggerMessage(EventId = 3103, Level = LogLevel.Warning, Message = "Looking where projections are was interrupted")]
    private partial void LogLookFailed(Exception exception);
}

/// <summary>Watches projections of this portal, wherever they run.</summary>
public interface IProjectionWatches
{
    /// <summary>
    /// Tells the watcher when one of these projections has saved something, at most every 100 ms; several times may be told as one,
    /// none goes untold. <paramref name="changed"/> is never called twice at once.
    /// </summary>
    ILiveWatch Watch(IReadOnlyCollection<string> names, Func<Task> changed);

    /// <summary>A number that is another, and greater, with each save of a projection that watchers are told of; it moves before they are told.</summary>
    long LastSaveOf(string name);
}
