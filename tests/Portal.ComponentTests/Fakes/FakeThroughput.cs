using Portal.Events;
using Portal.Monitoring.Metrics;

namespace Portal.ComponentTests.Fakes;

/// <summary>Buckets that a test sets.</summary>
internal sealed class FakeThroughput : IThroughput
{
    public List<ThroughputBucket> Buckets { get; } = [];

    public ThroughputBucket Sum { get; set; } = new(default, 0, 0, 0, 0, 0, null, null, null);

    public Task<IReadOnlyList<ThroughputBucket>> ReadAsync(ThroughputQuery query, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ThroughputBucket>>(Buckets);

    public Task<ThroughputBucket> SumAsync(ThroughputQuery query, CancellationToken cancellationToken = default) => Task.FromResult(Sum);

    public ValueTask RecordErrorsAsync(FeedId feed, int count, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
