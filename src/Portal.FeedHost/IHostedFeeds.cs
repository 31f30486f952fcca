using System.Security.Claims;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.FeedHost;

/// <summary>The feeds that can be read and published over AtomPub, as a caller may see them.</summary>
public interface IHostedFeeds
{
    /// <summary>A feed; null when there is none with this id, or the caller may not see it.</summary>
    ValueTask<HostedFeed?> FindAsync(FeedId id, ClaimsPrincipal principal, CancellationToken cancellationToken = default);

    /// <summary>
    /// A feed as a principal that asked earlier may see it now, by its id; null when there is none, the principal has gone, or
    /// it may not see it any more.
    /// </summary>
    ValueTask<HostedFeed?> FindForAsync(FeedId id, string principal, CancellationToken cancellationToken = default);

    /// <summary>Whether a caller who came in a while ago, and reads since, would be let in still.</summary>
    ValueTask<bool> StillReadsAsync(FeedId id, ClaimsPrincipal principal, CancellationToken cancellationToken = default);

    /// <summary>The feeds that the caller may see.</summary>
    ValueTask<IReadOnlyList<HostedFeed>> ListAsync(ClaimsPrincipal principal, CancellationToken cancellationToken = default);
}

/// <summary>A feed as the server needs it.</summary>
public sealed record HostedFeed
{
    /// <summary>Its id.</summary>
    public required FeedId Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What it means; null when not said.</summary>
    public string? Summary { get; init; }

    /// <summary>The business domain: the workspace that it stands in.</summary>
    public required string Domain { get; init; }

    /// <summary>The owning team: the author of entries that name none.</summary>
    public required string Owner { get; init; }

    /// <summary>When it was registered: the date of a feed without entries.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Whether entries are published here; followed feeds can only be read.</summary>
    public bool IsHosted { get; init; }

    /// <summary>Whether it takes no more entries.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Whether it takes no entries yet.</summary>
    public bool IsProposed { get; init; }

    /// <summary>That it is not to be used any more; null while it is.</summary>
    public FeedDeprecation? Deprecation { get; init; }

    /// <summary>Whether an id that the publisher sends is kept.</summary>
    public bool AllowClientIds { get; init; }

    /// <summary>Whether dates that the publisher sends are kept.</summary>
    public bool AllowClientDates { get; init; }

    /// <summary>Whether entries may be replaced and deleted.</summary>
    public bool AllowEdits { get; init; }

    /// <summary>The most bytes of one entry of this caller.</summary>
    public int MaxEntryBytes { get; init; }

    /// <summary>How many entries a minute all publishers may publish together; null for any number, and for callers that are not held to it.</summary>
    public int? MaxEntriesPerMinute { get; init; }

    /// <summary>The rate of this caller over all feeds; null for any.</summary>
    public PublisherRate? CallerRate { get; init; }

    /// <summary>Whether this caller may publish to it.</summary>
    public bool CallerMayPublish { get; init; }

    /// <summary>What is masked of its entries for this caller; null when nothing is.</summary>
    public IEntryMask? Mask { get; init; }

    /// <summary>An entry as this caller may see it.</summary>
    public RecordedEntry Show(RecordedEntry recorded) => Mask?.Show(recorded) ?? recorded;

    /// <summary>A format as entity tags know it: with private fields and without them, documents are not the same.</summary>
    internal string Variant(string format) => Mask is null ? format : $"{format} {Mask.Tag}";
}

/// <summary>That a feed is not to be used any more, for programs that read it.</summary>
/// <param name="Since">Since when.</param>
/// <param name="RetiresOn">When it will take no more entries; null when that is not known.</param>
/// <param name="Successor">What to read instead; null when there is nothing, or the caller may not see it.</param>
public sealed record FeedDeprecation(DateTimeOffset Since, DateOnly? RetiresOn, FeedId? Successor);

/// <summary>A rate that one caller is held to.</summary>
/// <param name="Caller">The caller's id.</param>
/// <param name="EntriesPerMinute">How many entries a minute.</param>
public sealed record PublisherRate(string Caller, int EntriesPerMinute);

/// <summary>Takes down that an entry was refused.</summary>
public interface IRefusals
{
    /// <summary>Counts one refused entry of a feed.</summary>
    ValueTask CountAsync(FeedId feed, CancellationToken cancellationToken = default);
}
