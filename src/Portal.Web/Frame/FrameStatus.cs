using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Log;
using Portal.Monitoring.Live;
using Portal.Web.Features.Samples;
using Portal.Web.Shared.States;

namespace Portal.Web.Frame;

/// <summary>Says whether there is sample data and how far live views are behind the log; looks every five seconds.</summary>
internal sealed class FrameStatus : IFrameStatus, IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private readonly ISampleOrganisation _samples;
    private readonly CatalogueChanges _changes;
    private readonly IEventLog _log;
    private readonly ILiveEntries _live;
    private readonly ITimer _timer;

    public FrameStatus(ISampleOrganisation samples, CatalogueChanges changes, IEventLog log, ILiveEntries live, TimeProvider time)
    {
        (_samples, _changes, _log, _live) = (samples, changes, log, live);
        _changes.Changed += OnCatalogueChanged;
        _timer = time.CreateTimer(_ => _ = LookAsync(), null, TimeSpan.Zero, LookEvery);
    }

    public event Action? Changed;

    public bool HasSampleData => _samples.IsPresent;

    public LiveSignal? Live { get; private set; }

    public void Dispose()
    {
        _changes.Changed -= OnCatalogueChanged;
        _timer.Dispose();
    }

    private void OnCatalogueChanged(FeedId feed) => Changed?.Invoke();

    private async Task LookAsync()
    {
        LiveSignal signal;
        try
        {
            var behind = (await _log.HeadAsync()).Value - _live.Head.Value;
            signal = behind <= 1000
                ? new LiveSignal(PortalState.Healthy, "Live")
                : new LiveSignal(PortalState.Late, $"{behind} entries behind");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The readiness check reports the cause; here people only need to know that what they see may be old.
            signal = new LiveSignal(PortalState.Failing, "Event log unreachable");
        }

        if (signal != Live)
        {
            Live = signal;
            Changed?.Invoke();
        }
    }
}
