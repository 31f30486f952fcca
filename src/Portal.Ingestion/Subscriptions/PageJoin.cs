using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What the log knows of a page.</summary>
/// <param name="IsJoined">Whether the page reaches down to what is known, so that nothing between is missing.</param>
/// <param name="Known">The ids of the page that the log has.</param>
internal sealed record Joining(bool IsJoined, IReadOnlySet<string> Known);

/// <summary>Tells whether a page reaches down to what is known.</summary>
internal sealed class PageJoin(IEventLog log)
{
    /// <param name="feed">The feed.</param>
    /// <param name="page">The page.</param>
    /// <param name="unproven">Ids whose presence shows nothing, <see cref="SubscriptionCursor.Unproven"/>.</param>
    /// <param name="isFirst">Whether it is the newest page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Joining> JudgeAsync(
        FeedId feed, FeedPage page, IReadOnlyCollection<string> unproven, bool isFirst, CancellationToken cancellationToken)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (var ids in page.Entries.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Chunk(AppendBatch.MaxEntries))
        {
            known.UnionWith(await log.KnownAsync(feed, ids, cancellationToken));
        }

        if (page.IsComplete || (page.Entries.Count == 0 && page.Older is null))
        {
            return new Joining(true, known);
        }

        HashSet<string> proven = [.. known.Except(unproven, StringComparer.Ordinal)];
        return new Joining(
            proven.Count > 0
                ? Joins(page.Entries, proven)
                : isFirst && !(await log.TailsAsync([feed], cancellationToken)).ContainsKey(feed),
            known);
    }

    /// <summary>
    /// A known entry below an unknown one shows that nothing between them is missing. Known entries at the top alone
    /// do not: they may be pinned there, or have been revised, while new ones pushed others out of the page. When
    /// they are most of the page they do: then an entry was deleted and an old one has come into view below.
    /// </summary>
    internal static bool Joins(IReadOnlyList<Entry> newestFirst, IReadOnlySet<string> known)
    {
        var top = newestFirst.TakeWhile(entry => known.Contains(entry.Id)).Count();
        return top * 2 >= newestFirst.Count || newestFirst.Skip(top).Any(entry => known.Contains(entry.Id));
    }
}
