using Portal.Events;
using Portal.Events.Log;

namespace Portal.Monitoring.Projections;

/// <summary>Waits until the log has grown.</summary>
internal sealed class HeadTurns : IDisposable
{
    private readonly IAsyncEnumerator<EventPosition> _heads;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stop;
    private EventPosition _head;
    private Task<bool>? _next;

    public HeadTurns(IEventLog log, TimeProvider time, CancellationToken stop)
    {
        (_time, _stop) = (time, stop);
        _heads = log.WatchAsync(stop).GetAsyncEnumerator(stop);
    }

    /// <summary>Ends when the head is beyond a position, or after a while.</summary>
    public async Task WaitBeyondAsync(EventPosition position, TimeSpan longest)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        var over = Task.Delay(longest, _time, pause.Token);
        while (_head <= position && !over.IsCompleted)
        {
            _next ??= _heads.MoveNextAsync().AsTask();
            if (await Task.WhenAny(_next, over) != _next)
            {
                break;
            }

            var moved = await _next;
            _next = null;
            _stop.ThrowIfCancellationRequested();
            _head = moved ? _heads.Current : _head;
        }

        await pause.CancelAsync();
        _stop.ThrowIfCancellationRequested();
    }

    /// <summary>The enumeration ends with its token; whoever waits for its last step has left.</summary>
    public void Dispose() => _ = EndAsync();

    private async Task EndAsync()
    {
        if (_next is { } next)
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _heads.DisposeAsync();
    }
}
