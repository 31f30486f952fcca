using Orleans.Runtime;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;

namespace Portal.Web.Cluster;

/// <summary>
/// Sees to it that every feed and every duty is held by a node: at the start, whenever a node comes or goes, and every
/// minute in case something was missed. All nodes do it; asking for what is held already costs next to nothing.
/// </summary>
internal sealed partial class ClusterKeeper(
    IGrainFactory grains,
    IClusterMembershipService membership,
    ILocalSiloDetails local,
    IFeedStore feeds,
    IPushStore pushes,
    IFeedHolder holder,
    TimeProvider time,
    ILogger<ClusterKeeper> logger) : BackgroundService
{
    private const int AtOnce = 32;
    private static readonly TimeSpan LookAnyway = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var updates = membership.MembershipUpdates.GetAsyncEnumerator(stoppingToken);
        var next = updates.MoveNextAsync().AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await KeepAsync(stoppingToken);
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(next, Task.Delay(LookAnyway, time, pause.Token));
                await pause.CancelAsync();
                if (next.IsCompleted)
                {
                    if (!await next)
                    {
                        return;
                    }

                    next = updates.MoveNextAsync().AsTask();
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Expected for a moment after a node died: it is still asked until the others have agreed that it is gone.
                LogInterrupted(exception.Message);
                await Task.Delay(RestAfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        await grains.GetGrain<IDutyGrain>(IDutyGrain.Only).HoldAsync();
        var nodes = membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).ToList();
        var followed = (await feeds.ListAsync(cancellationToken))
            .Where(feed => feed is { TakesEntries: true, Channel: FeedChannel.Http }).Select(feed => feed.Id)
            .Union(await pushes.FeedsAsync(cancellationToken));
        await Parallel.ForEachAsync(
            followed,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (feed, _) =>
            {
                var grain = grains.GetGrain<IFeedGrain>(feed.Value);
                if (holder.Holds(feed) && nodes.Contains(local.SiloAddress) && !FeedPlacement.NodeOf(feed.Value, nodes).Equals(local.SiloAddress))
                {
                    await grain.MoveAsync();
                }

                await grain.HoldAsync();
            });
    }

    [LoggerMessage(EventId = 1601, Level = LogLevel.Warning, Message = "Sharing the feeds with the other nodes was interrupted and is tried again: {Reason}")]
    private partial void LogInterrupted(string reason);
}
