using Portal.Events.Entries;

namespace Portal.Syndication.Reading;

/// <summary>The formats that are read.</summary>
public enum FeedFormat
{
    /// <summary>Atom 1.0 (RFC 4287).</summary>
    Atom10,

    /// <summary>Atom 0.3.</summary>
    Atom03,

    /// <summary>RSS 2.0.</summary>
    Rss20,

    /// <summary>RSS 0.90 to 0.94.</summary>
    Rss09x,

    /// <summary>RSS 1.0 (RDF).</summary>
    Rss10,

    /// <summary>JSON Feed 1.0 or 1.1.</summary>
    JsonFeed,

    /// <summary>Channel Definition Format, RSS's elder.</summary>
    Cdf,
}

/// <summary>Says that an entry is gone (RFC 6721).</summary>
/// <param name="EntryId">The id of the entry.</param>
/// <param name="When">When it was deleted; null when not said or not readable.</param>
public sealed record Tombstone(string EntryId, DateTimeOffset? When);

/// <summary>A feed as its publisher says it.</summary>
public sealed record FeedDocument
{
    /// <summary>The format it came in.</summary>
    public required FeedFormat Format { get; init; }

    /// <summary>Its id; null when it has none.</summary>
    public string? Id { get; init; }

    /// <summary>Its title.</summary>
    public EntryText Title { get; init; } = EntryText.Empty;

    /// <summary>Its subtitle or description; null when it has none.</summary>
    public EntryText? Subtitle { get; init; }

    /// <summary>When it last changed, as it says.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>Its authors; they apply to entries that name none (RFC 4287 section 4.2.1).</summary>
    public IReadOnlyList<Person> Authors { get; init; } = [];

    /// <summary>Its links (self, next, prev-archive, hub, ...), resolved where a base is known.</summary>
    public IReadOnlyList<EntryLink> Links { get; init; } = [];

    /// <summary>Its language; null when not said.</summary>
    public string? Language { get; init; }

    /// <summary>How long it may be kept before it is asked for again (RSS <c>ttl</c>); null when not said.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>Hours of the day, 0 to 23 in UTC, in which not to ask (RSS).</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];

    /// <summary>Days, in UTC, on which not to ask (RSS).</summary>
    public IReadOnlyList<DayOfWeek> SkipDays { get; init; } = [];

    /// <summary>How often it changes (RSS 1.0 syndication module: the period divided by the frequency); null when not said.</summary>
    public TimeSpan? UpdatePeriod { get; init; }

    /// <summary>Whether it is complete: entries that it does not hold are gone (RFC 5005 section 2).</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether it is an archive document that will not change (RFC 5005 section 4).</summary>
    public bool IsArchive { get; init; }

    /// <summary>Its entries, in the order of the document.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];

    /// <summary>Its tombstones, in the order of the document.</summary>
    public IReadOnlyList<Tombstone> Tombstones { get; init; } = [];

    /// <summary>The document holds more entries than were asked for.</summary>
    public bool Truncated { get; init; }
}
