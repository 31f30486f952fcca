using Portal.Events;
using Portal.FeedHost.Hub;

namespace Portal.ComponentTests.Fakes;

/// <summary>Subscribers in memory.</summary>
internal sealed class FakeHub : IHubDesk
{
    public List<HubSubscriber> Subscribers { get; } = [];

    public List<DeadLetter> Letters { get; } = [];

    public List<string> Ended { get; } = [];

    public HubResend? Outcome { get; set; } = new(true, null);

    public Task<IReadOnlyList<HubSubscriber>> SubscribersAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<HubSubscriber>>([.. Subscribers]);

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DeadLetter>>([.. Letters]);

    public Task<HubResend?> ResendAsync(FeedId feed, string letter, CancellationToken cancellationToken = default)
    {
        if (Outcome is { Delivered: true })
        {
            Letters.RemoveAll(l => l.Id == letter);
        }

        return Task.FromResult(Outcome);
    }

    public Task<bool> EndAsync(FeedId feed, string subscription, string reason, CancellationToken cancellationToken = default)
    {
        Ended.Add($"{subscription}: {reason}");
        return Task.FromResult(true);
    }
}
