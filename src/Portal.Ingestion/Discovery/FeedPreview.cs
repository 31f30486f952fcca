using Portal.Events.Entries;
using Portal.Ingestion.Subscriptions;

namespace Portal.Ingestion.Discovery;

/// <summary>What is found at an address before it is followed.</summary>
public sealed record FeedPreview
{
    /// <summary>How a poll of it would end.</summary>
    public required PollReport Report { get; init; }

    /// <summary>What is wrong and what to do; null when nothing is.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>The address that was asked, and where the source has moved to for good from there; null when it has not.</summary>
    public string? MovedTo { get; init; }

    /// <summary>What the feed says of itself; null when there is none.</summary>
    public SourceDescription? Source { get; init; }

    /// <summary>How many entries its newest page holds.</summary>
    public int Entries { get; init; }

    /// <summary>The newest of them, at most <see cref="FeedPreviews.MaxShown"/>.</summary>
    public IReadOnlyList<Entry> Newest { get; init; } = [];

    /// <summary>The time from the oldest to the newest of them; null when their dates do not tell.</summary>
    public TimeSpan? Span { get; init; }

    /// <summary>Whether the source says what tells an unchanged document (<c>ETag</c> or <c>Last-Modified</c>).</summary>
    public bool HasValidators { get; init; }

    /// <summary>Whether older pages can be reached, so that a busy time cannot make entries be missed.</summary>
    public bool HasOlderPages { get; init; }

    /// <summary>The hubs that push what is new (WebSub).</summary>
    public IReadOnlyList<string> Hubs { get; init; } = [];

    /// <summary>A poll interval that suits how often it changes.</summary>
    public TimeSpan? SuggestedInterval { get; init; }

    /// <summary>The feeds that were found in place of one: those that a web page names.</summary>
    public IReadOnlyList<FeedOffer> Offers { get; init; } = [];
}
