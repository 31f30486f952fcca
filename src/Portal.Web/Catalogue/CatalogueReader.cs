using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Search;
using Portal.Events;
using Portal.Events.Log;
using Portal.Web.Search;

namespace Portal.Web.Catalogue;

/// <summary>How a list of feeds is put in order.</summary>
public enum CatalogueOrder
{
    /// <summary>What fits the words best first; by title where no words are given.</summary>
    Fit,

    /// <summary>By title.</summary>
    Title,

    /// <summary>The latest entry first.</summary>
    LastEntry,

    /// <summary>The latest change of the description first.</summary>
    Changed,
}

/// <summary>A feed that was found.</summary>
/// <param name="Facts">The feed.</param>
/// <param name="Match">What its words matched; null where no words were given, or they were found only in the middle of others.</param>
public sealed record FoundFeed(FeedFacts Facts, SearchMatch? Match);

/// <summary>A list of feeds, as somebody may see it.</summary>
/// <param name="All">How many feeds they may see at all.</param>
/// <param name="Found">Those that match, in order.</param>
/// <param name="Facets">The values of each facet with their counts.</param>
public sealed record CatalogueView(int All, IReadOnlyList<FoundFeed> Found, IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets);

/// <summary>Finds and counts the feeds of the catalogue.</summary>
public interface ICatalogueReader
{
    /// <summary>The feeds that the actor may see, the words match and the facets let pass.</summary>
    ValueTask<CatalogueView> ReadAsync(string? text, FacetChoice choice, CatalogueOrder order, Actor actor, CancellationToken cancellationToken = default);
}

/// <inheritdoc cref="ICatalogueReader"/>
internal sealed class CatalogueReader(FeedRegistry feeds, IContractStore contracts, SearchKeeper search, IEventLog log) : ICatalogueReader
{
    private const int MostMatches = 20_000;

    public async ValueTask<CatalogueView> ReadAsync(
        string? text, FacetChoice choice, CatalogueOrder order, Actor actor, CancellationToken cancellationToken = default)
    {
        List<FeedFacts> all = [];
        foreach (var feed in await feeds.ListAsync(new FeedFilter(), actor, cancellationToken))
        {
            all.Add(await FactsAsync(feed, cancellationToken));
        }

        var found = Find(all, text);
        var passing = found.Where(feed => choice.Passes(feed.Facts)).ToList();
        return new CatalogueView(all.Count, await OrderAsync(passing, order, cancellationToken), choice.Count([.. found.Select(feed => feed.Facts)]));
    }

    private async ValueTask<FeedFacts> FactsAsync(Feed feed, CancellationToken cancellationToken)
    {
        var versions = await contracts.ListAsync(feed.Id, cancellationToken);
        return versions.Count == 0 && feed.Details.EventTypes.Count == 0
            ? new FeedFacts(feed, [], [])
            : new FeedFacts(
                feed,
                [.. versions.Select(version => version.Source.Language).Distinct()],
                [.. feed.Details.EventTypes.Select(type => type.Name).Concat(versions.Select(version => version.EventType).OfType<string>()).Distinct()]);
    }

    // The index forgives slips and knows the contracts; looking into the texts finds the middle of words, too.
    private List<FoundFeed> Find(List<FeedFacts> all, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [.. all.Select(facts => new FoundFeed(facts, null))];
        }

        var visible = all.Select(facts => facts.Feed.Id).ToHashSet();
        var matches = new Dictionary<FeedId, (SearchMatch Match, int Rank)>();
        foreach (var match in search.Index.Find(text, visible.Contains, MostMatches))
        {
            matches.TryAdd(match.Document.Feed, (match, matches.Count));
        }

        var contains = new FeedFilter { Text = text };
        return [.. all
            .Where(facts => matches.ContainsKey(facts.Feed.Id) || contains.Matches(facts.Feed))
            .OrderBy(facts => matches.TryGetValue(facts.Feed.Id, out var match) ? match.Rank : int.MaxValue)
            .Select(facts => new FoundFeed(facts, matches.TryGetValue(facts.Feed.Id, out var match) ? match.Match : null))];
    }

    private async ValueTask<IReadOnlyList<FoundFeed>> OrderAsync(List<FoundFeed> found, CatalogueOrder order, CancellationToken cancellationToken)
    {
        switch (order)
        {
            case CatalogueOrder.Title:
                return [.. found.OrderBy(feed => feed.Facts.Feed.Title, StringComparer.OrdinalIgnoreCase)];
            case CatalogueOrder.Changed:
                return [.. found.OrderByDescending(feed => feed.Facts.Feed.Changed)];
            case CatalogueOrder.LastEntry:
                var tails = await log.TailsAsync([.. found.Select(feed => feed.Facts.Feed.Id)], cancellationToken);
                return [.. found.OrderByDescending(feed => tails.GetValueOrDefault(feed.Facts.Feed.Id)?.LastReceived ?? DateTimeOffset.MinValue)];
            default:
                return found;
        }
    }
}
