using Portal.Events;

namespace Portal.Web.Figures;

/// <summary>What was measured of feeds, for cards, strips and the API. Every figure carries its window.</summary>
public interface IFeedFigures
{
    /// <summary>The figures of these feeds; each one asked for is in the answer.</summary>
    Task<IReadOnlyDictionary<FeedId, FeedFigures>> ReadAsync(
        IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken = default);
}

/// <summary>The figures of one feed.</summary>
public sealed record FeedFigures
{
    /// <summary>How it is; for the state chip.</summary>
    public required FeedHealth Health { get; init; }

    /// <summary>One sentence of diagnosis and advice; null while it is healthy.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>When the newest entry came in; null when there is none.</summary>
    public DateTimeOffset? LastReceived { get; init; }

    /// <summary>Entries stored in all.</summary>
    public long Entries { get; init; }

    /// <summary>Entries of each of the last 60 minutes, oldest first; the last one is the running minute.</summary>
    public required IReadOnlyList<int> PerMinute { get; init; }

    /// <summary>Entries a minute, the mean over the last 60 full minutes or since the first entry if that is less.</summary>
    public double EntriesPerMinute { get; init; }

    /// <summary>The share of checked entries that met their contract in the last 24 h, 0 to 100; null when none was checked.</summary>
    public double? ConformancePercent { get; init; }

    /// <summary>Seconds from publishing to being stored, half of the entries of the last hour; null without entries.</summary>
    public double? LatencyP50 { get; init; }

    /// <summary>The same for 95% of the entries.</summary>
    public double? LatencyP95 { get; init; }
}

/// <summary>How a feed is, in the words that are used everywhere.</summary>
public enum FeedHealth
{
    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>Nothing came when it should have.</summary>
    Late,

    /// <summary>It cannot be reached or read.</summary>
    Failing,

    /// <summary>Polling rests, or the feed is retired.</summary>
    Paused,

    /// <summary>Entries were missed.</summary>
    Gap,
}
