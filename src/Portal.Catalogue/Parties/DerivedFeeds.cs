using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Catalogue.Parties;

/// <summary>The feeds that are made of a feed.</summary>
public sealed class DerivedFeeds(IFeedStore feeds) : IObservedConsumers
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<ObservedConsumer>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        [.. (await feeds.ListAsync(cancellationToken))
            .Where(other => other.Details.DerivedFrom.Contains(feed))
            .Select(other => new ObservedConsumer(ConsumerKind.DerivedFeed, other.Title) { Feed = other.Id, Href = $"catalogue/{other.Id}", Detail = other.Id.Value })];
}
