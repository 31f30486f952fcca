namespace Portal.Ingestion.Subscriptions;

/// <summary>A subscription while the portal runs: what is known of it, and whose turn it is.</summary>
internal sealed class FollowedFeed(Subscription subscription) : IDisposable
{
    private readonly Lock _gate = new();
    private volatile Subscription _current = subscription;
    private readonly CancellationTokenSource _retired = new();
    private volatile string? _polledUrl;
    private Task<PollReport?>? _asked;

    /// <summary>The subscription as it stands.</summary>
    public Subscription Current => _current;

    /// <summary>One poll, pause or resume at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Cancelled once it is not to be polled any more, whoever waits for it.</summary>
    public CancellationToken Retired => _retired.Token;

    /// <summary>Whether the address changed after the last poll began.</summary>
    public bool HasMoved => _polledUrl is { } polled && polled != _current.Url;

    /// <summary>Whom polls of this feed burden.</summary>
    public string Host => Uri.TryCreate(_current.Url, UriKind.Absolute, out var address) ? address.Authority : "";

    public void Change(Func<Subscription, Subscription> change)
    {
        lock (_gate)
        {
            _current = change(_current);
        }
    }

    /// <summary>The feed's address follows its source, unless people changed it meanwhile: no reason to poll again.</summary>
    public void Move(string from, string to)
    {
        lock (_gate)
        {
            if (_current.Url == from)
            {
                _current = _current with { Url = to };
                _polledUrl = to;
            }
        }
    }

    public Task RetireAsync() => _retired.CancelAsync();

    /// <summary>
    /// The poll that answers everybody who asks until it begins: it is about the time after each of them asked.
    /// </summary>
    public Task<PollReport?> AskOnce(Func<Task<PollReport?>> ask)
    {
        lock (_gate)
        {
            return _asked is { IsCompleted: false } waiting ? waiting : _asked = ask();
        }
    }

    /// <summary>A poll begins: who asks from here on asks for the next one.</summary>
    public Subscription Begin(bool asked)
    {
        lock (_gate)
        {
            _asked = asked ? null : _asked;
            _polledUrl = _current.Url;
            return _current;
        }
    }

    public void Dispose()
    {
        _retired.Dispose();
        Turn.Dispose();
    }
}
