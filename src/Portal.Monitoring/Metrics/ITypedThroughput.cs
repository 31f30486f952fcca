using Portal.Events;

namespace Portal.Monitoring.Metrics;

/// <summary>What came into a feed, by event type (an entry's first category) and time. Kept with each append as all throughput is.</summary>
public interface ITypedThroughput
{
    /// <summary>The types that have something in the range, the one with the most entries first; what is left over comes last.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="from">The begin; the bucket that it falls into is included.</param>
    /// <param name="to">The end, not included.</param>
    /// <param name="resolution">How wide the buckets are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<TypedThroughput>> ReadAsync(
        FeedId feed, DateTimeOffset from, DateTimeOffset to, Resolution resolution, CancellationToken cancellationToken = default);
}

/// <summary>Which entries figures are of.</summary>
public enum TypedShare
{
    /// <summary>Those of one event type.</summary>
    Type,

    /// <summary>Those of types that came after a feed had its 40 types, and of names over 200 characters.</summary>
    Others,

    /// <summary>Those that name no type, and those from before types were counted.</summary>
    Untyped,
}

/// <summary>What came of one event type.</summary>
/// <param name="Share">Which entries it is about.</param>
/// <param name="Type">The type; null for what is left over.</param>
/// <param name="Sum">All of the range in one bucket. Refused entries are counted by feed only: what cannot be read has no type.</param>
/// <param name="Buckets">The buckets that have something in them, oldest first.</param>
public sealed record TypedThroughput(TypedShare Share, string? Type, ThroughputBucket Sum, IReadOnlyList<ThroughputBucket> Buckets);
