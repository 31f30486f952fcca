using Portal.Events;
using Portal.Events.Entries;
using Portal.Ingestion.Channels;
using Portal.Syndication.Reading;

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
internal sealed record WalkResult(WalkEnd End, IReadOnlyList<Entry> NewestFirst, Uri? OlderPage = null, string? Detail = null)
{
    /// <summary>What the pages say is deleted.</summary>
    public IReadOnlyList<Tombstone> Tombstones { get; init; } = [];

    /// <summary>Whether some of the pages could not be read as a whole.</summary>
    public bool IsPartial { get; init; }

    /// <summary>How many of the entries were known before.</summary>
    public int Known { get; init; }

    /// <summary>How many pages were read beside the first.</summary>
    public int OlderPages { get; init; }

    /// <summary>The bytes of those.</summary>
    public long OlderBytes { get; init; }
}

/// <summary>Where a walk begins.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Source">The request that had the newest page; its credentials serve for older pages of the same origin.</param>
/// <param name="First">The newest page, its repeated ids told apart.</param>
/// <param name="Unproven">Ids whose presence shows nothing, <see cref="SubscriptionCursor.Unproven"/>.</param>
/// <param name="Repeated">Ids that the source gives to several entries.</param>
internal sealed record WalkStart(
    FeedId Feed, FetchRequest Source, FeedPage First, IReadOnlyCollection<string> Unproven, IReadOnlyList<RepeatedId>? Repeated);

/// <summary>
/// Walks from the newest page to older ones until what is known. At most <see cref="MaxPages"/> pages and
/// <see cref="MaxEntries"/> entries are held; what is beyond is a gap that names the page to go on from.
/// </summary>
internal sealed class PageWalk(IFeedChannel channel, IFeedPageReader reader, PageJoin join)
{
    public const int MaxPages = 500;

    public const int MaxEntries = 50_000;

    /// <param name="start">Where it begins.</param>
    /// <param name="hasTime">Whether there is time for another page.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public async Task<WalkResult> WalkAsync(WalkStart start, Func<bool> hasTime, CancellationToken cancellationToken)
    {
        List<Entry> entries = [];
        List<Tombstone> tombstones = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<Uri> visited = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        var (isPartial, bytes) = (false, 0L);
        for (var page = start.First; ;)
        {
            entries.AddRange(page.Entries.Where(entry => seen.Add(entry.Id)));
            tombstones.AddRange(page.Tombstones);
            isPartial |= page.IsPartial;
            var joining = await join.JudgeAsync(start.Feed, page, start.Unproven, isFirst: visited.Count == 0, cancellationToken);
            known.UnionWith(joining.Known);
            if (joining.IsJoined)
            {
                return Ended(WalkEnd.Joined);
            }

            if (page.Older is not { } older || !visited.Add(older))
            {
                return Ended(WalkEnd.Broken);
            }

            if (visited.Count > MaxPages || entries.Count >= MaxEntries || !hasTime())
            {
                return Ended(WalkEnd.Broken, older);
            }

            var answer = await channel.FetchAsync(start.Source.For(older), cancellationToken);
            var reading = answer.Kind == FetchKind.Document ? reader.Read(answer) : new PageReading(null, answer.Problem, answer.Detail);
            if (reading.Page is not { } read)
            {
                return Ended(WalkEnd.PageFailed, older, $"{ShownAddress.Of(older)}: {reading.Detail}");
            }

            bytes += answer.Body.Length;
            page = read with { Entries = RepeatedIds.Apply(read.Entries, start.Repeated) };
        }

        WalkResult Ended(WalkEnd end, Uri? older = null, string? detail = null) => new(end, entries, older, detail)
        {
            Tombstones = tombstones,
            IsPartial = isPartial,
            Known = known.Count,
            OlderPages = visited.Count,
            OlderBytes = bytes,
        };
    }
}
