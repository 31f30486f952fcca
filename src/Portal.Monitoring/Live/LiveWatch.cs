using Microsoft.Extensions.Logging;
using Portal.Events;
using Portal.Events.Log;

namespace Portal.Monitoring.Live;

/// <summary>One watcher of entries.</summary>
internal sealed class LiveWatch : ILiveWatch
{
    private readonly HashSet<FeedId>? _feeds;
    private readonly PacedCall _call;

    public LiveWatch(HashSet<FeedId>? feeds, Func<Task> changed, TimeProvider time, ILogger logger, Action<LiveWatch> gone)
    {
        _feeds = feeds;
        _call = new PacedCall(changed, time, logger, _ => gone(this));
    }

    public void Notice(IReadOnlyList<RecordedEntry> entries)
    {
        if (_feeds is null || entries.Any(e => _feeds.Contains(e.Feed)))
        {
            _call.Notice();
        }
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();
}
