using Microsoft.AspNetCore.Components;

namespace Portal.Web.Shared.States;

/// <summary>
/// A component that loads what it shows: first loading, then the data or what went wrong. It loads again when told
/// to, one load at a time; calls in between are one more load.
/// </summary>
public abstract partial class LoadingComponent : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private bool _running;
    private bool _again;
    private int _told;
    private int _waits;

    /// <summary>Whether nothing has been loaded yet.</summary>
    protected bool IsLoading { get; private set; } = true;

    /// <summary>What went wrong at the last load, for people; null when nothing did.</summary>
    protected string? Failure { get; private set; }

    /// <summary>Cancelled when the reader has left.</summary>
    protected CancellationToken Gone => _gone.Token;

    [Inject] private ILoggerFactory Loggers { get; set; } = default!;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _gone.CancelAsync();
        await LeaveAsync();
        _gone.Dispose();
    }

    /// <summary>Loads what is shown.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Undoes what was subscribed to.</summary>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => ReloadAsync();

    /// <summary>Loads again, from an event of this component.</summary>
    protected async Task ReloadAsync()
    {
        _again = true;
        if (_running)
        {
            return;
        }

        _running = true;
        while (_again && !_gone.IsCancellationRequested)
        {
            _again = false;
            await TryLoadAsync();
        }

        _running = false;
    }

    /// <summary>Loads again and shows it, told from any thread.</summary>
    protected void ReloadSoon()
    {
        if (Interlocked.Exchange(ref _told, 1) == 0 && !_gone.IsCancellationRequested)
        {
            _ = InvokeAsync(async () =>
            {
                Interlocked.Exchange(ref _told, 0);
                await ReloadAsync();
                StateHasChanged();
            });
        }
    }

    /// <summary>Loads again as <see cref="ReloadSoon"/> does, but not before the last load is so long ago: what is told sooner waits.</summary>
    protected Task ReloadPacedAsync(TimeSpan sinceLast, TimeSpan pace, TimeProvider time)
    {
        if (sinceLast >= pace)
        {
            ReloadSoon();
        }
        else if (Interlocked.Exchange(ref _waits, 1) == 0)
        {
            _ = ReloadAfterAsync(pace - sinceLast, time);
        }

        return Task.CompletedTask;
    }

    private async Task ReloadAfterAsync(TimeSpan wait, TimeProvider time)
    {
        await Task.Delay(wait, time, _gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Exchange(ref _waits, 0);
        ReloadSoon();
    }

    private async Task TryLoadAsync()
    {
        try
        {
            await LoadAsync(_gone.Token);
            Failure = null;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The boundary of a page's part: the others go on, and this one says so and can be tried again.
            LogFailed(Loggers.CreateLogger(GetType()), exception, GetType().Name);
            Failure = "It has been written to the log. Trying again may help.";
        }

        IsLoading = false;
    }
}
