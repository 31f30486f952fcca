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
        return Task.FromResult<PollReport?>(new PollReport(PollOutcome.NotModified, 0, null));
    }

    public ValueTask<SubscriptionStatus?> StatusAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Known.GetValueOrDefault(feed));

    public Task<bool> PauseAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> ResumeAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RefreshAsync(FeedId feed, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
