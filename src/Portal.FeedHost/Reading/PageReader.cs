using Portal.Events;
using Portal.Events.Log;

namespace Portal.FeedHost.Reading;

/// <summary>Reads pages of a feed from the log.</summary>
internal sealed class PageReader(IEventLog log)
{
    private const int MostInAMoment = 100;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    /// <summary>The page that is asked for; null when its marker is unknown.</summary>
    public async Task<FeedPage?> ReadAsync(FeedId feed, PageQuery query, CancellationToken cancellationToken)
    {
        if (query.Marker == PageQuery.Last)
        {
            var oldest = await TakeAsync(feed, ReadDirection.Forward, null, query, query.Limit, cancellationToken);
            return new FeedPage([.. oldest.Reverse()], Older: null);
        }

        if (query.StartingAt is { } time)
        {
            var before = await log.LastBeforeAsync([feed], time, cancellationToken);
            return query.Direction == ReadDirection.Forward
                ? await ForwardAsync(feed, before, query, cancellationToken)
                : await BackwardAsync(feed, new EventPosition((await GivenUpToAsync(feed, before, time, cancellationToken)).Value + 1), query, cancellationToken);
        }

        if (query.Marker is null)
        {
            return await BackwardAsync(feed, null, query, cancellationToken);
        }

        if (await log.FindAsync(feed, query.Marker, cancellationToken) is not { } marker)
        {
            return null;
        }

        // Backward includes the marker, forward does not.
        return query.Direction == ReadDirection.Forward
            ? await ForwardAsync(feed, marker.Position, query, cancellationToken)
            : await BackwardAsync(feed, new EventPosition(marker.Position.Value + 1), query, cancellationToken);
    }

    private async Task<FeedPage> BackwardAsync(FeedId feed, EventPosition? before, PageQuery query, CancellationToken cancellationToken)
    {
        // One more than the page tells whether there is an older one, and with which entry it begins.
        var entries = await TakeAsync(feed, ReadDirection.Backward, before, query, query.Limit + 1, cancellationToken);
        return entries.Count > query.Limit
            ? new FeedPage([.. entries.Take(query.Limit)], entries[query.Limit])
            : new FeedPage(entries, Older: null);
    }

    private async Task<FeedPage> ForwardAsync(FeedId feed, EventPosition after, PageQuery query, CancellationToken cancellationToken)
    {
        var entries = await TakeAsync(feed, ReadDirection.Forward, after, query, query.Limit, cancellationToken);
        var older = await TakeAsync(feed, ReadDirection.Backward, new EventPosition(after.Value + 1), query, 1, cancellationToken);
        return new FeedPage([.. entries.Reverse()], older is [var first] ? first : null);
    }

    private async Task<IReadOnlyList<RecordedEntry>> TakeAsync(
        FeedId feed, ReadDirection direction, EventPosition? from, PageQuery query, int count, CancellationToken cancellationToken) =>
        await log.ReadAsync(
            new EventQuery { Feeds = [feed], Direction = direction, From = from, Limit = count, Where = query.Search }, cancellationToken);

    // Both ways begin with what is of that very time. The portal dates an entry when it comes in, a moment before it is stored:
    // who asks backwards from that date means the entry too.
    private async Task<EventPosition> GivenUpToAsync(FeedId feed, EventPosition before, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var next = await log.ReadAsync(new EventQuery { Feeds = [feed], From = before, Limit = MostInAMoment }, cancellationToken);
        return next.TakeWhile(IsOfThen).LastOrDefault()?.Position ?? before;

        bool IsOfThen(RecordedEntry entry) =>
            entry.Received <= time || (entry.Entry.Updated <= time && entry.Received - entry.Entry.Updated <= Moment);
    }
}
