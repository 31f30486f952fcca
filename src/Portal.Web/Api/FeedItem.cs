using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Log;
using Portal.Web.Figures;

namespace Portal.Web.Api;

/// <summary>A feed in an answer, with what was measured of it. Lists leave the documentation off.</summary>
internal sealed record FeedItem(
    string Id,
    string Title,
    string Summary,
    string Owner,
    string Domain,
    string? Subdomain,
    IReadOnlyList<string> Tags,
    FeedVisibility Visibility,
    LifeCycle State,
    Deprecation? Deprecation,
    bool Sample,
    ChannelItem Channel,
    RetentionLimits? Retention,
    FeedSource? Source,
    string? Documentation,
    Classification Classification,
    IReadOnlyList<FeedContact> Contacts,
    IReadOnlyList<FeedEventType> EventTypes,
    IReadOnlyList<FeedLink> Links,
    IReadOnlyList<FeedParty> Producers,
    IReadOnlyList<FeedParty> Consumers,
    IReadOnlyList<FeedId> DerivedFrom,
    IReadOnlyList<FeedAdvice> Advice,
    int Revision,
    DateTimeOffset Created,
    DateTimeOffset Changed,
    FeedHealth Health,
    string? Diagnosis,
    DateTimeOffset? LastEntry,
    long Entries,
    double EntriesPerMinute,
    double? ConformancePercent);

/// <summary>Makes answers of feeds, without naming feeds that the caller may not see.</summary>
internal sealed class FeedItems(FeedRegistry registry, IFeedFigures figures)
{
    /// <summary>One feed, with its documentation.</summary>
    public async Task<FeedItem> OfAsync(Feed feed, Actor actor, CancellationToken cancellationToken) =>
        await OfAsync(feed, (await figures.ReadAsync([feed.Id], cancellationToken))[feed.Id], actor, cancellationToken) with { Documentation = feed.Details.Documentation };

    /// <summary>Several feeds.</summary>
    public async Task<IReadOnlyList<FeedItem>> OfAsync(IReadOnlyList<Feed> feeds, Actor actor, CancellationToken cancellationToken)
    {
        var measured = await figures.ReadAsync([.. feeds.Select(f => f.Id)], cancellationToken);
        List<FeedItem> items = [];
        foreach (var feed in feeds)
        {
            items.Add(await OfAsync(feed, measured[feed.Id], actor, cancellationToken));
        }

        return items;
    }

    private async ValueTask<FeedItem> OfAsync(Feed feed, FeedFigures measured, Actor actor, CancellationToken cancellationToken)
    {
        var details = feed.Details;
        var sources = await registry.VisibleAsync(details.DerivedFrom, actor, cancellationToken);
        var deprecation = details.Deprecation is { Successor: { } successor } told && (await registry.VisibleAsync([successor], actor, cancellationToken)).Count == 0
            ? told with { Successor = null }
            : details.Deprecation;
        return new FeedItem(
            feed.Id.Value,
            feed.Title,
            feed.Summary,
            feed.Owner,
            feed.Domain,
            feed.Subdomain,
            feed.Tags,
            feed.Visibility,
            feed.State,
            deprecation,
            feed.IsSample,
            ChannelItem.Of(feed.Channel),
            feed.Retention,
            feed.Source,
            null,
            details.Classification,
            details.Contacts,
            details.EventTypes,
            details.Links,
            details.Producers,
            details.Consumers,
            [.. sources.Select(source => source.Id)],
            FeedAdvice.Of(feed),
            feed.Revision,
            feed.Created,
            feed.Changed,
            measured.Health,
            measured.Diagnosis,
            measured.LastReceived,
            measured.Entries,
            Math.Round(measured.EntriesPerMinute, 2),
            measured.ConformancePercent);
    }
}
