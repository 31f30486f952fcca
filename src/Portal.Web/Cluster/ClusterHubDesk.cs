using Portal.Events;
using Portal.FeedHost.Hub;

namespace Portal.Web.Cluster;

/// <summary>The hub's subscribers, seen from any node; what changes a running outbox is done where it runs.</summary>
internal sealed class ClusterHubDesk(IGrainFactory grains, [FromKeyedServices(SoleDuties.Key)] IHubDesk here) : IHubDesk
{
    public Task<IReadOnlyList<HubSubscriber>> SubscribersAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        here.SubscribersAsync(feed, cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        here.DeadLettersAsync(feed, cancellationToken);

    public Task<HubResend?> ResendAsync(FeedId feed, string letter, CancellationToken cancellationToken = default) =>
        here.ResendAsync(feed, letter, cancellationToken);

    public Task<bool> EndAsync(FeedId feed, string subscription, string reason, CancellationToken cancellationToken = default) =>
        grains.GetGrain<IDutyGrain>(IDutyGrain.Only).EndSubscriptionAsync(feed.Value, subscription, reason).WaitAsync(cancellationToken);
}
