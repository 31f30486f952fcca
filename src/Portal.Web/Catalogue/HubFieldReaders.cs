using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.FeedHost.Hub;

namespace Portal.Web.Catalogue;

/// <summary>Subscribers at the hub are sent whole entries: whatever changes, they read it.</summary>
internal sealed class HubFieldReaders(IHubStore hub) : IFieldReaders
{
    public async ValueTask<IReadOnlyList<FieldReader>> ReadersAsync(
        Feed feed, IReadOnlyCollection<string> paths, Actor actor, CancellationToken cancellationToken = default)
    {
        var active = (await hub.OfFeedAsync(feed.Id, cancellationToken)).Where(s => s.State == HubSubscriptionState.Active).ToList();
        return actor.Manages(feed)
            ? [.. active.Select(s => new FieldReader("subscriber", $"{s.Terms.SubscriberName}, {s.Callback}", $"catalogue/{feed.Id}?tab=subscribers", null))]
            : active.Count == 0 ? []
            : [new FieldReader("subscriber", active.Count == 1 ? "One subscriber" : $"{active.Count} subscribers", null, null)];
    }
}
