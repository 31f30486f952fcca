using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Channels;

namespace Portal.Ingestion.Subscriptions;

/// <summary>How the walk through a gap ended.</summary>
internal enum GapWalkEnd
{
    /// <summary>At entries from before the gap.</summary>
    Joined,

    /// <summary>At the source's oldest page, which does not reach down to them.</summary>
    OutOfPages,

    /// <summary>At a page that is older than the gap and yet unknown.</summary>
    PastTheGap,

    /// <summary>At a page that could not be had.</summary>
    PageFailed,

    /// <summary>At its bounds: there is more.</summary>
    More,
}

/// <summary>What the walk through a gap found.</summary>
/// <param name="End">How it ended.</param>
/// <param name="MissingNewestFirst">The entries that the log does not have, each once.</param>
/// <param name="NextPage">The first page that was not read; null when there is none.</param>
/// <param name="Detail">Why a page could not be had.</param>
internal sealed record GapWalkResult(GapWalkEnd End, IReadOnlyList<Entry> MissingNewestFirst, Uri? NextPage = null, string? Detail = null);

/// <summary>
/// Walks through a gap, from the page that its finding left unread to entries from before it. Pages that are numbered have
/// moved on since: those of known entries that came in later are passed by, and an entry that is known is never given back, as
/// an older page may hold an older revision of it. At most <see cref="MaxPages"/> pages and <see cref="MaxEntries"/> entries a walk.
/// </summary>
internal sealed class GapWalk(IFeedChannel channel, IFeedPageReader reader, IEventLog log)
{
    public const int MaxPages = 200;

    public const int MaxEntries = 20_000;

    // Clocks differ; and a poll stores what it found a moment after it began.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <param name="feed">Whose gap it is.</param>
    /// <param name="gap">The gap.</param>
    /// <param name="source">The question for the newest page; its credentials serve for older pages of the same origin.</param>
    /// <param name="cursor">What is remembered of the feed: ids that show nothing, and ids that the source gives to several entries.</param>
    /// <param name="hasTime">Whether there is time for another page.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public async Task<GapWalkResult> WalkAsync(
        FeedId feed, Gap gap, FetchRequest source, SubscriptionCursor cursor, Func<bool> hasTime, CancellationToken cancellationToken)
    {
        var unproven = cursor.Unproven ?? [];
        var address = gap.OlderPage is { } older ? new Uri(older) : source.Address;
        List<Entry> missing = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<Uri> visited = [];
        while (true)
        {
            visited.Add(address);
            var answer = await channel.FetchAsync(source.For(address), cancellationToken);
            var reading = answer.Kind == FetchKind.Document ? reader.Read(answer) : new PageReading(null, answer.Problem, answer.Detail);
            if (reading.Page is not { } read)
            {
                if (visited.Count == 1 && address != source.Address && reading.Problem is PollProblem.NotFound or PollProblem.Gone)
                {
                    // The page has gone: what the source shows today may lead there by another way.
                    address = source.Address;
                    continue;
                }

                return new GapWalkResult(GapWalkEnd.PageFailed, missing, address, $"{ShownAddress.Of(address)}: {reading.Detail}");
            }

            var page = read with { Entries = RepeatedIds.Apply(read.Entries, cursor.Repeated) };
            var known = await KnownAsync(feed, page.Entries, cancellationToken);
            var end = await EndAsync(feed, gap, page.Entries, known, unproven, cancellationToken);
            if (end is null && IsPast(page.Entries, gap))
            {
                return new GapWalkResult(GapWalkEnd.PastTheGap, missing, address);
            }

            missing.AddRange(page.Entries.Take(end ?? page.Entries.Count).Where(entry => !known.Contains(entry.Id) && seen.Add(entry.Id)));
            if (end is not null || page.IsComplete)
            {
                return new GapWalkResult(GapWalkEnd.Joined, missing);
            }

            if (page.Older is not { } next || visited.Contains(next))
            {
                return new GapWalkResult(GapWalkEnd.OutOfPages, missing);
            }

            if (visited.Count >= MaxPages || missing.Count >= MaxEntries || !hasTime())
            {
                return new GapWalkResult(GapWalkEnd.More, missing, next);
            }

            address = next;
        }
    }

    private async Task<IReadOnlySet<string>> KnownAsync(FeedId feed, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (var ids in entries.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Chunk(AppendBatch.MaxEntries))
        {
            known.UnionWith(await log.KnownAsync(feed, ids, cancellationToken));
        }

        return known;
    }

    /// <summary>Where the oldest entry from before the gap stands on a page; null when none does.</summary>
    private async Task<int?> EndAsync(
        FeedId feed, Gap gap, IReadOnlyList<Entry> newestFirst, IReadOnlySet<string> known, IReadOnlyCollection<string> unproven,
        CancellationToken cancellationToken)
    {
        for (var index = newestFirst.Count - 1; index >= 0; index--)
        {
            var id = newestFirst[index].Id;
            if (known.Contains(id) && !unproven.Contains(id)
                && IsFromBefore(gap, await log.RevisionsAsync(feed, id, cancellationToken), newestFirst[index]))
            {
                return index;
            }
        }

        return null;
    }

    // A push may have brought an entry of the gap itself before the gap was found: its date tells.
    private static bool IsFromBefore(Gap gap, IReadOnlyList<RecordedEntry> revisions, Entry shown) => revisions is [.., var first]
        ? first.Received < (gap.FoundAt ?? gap.To)
            && (DatesTell(gap) && DateOf(first.Entry) is { } date ? date <= gap.From : first.Received <= gap.From + Slack)
        : DateOf(shown) <= gap.From; // purged meanwhile

    // When none of the entries that came after the gap was dated within the time of their coming, dates say something else.
    private static bool DatesTell(Gap gap) => gap.FoundAt is not { } found || gap.To < found;

    private static bool IsPast(IReadOnlyList<Entry> entries, Gap gap)
    {
        if (!DatesTell(gap))
        {
            return false;
        }

        List<DateTimeOffset> dates = [.. entries.Select(DateOf).OfType<DateTimeOffset>()];
        return dates.Count > 0 && dates.Count == entries.Count && dates.Max() < gap.From - Slack;
    }

    internal static DateTimeOffset? DateOf(Entry entry) => entry.Updated ?? entry.Published;
}
