using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Storage.EventLog.Indexing;

namespace Portal.Storage.EventLog.Archives;

/// <summary>The past of feeds, in the tables of the log.</summary>
internal sealed class SqlEventArchive(SqlEventLog log, ILogDatabase database, TimeProvider time) : IEventArchive
{
    public ValueTask<ArchiveRange?> NewestAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        AskAsync(feed, queries => queries.NewestAsync(), null, cancellationToken);

    public ValueTask<ArchiveRange?> FindAsync(FeedId feed, int number, CancellationToken cancellationToken = default) =>
        AskAsync(feed, queries => queries.FindAsync(number), null, cancellationToken);

    public ValueTask<IReadOnlyList<RecordedEntry>> ReadAsync(ArchiveRange archive, CancellationToken cancellationToken = default) =>
        AskAsync(archive.Feed, queries => ReadAsync(queries, archive), [], cancellationToken);

    public ValueTask<bool> WasPurgedAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) =>
        AskAsync(feed, queries => queries.WasPurgedAsync(entryId), false, cancellationToken);

    public ValueTask<EventPosition> PurgedUpToAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        AskAsync(feed, queries => queries.PurgedUpToAsync(), EventPosition.Start, cancellationToken);

    public ValueTask<IReadOnlyList<Category>> CategoriesAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        AskAsync(feed, queries => queries.CategoriesAsync(LogIndexer.MaxTerms), [], cancellationToken);

    public ValueTask<PurgeEstimate> EstimateAsync(FeedId feed, RetentionLimits limits, CancellationToken cancellationToken = default) =>
        AskAsync(feed, queries => EstimateAsync(queries, limits), new PurgeEstimate(0, default, null, 0), cancellationToken);

    public async ValueTask<int> PurgeAsync(FeedId feed, RetentionLimits limits, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        if (await LogQueries.FeedKeysAsync(connection, [feed], cancellationToken) is not [var key])
        {
            return 0;
        }

        var queries = new ArchiveQueries(connection, feed, key);
        var cut = await queries.CutAsync(limits, time.GetUtcNow());
        var purged = 0;
        foreach (var archive in cut == 0 ? [] : await queries.LiveUpToAsync(cut))
        {
            purged += await PurgeAsync(queries, key, archive, limits, isNew: false, cancellationToken);
        }

        return purged + await PurgeOpenAsync(connection, queries, key, feed, cut, limits, cancellationToken);
    }

    /// <summary>Of each entry the newest revision.</summary>
    private static IReadOnlyList<RecordedEntry> Newest(IReadOnlyList<RecordedEntry> revisions)
    {
        var last = new Dictionary<string, EventPosition>(revisions.Count);
        foreach (var revision in revisions)
        {
            last[revision.Entry.Id] = revision.Position;
        }

        return [.. revisions.Where(revision => last[revision.Entry.Id] == revision.Position)];
    }

    private static async Task<IReadOnlyList<RecordedEntry>> ReadAsync(ArchiveQueries queries, ArchiveRange archive)
    {
        // In this order: a purge that comes in between stores before it removes.
        var live = archive.State == ArchiveState.Live ? await queries.RevisionsAsync(archive.After.Value, archive.UpTo.Value) : [];
        if (live.Count > 0)
        {
            return Newest(live);
        }

        return await queries.DataAsync(archive.Number) is { } data ? ArchiveCodec.Decode(archive.Feed, data) : [];
    }

    private async Task<PurgeEstimate> EstimateAsync(ArchiveQueries queries, RetentionLimits limits)
    {
        var cut = await queries.CutAsync(limits, time.GetUtcNow());
        var total = await queries.CountAsync();
        if (cut == 0)
        {
            return new PurgeEstimate(0, default, null, total);
        }

        var entries = await queries.CountUpToAsync(cut);
        return new PurgeEstimate(entries, new EventPosition(cut), await queries.ReceivedAsync(cut), total - entries);
    }

    // What no archive holds yet: it is ended early, so that it can go.
    private async Task<int> PurgeOpenAsync(
        System.Data.Common.DbConnection connection, ArchiveQueries queries, int key, FeedId feed, long cut, RetentionLimits limits, CancellationToken cancellationToken)
    {
        var newest = await queries.NewestAsync();
        var indexed = (await IndexState.ReadAsync(connection.CreateCommand())).Position;
        var after = newest?.UpTo.Value ?? 0;
        var upTo = Math.Min(cut, indexed);
        if (upTo <= after)
        {
            return 0;
        }

        // Fewer than an archive has: the index would have made one of them.
        var open = await queries.RevisionsAsync(after, upTo);
        if (open.Count == 0 || !IsWorthwhile(open, limits))
        {
            return 0;
        }

        var archive = new ArchiveRange(feed, (newest?.Number ?? 0) + 1, new EventPosition(after), open[^1].Position, ArchiveState.Live);
        return await PurgeAsync(queries, key, archive, limits, isNew: true, cancellationToken);
    }

    // A feed that gets an entry a minute and keeps a hundred would have an archive a minute.
    private bool IsWorthwhile(IReadOnlyList<RecordedEntry> open, RetentionLimits limits) =>
        open.Count >= Math.Min(limits.MaxEntries ?? long.MaxValue, IEventArchive.ArchiveEntries) / 10
        || time.GetUtcNow() - open[0].Received > (limits.MaxAge ?? TimeSpan.Zero) + TimeSpan.FromHours(1);

    private async Task<int> PurgeAsync(
        ArchiveQueries queries, int key, ArchiveRange archive, RetentionLimits limits, bool isNew, CancellationToken cancellationToken)
    {
        var revisions = await queries.RevisionsAsync(archive.After.Value, archive.UpTo.Value);
        var step = new PurgeStep(key, archive, isNew, revisions, limits.KeepArchives ? ArchiveCodec.Encode(Newest(revisions)) : null);
        return await log.TakeOutAsync(step.RunAsync, cancellationToken);
    }

    private async ValueTask<T> AskAsync<T>(FeedId feed, Func<ArchiveQueries, Task<T>> ask, T without, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        return await LogQueries.FeedKeysAsync(connection, [feed], cancellationToken) is [var key]
            ? await ask(new ArchiveQueries(connection, feed, key))
            : without;
    }
}
