using Portal.Events;

namespace Portal.Monitoring.Metrics;

/// <summary>What came in, by feed and time. Kept with each append, so that reading it does not cost more as the log grows.</summary>
public interface IThroughput
{
    /// <summary>The buckets that have something in them, oldest first, summed over the query's feeds.</summary>
    Task<IReadOnlyList<ThroughputBucket>> ReadAsync(ThroughputQuery query, CancellationToken cancellationToken = default);

    /// <summary>The same as one bucket over the whole range: its percentiles are of all entries in it.</summary>
    Task<ThroughputBucket> SumAsync(ThroughputQuery query, CancellationToken cancellationToken = default);

    /// <summary>The same for each feed by itself; feeds in which nothing came are missing from the answer.</summary>
    Task<IReadOnlyDictionary<FeedId, ThroughputBucket>> SumByFeedAsync(ThroughputQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts refused entries as errors of the running minute.</summary>
    ValueTask RecordErrorsAsync(FeedId feed, int count, CancellationToken cancellationToken = default);
}

/// <summary>A range of throughput.</summary>
public sealed record ThroughputQuery
{
    /// <summary>The feeds; null for all.</summary>
    public IReadOnlyCollection<FeedId>? Feeds { get; init; }

    /// <summary>The begin; the bucket that it falls into is included.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The end, not included.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>How wide the buckets are.</summary>
    public Resolution Resolution { get; init; }
}

/// <summary>What came in during one bucket.</summary>
/// <param name="Start">The bucket's begin.</param>
/// <param name="Entries">Entries stored, revisions included.</param>
/// <param name="Bytes">Their bytes as received.</param>
/// <param name="Checked">Those that a contract judged.</param>
/// <param name="Invalid">Those that broke their contract and were kept.</param>
/// <param name="Errors">Entries refused.</param>
/// <param name="LatencyP50">Seconds from publishing to being stored that half of the entries did not exceed; null when their dates do not tell.</param>
/// <param name="LatencyP95">The same for 95%.</param>
/// <param name="LatencyP99">The same for 99%.</param>
public sealed record ThroughputBucket(
    DateTimeOffset Start, long Entries, long Bytes, long Checked, long Invalid, long Errors, double? LatencyP50, double? LatencyP95, double? LatencyP99);
