using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Events.Log;
using Portal.Web.Activity;

namespace Portal.Web.Descriptions;

/// <summary>Gathers what the descriptions of feeds are made of, as somebody may see it.</summary>
internal sealed class CatalogueDescriber(FeedRegistry feeds, ContractRegistry contracts, IEventLog log)
{
    private const int ChangesLookedAt = EventQuery.MaxLimit;
    private const string ChangeKind = "catalogue.";

    /// <summary>One feed; null when there is none that the actor may see.</summary>
    public async Task<DescribedChannel?> FindAsync(FeedId id, Actor actor, CancellationToken cancellationToken) =>
        (await feeds.FindAsync(id, actor, cancellationToken)).Value is { } feed ? await OfAsync(feed, actor, cancellationToken) : null;

    /// <summary>Every feed that the actor may see.</summary>
    public async Task<IReadOnlyList<DescribedChannel>> AllAsync(Actor actor, CancellationToken cancellationToken)
    {
        List<DescribedChannel> channels = [];
        foreach (var feed in await feeds.ListAsync(new FeedFilter(), actor, cancellationToken))
        {
            channels.Add(await OfAsync(feed, actor, cancellationToken));
        }

        return channels;
    }

    /// <summary>What a contract declares.</summary>
    public IReadOnlyList<ContractProperty> PropertiesOf(ContractVersion version) => contracts.Compile(version).Properties;

    /// <summary>The newest changes of the catalogue that are about feeds that the actor may see, newest first.</summary>
    public async Task<IReadOnlyList<RecordedEntry>> ChangesAsync(int most, Actor actor, CancellationToken cancellationToken)
    {
        var newest = await log.ReadAsync(
            new EventQuery { Feeds = [IActivityLog.Feed], Direction = ReadDirection.Backward, Limit = ChangesLookedAt }, cancellationToken);
        var visible = (await feeds.ListAsync(new FeedFilter(), actor, cancellationToken)).Select(feed => feed.Id.Value).ToHashSet();
        return [.. newest
            .Where(change => change.Entry.Categories is [{ } kind, ..] && kind.Term.StartsWith(ChangeKind, StringComparison.Ordinal)
                && change.Entry.Categories.FirstOrDefault(category => category.Scheme == ActivityCategories.SubjectScheme) is { } subject && visible.Contains(subject.Term))
            .Take(most)];
    }

    // A successor or source that the actor may not see is not named.
    private async Task<DescribedChannel> OfAsync(Feed feed, Actor actor, CancellationToken cancellationToken)
    {
        var versions = (await contracts.ListAsync(feed.Id, actor, cancellationToken)).Value ?? [];
        if (feed.Details.Deprecation is { Successor: { } successor } deprecation && (await feeds.VisibleAsync([successor], actor, cancellationToken)).Count == 0)
        {
            feed = feed.With(feed.Details with { Deprecation = deprecation with { Successor = null } });
        }

        return new DescribedChannel(feed, versions);
    }
}
