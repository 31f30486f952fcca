using Portal.Events.Log;
using Portal.Storage.EventLog.Indexing;

namespace Portal.Storage.EventLog.Archives;

/// <summary>Takes one range of a feed out of the log, in one commit: it is archived, its ids stay known, and it is gone.</summary>
/// <param name="Feed">The feed's key.</param>
/// <param name="Archive">The range.</param>
/// <param name="IsNew">Whether the archive is made here.</param>
/// <param name="Revisions">Everything in the range.</param>
/// <param name="Data">The archive as it is stored; null when none is kept.</param>
internal sealed record PurgeStep(int Feed, ArchiveRange Archive, bool IsNew, IReadOnlyList<RecordedEntry> Revisions, byte[]? Data)
{
    private const string Range = "feed = @feed AND position > @after AND position <= @upTo";

    /// <summary>Runs it; the number of removed revisions, 0 when another process was first.</summary>
    public async Task<int> RunAsync(ILogTransaction transaction)
    {
        if (!await StoreAsync(transaction))
        {
            return 0;
        }

        await LogStatements.RunAsync(
            transaction,
            $"INSERT INTO log_purged SELECT feed, entry_key, position, revision, hash FROM log_entries WHERE {Range} AND superseded = 0 "
            + "ON CONFLICT (feed, entry_key) DO UPDATE SET position = excluded.position, revision = excluded.revision, hash = excluded.hash",
            Bounds());
        await LogStatements.DeleteAsync(
            transaction, "log_categories", "feed, term, position", [.. Revisions.SelectMany(revision => IndexPlan.RowsOf(Feed, revision))]);
        await LogStatements.RunAsync(
            transaction,
            $"UPDATE log_feeds SET entries = entries - (SELECT COUNT(*) FROM log_entries WHERE {Range} AND superseded = 0) WHERE key = @feed",
            Bounds());
        var removed = await LogStatements.RunAsync(transaction, $"DELETE FROM log_entries WHERE {Range}", Bounds());
        await IndexState.MoveEpochAsync(transaction);
        transaction.NotePurged(Feed);
        return removed;
    }

    private (string, object)[] Bounds() => [("@feed", Feed), ("@after", Archive.After.Value), ("@upTo", Archive.UpTo.Value)];

    private async Task<bool> StoreAsync(ILogTransaction transaction)
    {
        var state = (int)(Data is null ? ArchiveState.Dropped : ArchiveState.Stored);
        if (IsNew)
        {
            object[] row = [Feed, Archive.Number, Archive.After.Value, Archive.UpTo.Value, Revisions.Count, Revisions.Sum(r => (long)r.Size), state];
            await LogStatements.InsertAsync(
                transaction, "log_archives (feed, number, begins_after, ends_at, entries, bytes, state)", [row], "ON CONFLICT DO NOTHING");
        }

        var stored = await LogStatements.RunAsync(
            transaction,
            "UPDATE log_archives SET data = @data, state = @state WHERE feed = @feed AND number = @number AND ends_at = @upTo "
            + "AND (state = 0 OR @isNew = 1) AND data IS NULL",
            ("@data", Data ?? (object)DBNull.Value), ("@state", state), ("@feed", Feed), ("@number", Archive.Number), ("@upTo", Archive.UpTo.Value),
            ("@isNew", IsNew ? 1 : 0));
        return stored > 0;
    }
}
