using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Syndication.Writing;

/// <summary>A page of a feed as it is to be written (RFC 4287 section 4.1.1).</summary>
public sealed record AtomFeedDocument
{
    /// <summary>The feed's id; it never changes.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What the feed means; null when not said.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The author of entries that name none (RFC 4287 section 4.2.1 asks for one).</summary>
    public required string Author { get; init; }

    /// <summary>When the feed last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The feed's links, with absolute addresses.</summary>
    public IReadOnlyList<EntryLink> Links { get; init; } = [];

    /// <summary>Whether it is an archive document, which never changes (RFC 5005 section 4).</summary>
    public bool IsArchive { get; init; }

    /// <summary>The entries, in the order in which they are to stand.</summary>
    public IReadOnlyList<RecordedEntry> Entries { get; init; } = [];
}
