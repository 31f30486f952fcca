namespace Portal.Web.Shared.Figures;

/// <summary>
/// One slow tick for all ages on a reader's screen, so that a page of a hundred ages holds one timer. It runs
/// only while somebody listens. One for each circuit.
/// </summary>
public sealed class CoarseClock(TimeProvider time) : IDisposable
{
    /// <summary>How far behind a shown age may be.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Action? _listeners;
    private ITimer? _timer;

    /// <summary>The time now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Calls back, on any thread, every <see cref="Period"/> until the result is disposed.</summary>
    public IDisposable Listen(Action listener)
    {
        lock (_gate)
        {
            _listeners += listener;
            _timer ??= time.CreateTimer(_ => Tick(), null, Period, Period);
        }

        return new Listening(this, listener);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _listeners = null;
            StopTimer();
        }
    }

    private void Tick() => _listeners?.Invoke();

    private void Leave(Action listener)
    {
        lock (_gate)
        {
            _listeners -= listener;
            if (_listeners is null)
            {
                StopTimer();
            }
        }
    }

    private void StopTimer()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private sealed class Listening(CoarseClock clock, Action listener) : IDisposable
    {
        private Action? _listener = listener;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _listener, null) is { } gone)
            {
                clock.Leave(gone);
            }
        }
    }
}
