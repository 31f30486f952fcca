using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Syndication.Reading;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Honours what a source says it has deleted (RFC 6721): what is stored of the entry gets a last revision, which says so.</summary>
internal sealed class Deletions(IEventLog log)
{
    /// <summary>What is to be stored of a document: its entries without the deleted ones, then the deletions of stored entries.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="oldestFirst">The document's entries.</param>
    /// <param name="tombstones">What it says is deleted.</param>
    /// <param name="now">When something was deleted for which the document does not say when.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Entry>> ApplyAsync(
        FeedId feed, IReadOnlyList<Entry> oldestFirst, IReadOnlyList<Tombstone> tombstones, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (tombstones.Count == 0)
        {
            return oldestFirst;
        }

        var deleted = tombstones.GroupBy(tombstone => tombstone.EntryId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Max(tombstone => tombstone.When) ?? now, StringComparer.Ordinal);

        // An entry that was published again after it was deleted is there (RFC 6721 section 3).
        foreach (var entry in oldestFirst.Where(entry => deleted.TryGetValue(entry.Id, out var when) && entry.Updated > when))
        {
            deleted.Remove(entry.Id);
        }

        List<Entry> all = [.. oldestFirst.Where(entry => !deleted.ContainsKey(entry.Id))];
        foreach (var ids in deleted.Keys.Chunk(AppendBatch.MaxEntries))
        {
            foreach (var id in await log.KnownAsync(feed, ids, cancellationToken))
            {
                if (await log.FindAsync(feed, id, cancellationToken) is { Entry: { IsTombstone: false } stored } && !(stored.Updated > deleted[id]))
                {
                    all.Add(stored.ToTombstone(deleted[id]));
                }
            }
        }

        return all;
    }
}
