using Portal.Events;
using Portal.FeedHost.Hub;

namespace Portal.UnitTests.FeedHost.Hub;

/// <summary>Keeps what outboxes set aside; nothing else is asked of it.</summary>
internal sealed class FakeHubStore : IHubStore
{
    public List<DeadLetter> Letters { get; } = [];

    public HubProgress? Progress { get; private set; }

    public Task AddDeadLetterAsync(DeadLetter letter, HubProgress progress, CancellationToken cancellationToken = default)
    {
        Letters.Add(letter);
        Progress = progress;
        return Task.CompletedTask;
    }

    public Task AddIntentAsync(HubIntent intent, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<HubIntent>> IntentsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<int> CountIntentsAsync(string subscriber, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SaveIntentAsync(HubIntent intent, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RemoveIntentAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<HubSubscription?> FindAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<HubSubscription>> ActiveAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<HubSubscription>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task ConfirmAsync(HubSubscription subscription, string intent, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task EndAsync(HubSubscription subscription, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SaveProgressAsync(IReadOnlyDictionary<string, HubProgress> progress, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SaveDeadLetterAsync(DeadLetter letter, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RemoveDeadLetterAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
