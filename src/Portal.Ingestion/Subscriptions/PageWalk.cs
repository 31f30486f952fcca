using Portal.Events;
using Portal.Events.Entries;
using Portal.Ingestion.Channels;

namespace Portal.Ingestion.Subscriptions;

/// <summary>How a walk ended.</summary>
internal enum WalkEnd
{
    /// <summary>At entries that are known, or at the beginning of a feed that was never read before.</summary>
    Joined,

    /// <summary>Without a way on to what is known.</summary>
    Broken,

    /// <summary>At a page that could not be had.</summary>
    PageFailed,
}

/// <summary>What a walk found.</summary>
/// <param name="End">How it ended.</param>
/// <param name="NewestFirst">Each entry once, as it was first seen.</param>
/// <param name="OlderPage">The first page that was not read; null when there is none.</param>
/// <param name="Detail">Why a page could not be had.</param>
internal sealed record WalkResult(WalkEnd End, IReadOnlyList<Entry> NewestFirst, Uri? OlderPage = null, string? Detail = null);

/// <summary>
/// Walks from the newest page to older ones until what is known. At most <see cref="MaxPages"/> pages and
/// <see cref="MaxEntries"/> entries are held; what is beyond is a gap that names the page to go on from.
/// </summary>
internal sealed class PageWalk(IFeedChannel channel, IFeedPageReader reader, PageJoin join)
{
    public const int MaxPages = 500;

    public const int MaxEntries = 50_000;

    /// <param name="feed">The feed.</param>
    /// <param name="source">The address that people entered; its credentials serve for older pages of the same origin.</param>
    /// <param name="first">The newest page.</param>
    /// <param name="unproven">Ids whose presence shows nothing, <see cref="SubscriptionCursor.Unproven"/>.</param>
    /// <param name="hasTime">Whether there is time for another page.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public async Task<WalkResult> WalkAsync(
        FeedId feed, Uri source, FeedPage first, IReadOnlyCollection<string> unproven, Func<bool> hasTime, CancellationToken cancellationToken)
    {
        List<Entry> entries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<Uri> visited = [];
        for (var page = first; ;)
        {
            entries.AddRange(page.Entries.Where(entry => seen.Add(entry.Id)));
            if ((await join.JudgeAsync(feed, page, unproven, isFirst: visited.Count == 0, cancellationToken)).IsJoined)
            {
                return new WalkResult(WalkEnd.Joined, entries);
            }

            if (page.Older is not { } older || !visited.Add(older))
            {
                return new WalkResult(WalkEnd.Broken, entries);
            }

            if (visited.Count > MaxPages || entries.Count >= MaxEntries || !hasTime())
            {
                return new WalkResult(WalkEnd.Broken, entries, older);
            }

            var answer = await channel.FetchAsync(new FetchRequest(Origins.WithCredentials(older, source)), cancellationToken);
            var reading = answer.Kind == FetchKind.Document ? reader.Read(answer) : new PageReading(null, answer.Problem, answer.Detail);
            if (reading.Page is not { } read)
            {
                return new WalkResult(WalkEnd.PageFailed, entries, older, $"{ShownAddress.Of(older)}: {reading.Detail}");
            }

            page = read;
        }
    }
}
