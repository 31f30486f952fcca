using Portal.Catalogue.Access;
using Portal.Events;
using Portal.Events.Log;
using Portal.Monitoring.Live;

namespace Portal.Web.Privacy;

/// <summary>The log as an actor may see it.</summary>
internal sealed class MaskedLog(IEventLog log, EntryPrivacy privacy, Actor actor) : IEventLog
{
    public async ValueTask<IReadOnlyList<RecordedEntry>> ReadAsync(EventQuery query, CancellationToken cancellationToken = default) =>
        await privacy.ShowAsync(await log.ReadAsync(query, cancellationToken), actor, cancellationToken);

    public async ValueTask<RecordedEntry?> FindAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) =>
        await log.FindAsync(feed, entryId, cancellationToken) is { } found ? (await privacy.ShowAsync([found], actor, cancellationToken))[0] : null;

    public async ValueTask<IReadOnlyList<RecordedEntry>> RevisionsAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) =>
        await privacy.ShowAsync(await log.RevisionsAsync(feed, entryId, cancellationToken), actor, cancellationToken);

    public ValueTask<AppendResult> AppendAsync(AppendBatch batch, CancellationToken cancellationToken = default) => log.AppendAsync(batch, cancellationToken);

    public ValueTask<IReadOnlySet<string>> KnownAsync(FeedId feed, IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken = default) =>
        log.KnownAsync(feed, entryIds, cancellationToken);

    public ValueTask<EventPosition> HeadAsync(CancellationToken cancellationToken = default) => log.HeadAsync(cancellationToken);

    public ValueTask<IReadOnlyDictionary<FeedId, FeedTail>> TailsAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken = default) =>
        log.TailsAsync(feeds, cancellationToken);

    public IAsyncEnumerable<EventPosition> WatchAsync(CancellationToken cancellationToken = default) => log.WatchAsync(cancellationToken);

    public ValueTask<Checkpoint?> FindCheckpointAsync(string name, CancellationToken cancellationToken = default) =>
        log.FindCheckpointAsync(name, cancellationToken);

    public ValueTask RemoveFeedAsync(FeedId feed, CancellationToken cancellationToken = default) => log.RemoveFeedAsync(feed, cancellationToken);
}

/// <summary>What arrives, as an actor may see it.</summary>
internal sealed class MaskedLive(ILiveEntries live, EntryPrivacy privacy, Actor actor) : ILiveEntries
{
    public EventPosition Head => live.Head;

    public EventPosition Base => live.Base;

    public ILiveWatch Watch(IReadOnlyCollection<FeedId>? feeds, Func<Task> changed) => live.Watch(feeds, changed);

    public async ValueTask<LivePage> ReadAfterAsync(
        IReadOnlyCollection<FeedId>? feeds, EventPosition after, int limit, CancellationToken cancellationToken = default)
    {
        var page = await live.ReadAfterAsync(feeds, after, limit, cancellationToken);
        return page with { Entries = await privacy.ShowAsync(page.Entries, actor, cancellationToken) };
    }

    public IReadOnlyList<RatePoint> Rates(IReadOnlyCollection<FeedId>? feeds, int seconds) => live.Rates(feeds, seconds);
}
