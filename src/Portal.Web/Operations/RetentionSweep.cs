using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events.Log;

namespace Portal.Web.Operations;

/// <summary>Removes what feeds do not keep, every minute, a range at a time.</summary>
internal sealed partial class RetentionSweep(
    FeedRegistry feeds, IEventArchive archive, TimeProvider time, ILogger<RetentionSweep> logger) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Purges every feed that has limits, once.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var feed in await feeds.ListAsync(new FeedFilter(), Actor.Portal, cancellationToken))
        {
            if (feed.Retention is not { } limits)
            {
                continue;
            }

            try
            {
                var purged = await archive.PurgeAsync(feed.Id, limits, cancellationToken);
                if (purged > 0)
                {
                    LogPurged(feed.Id.Value, purged);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next round tries again; other feeds are not concerned.
                LogPurgeFailed(exception, feed.Id.Value);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await SweepAsync(stoppingToken);
        }
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Information, Message = "{Count} entries of feed {Feed} were purged, as its retention says")]
    private partial void LogPurged(string feed, int count);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Error, Message = "Purging feed {Feed} failed; it is tried again in a minute")]
    private partial void LogPurgeFailed(Exception exception, string feed);
}
