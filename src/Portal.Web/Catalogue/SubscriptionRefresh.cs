using System.Threading.Channels;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.Web.Catalogue;

/// <summary>Tells the following of feeds which feeds the catalogue has changed.</summary>
internal sealed partial class SubscriptionRefresh(
    CatalogueChanges changes, ISubscriptions subscriptions, ILogger<SubscriptionRefresh> logger) : BackgroundService
{
    // A feed id a change; people and scripts make them, so they never pile up beyond what a script asks for.
    private readonly Channel<FeedId> _changed = Channel.CreateBounded<FeedId>(
        new BoundedChannelOptions(100_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        changes.Changed += Note;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        changes.Changed -= Note;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var feed in _changed.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await subscriptions.RefreshAsync(feed, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogRefreshFailed(exception, feed);
            }
        }
    }

    private void Note(FeedId feed) => _changed.Writer.TryWrite(feed);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "The subscription of {Feed} could not be refreshed; the next change or restart does")]
    private partial void LogRefreshFailed(Exception exception, FeedId feed);
}
