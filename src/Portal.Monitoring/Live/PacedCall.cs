using Microsoft.Extensions.Logging;

namespace Portal.Monitoring.Live;

/// <summary>Calls a watcher at most every <see cref="Pace"/>, never twice at once, and once more after the last notice.</summary>
internal sealed partial class PacedCall : ILiveWatch
{
    /// <summary>The shortest time between two calls: no eye follows more, and each call renders.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly Func<Task> _changed;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<PacedCall> _gone;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _notices = new(0, 1);
    private readonly Task _loop;
    private int _told;

    public PacedCall(Func<Task> changed, TimeProvider time, ILogger logger, Action<PacedCall> gone)
    {
        (_changed, _time, _logger, _gone) = (changed, time, logger, gone);
        _loop = TellAsync(_stop.Token);
    }

    public void Notice()
    {
        // One notice is enough to wake the loop: more of them before it runs are the same news.
        if (Interlocked.Exchange(ref _told, 1) == 0)
        {
            _notices.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _gone(this);
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
        }

        await _loop;
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _notices.WaitAsync(cancellationToken);
                Volatile.Write(ref _told, 0);
                await TellOnceAsync();
                await Task.Delay(Pace, _time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Disposed: that is how a watch ends.
        }
    }

    private async Task TellOnceAsync()
    {
        try
        {
            await _changed();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One watcher's failure is its own: the next arrival is told again.
            LogWatcherFailed(exception);
        }
    }

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "A live watcher failed to take in what changed")]
    private partial void LogWatcherFailed(Exception exception);
}
