using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.ComponentTests.Fakes;

/// <summary>Subscriptions that a test sets; it notes who was polled.</summary>
internal sealed class FakeSubscriptions : ISubscriptions
{
    public Dictionary<FeedId, SubscriptionStatus> Known { get; } = [];

    public List<FeedId> Polled { get; } = [];

    public Task<PollReport?> PollNowAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        Polled.Add(feed);
        return Task.FromResult(Report);
    }

    /// <summary>When set, reading fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What the next poll comes to; null when the feed is not followed any more.</summary>
    public PollReport? Report { get; set; } = new(PollOutcome.NotModified, 0, null);

    public ValueTask<SubscriptionStatus?> StatusAsync(FeedId feed, CancellationToken cancellationToken = default) => Failure is null
        ? ValueTask.FromResult(Known.GetValueOrDefault(feed))
        : ValueTask.FromException<SubscriptionStatus?>(Failure);

    public Task<bool> PauseAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default) => SetAsync(feed, SubscriptionState.Paused);

    public Task<bool> ResumeAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default) => SetAsync(feed, SubscriptionState.Active);

    public Task RefreshAsync(FeedId feed, CancellationToken cancellationToken = default) => Task.CompletedTask;

    private Task<bool> SetAsync(FeedId feed, SubscriptionState state)
    {
        Known[feed] = Known[feed] with { State = state };
        return Task.FromResult(true);
    }
}
