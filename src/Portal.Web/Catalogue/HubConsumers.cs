using Portal.Catalogue.Parties;
using Portal.Events;
using Portal.FeedHost.Hub;
using Portal.Ingestion.Channels;

namespace Portal.Web.Catalogue;

/// <summary>Who has a feed's entries pushed by the hub.</summary>
internal sealed class HubConsumers(IHubStore hub) : IObservedConsumers
{
    private const int MaxListed = 1000;

    public async Task<IReadOnlyList<ObservedConsumer>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        [.. (await hub.OfFeedAsync(feed, cancellationToken))
            .Where(subscription => subscription.State == HubSubscriptionState.Active)
            .Take(MaxListed)
            .Select(subscription => new ObservedConsumer(ConsumerKind.HubSubscriber, subscription.Terms.SubscriberName)
            {
                Detail = ShownAddress.Of(subscription.Callback),
                LastSeen = subscription.Progress.LastDelivery,
            })];
}
