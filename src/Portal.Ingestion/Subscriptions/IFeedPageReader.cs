using Portal.Events.Entries;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Discovery;
using Portal.Ingestion.WebSub;
using Portal.Syndication.Reading;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Reads what a source served.</summary>
internal interface IFeedPageReader
{
    /// <summary>Reads a document. Never throws for what it may contain.</summary>
    PageReading Read(FetchResult document);
}

/// <summary>A page, or why there is none.</summary>
internal sealed record PageReading(FeedPage? Page, PollProblem Problem, string? Detail)
{
    /// <summary>The feeds that a web page names, where one was served; null elsewhere.</summary>
    public IReadOnlyList<FeedOffer>? Offers { get; init; }
}

/// <summary>One document of a feed, as far as following it goes.</summary>
internal sealed record FeedPage
{
    public required SourceDescription Source { get; init; }

    /// <summary>In the order of the document: newest first, as all formats advise.</summary>
    public required IReadOnlyList<Entry> Entries { get; init; }

    /// <summary>The next older page (RFC 5005 sections 3 and 4).</summary>
    public Uri? Older { get; init; }

    public TimeSpan? Ttl { get; init; }

    /// <summary>How often it changes, as it says (<c>sy:updatePeriod</c> and <c>sy:updateFrequency</c>).</summary>
    public TimeSpan? UpdatePeriod { get; init; }

    /// <summary>When it asks not to be polled (RSS <c>skipHours</c> and <c>skipDays</c>).</summary>
    public QuietTimes? QuietTimes { get; init; }

    /// <summary>The links that lead to a hub (WebSub, section 4).</summary>
    public FeedLinks Links { get; init; } = FeedLinks.None;

    /// <summary>The entries that the source has deleted (RFC 6721).</summary>
    public IReadOnlyList<Tombstone> Tombstones { get; init; } = [];

    /// <summary>Whether some of the document could not be read: it was cut off, or entries in it are broken.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Whether the document holds all there is (RFC 5005 section 2), so that nothing can be out of reach.</summary>
    public bool IsComplete { get; init; }
}
