using Portal.Events;

namespace Portal.Catalogue.Parties;

/// <summary>Who reads a feed with an API key.</summary>
public sealed class KeyConsumers(IFeedUseStore uses) : IObservedConsumers
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<ObservedConsumer>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        [.. FeedUse.ByName((await uses.OfFeedAsync(feed, cancellationToken)).Where(use => use.Kind == UseKind.Read))
            .Select(use => new ObservedConsumer(ConsumerKind.Key, use.Name) { LastSeen = use.Last, Detail = $"read {use.Count} times since {use.First:yyyy-MM-dd}" })];
}
