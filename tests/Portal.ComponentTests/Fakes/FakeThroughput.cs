using Portal.Events;
using Portal.Monitoring.Metrics;

namespace Portal.ComponentTests.Fakes;

/// <summary>Buckets that a test sets.</summary>
internal sealed class FakeThroughput : IThroughput, ITypedThroughput
{
    public List<ThroughputBucket> Buckets { get; } = [];

    public ThroughputBucket Sum { get; set; } = new(default, 0, 0, 0, 0, 0, null, null, null);

    /// <summary>When set, reading fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Reading waits for it: a slow store.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    /// <summary>What was asked for, in order.</summary>
    public List<ThroughputQuery> Asked { get; } = [];

    public async Task<IReadOnlyList<ThroughputBucket>> ReadAsync(ThroughputQuery query, CancellationToken cancellationToken = default)
    {
        Asked.Add(query);
        await Ready.WaitAsync(cancellationToken);
        return Failure is null ? Buckets : throw Failure;
    }

    public Task<ThroughputBucket> SumAsync(ThroughputQuery query, CancellationToken cancellationToken = default) => Task.FromResult(Sum);

    /// <summary>What each feed has by itself.</summary>
    public Dictionary<FeedId, ThroughputBucket> ByFeed { get; } = [];

    public Task<IReadOnlyDictionary<FeedId, ThroughputBucket>> SumByFeedAsync(ThroughputQuery query, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyDictionary<FeedId, ThroughputBucket>>(ByFeed);

    /// <summary>What each event type has.</summary>
    public List<TypedThroughput> Types { get; } = [];

    public Task<IReadOnlyList<TypedThroughput>> ReadAsync(
        FeedId feed, DateTimeOffset from, DateTimeOffset to, Resolution resolution, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<TypedThroughput>>(Types);

    public ValueTask RecordErrorsAsync(FeedId feed, int count, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
