using Portal.Catalogue.Feeds;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Figures;

namespace Portal.Web.Features.ScoreCards;

/// <summary>Reads the score-card of a followed feed; who may see it the caller decides.</summary>
internal sealed class ScoreCardReader(ISubscriptions subscriptions, IFeedFigures figures)
{
    /// <summary>The card; null when the feed is not followed.</summary>
    public async Task<ScoreCard?> ReadAsync(Feed feed, CancellationToken cancellationToken = default) =>
        await subscriptions.StatusAsync(feed.Id, cancellationToken) is { } status
            ? ScoreCard.Of(status, (await figures.ReadAsync([feed.Id], cancellationToken))[feed.Id].ConformancePercent)
            : null;
}
