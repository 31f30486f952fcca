using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Catalogue.Parties;

/// <summary>Who is at the ends of a feed: as declared, and as seen.</summary>
/// <param name="Producers">The applications that are said to publish it.</param>
/// <param name="Consumers">The applications that are said to use it.</param>
/// <param name="Sources">The feeds that it is made of and the actor may see.</param>
/// <param name="Derived">The feeds that are made of it and the actor may see.</param>
/// <param name="Publishing">The keys that published to it; null for those who do not look after the feed.</param>
/// <param name="Using">Who is seen to use it; null for those who do not look after the feed.</param>
/// <param name="Seen">How many are seen to use it beside the feeds, for everybody.</param>
public sealed record PartiesView(
    IReadOnlyList<FeedParty> Producers,
    IReadOnlyList<FeedParty> Consumers,
    IReadOnlyList<Feed> Sources,
    IReadOnlyList<Feed> Derived,
    IReadOnlyList<FeedUse>? Publishing,
    IReadOnlyList<ObservedConsumer>? Using,
    int Seen);

/// <summary>Puts together who is at the ends of a feed, as an actor may see it.</summary>
public sealed class FeedParties(FeedRegistry feeds, IEnumerable<IObservedConsumers> observers, IFeedUseStore uses)
{
    /// <summary>
    /// Producers, consumers and feeds one step away. Who is seen to use a feed is told to those who look after it; others learn
    /// how many they are.
    /// </summary>
    public async Task<Outcome<PartiesView>> ReadAsync(FeedId id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        List<ObservedConsumer> seen = [];
        foreach (var observer in observers)
        {
            seen.AddRange(await observer.OfFeedAsync(id, cancellationToken));
        }

        var details = found.Value.Details;
        var others = seen.Where(consumer => consumer.Feed is null).ToList();
        var manages = actor.Manages(found.Value);
        return new PartiesView(
            details.Producers,
            details.Consumers,
            await feeds.VisibleAsync(details.DerivedFrom, actor, cancellationToken),
            await feeds.VisibleAsync(seen.Select(consumer => consumer.Feed).OfType<FeedId>().Distinct(), actor, cancellationToken),
            manages ? FeedUse.ByName((await uses.OfFeedAsync(id, cancellationToken)).Where(use => use.Kind == UseKind.Publish)) : null,
            manages ? others : null,
            others.Count);
    }
}
