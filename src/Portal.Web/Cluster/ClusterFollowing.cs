using System.Text.Json;
using Microsoft.Extensions.Options;
using Portal.Events;
using Portal.Ingestion;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;

namespace Portal.Web.Cluster;

/// <summary>The running subscriptions of all nodes.</summary>
internal sealed class ClusterSubscriptions(
    IGrainFactory grains,
    IFeedHolder holder,
    [FromKeyedServices(FeedFollowing.OfThisProcess)] ISubscriptions here,
    ISubscriptionStore store,
    TimeProvider time) : ISubscriptions
{
    // What other nodes do is shown as it was at most so long ago; lists ask for many feeds at once.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private volatile Elsewhere? _elsewhere;

    public async Task<PollReport?> PollNowAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        await Grain(feed).PollNowAsync().WaitAsync(cancellationToken) is { } report ? JsonSerializer.Deserialize<PollReport>(report) : null;

    public Task<bool> PauseAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default) =>
        Grain(feed).PauseAsync(actor).WaitAsync(cancellationToken);

    public Task<bool> ResumeAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default) =>
        Grain(feed).ResumeAsync(actor).WaitAsync(cancellationToken);

    public async Task<BackfillReport?> BackfillAsync(FeedId feed, string gap, string? actor = null, CancellationToken cancellationToken = default) =>
        await Grain(feed).BackfillAsync(gap, actor).WaitAsync(cancellationToken) is { } report ? JsonSerializer.Deserialize<BackfillReport>(report) : null;

    public Task<bool> AcceptGapAsync(
        FeedId feed, string gap, string reason, string? actor = null, CancellationToken cancellationToken = default) =>
        Grain(feed).AcceptGapAsync(gap, reason, actor).WaitAsync(cancellationToken);

    public async ValueTask<SubscriptionStatus?> StatusAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        if (holder.Holds(feed))
        {
            return await here.StatusAsync(feed, cancellationToken);
        }

        var known = _elsewhere;
        if (known is null || time.GetElapsedTime(known.ReadAt) > MaxAge)
        {
            var readAt = time.GetTimestamp();
            var statuses = (await store.ListAsync(cancellationToken)).ToDictionary(subscription => subscription.Feed, subscription => subscription.Status);
            _elsewhere = known = new Elsewhere(readAt, statuses);
        }

        return known.Statuses.GetValueOrDefault(feed);
    }

    public Task RefreshAsync(FeedId feed, CancellationToken cancellationToken = default) => Grain(feed).RefreshAsync().WaitAsync(cancellationToken);

    private IFeedGrain Grain(FeedId feed) => grains.GetGrain<IFeedGrain>(feed.Value);

    private sealed record Elsewhere(long ReadAt, IReadOnlyDictionary<FeedId, SubscriptionStatus> Statuses);
}

/// <summary>The subscriptions at hubs of all nodes.</summary>
internal sealed class ClusterPushStatuses(IGrainFactory grains) : IPushStatuses
{
    public async ValueTask<PushStatus?> FindAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        await grains.GetGrain<IFeedGrain>(feed.Value).PushStatusAsync().WaitAsync(cancellationToken) is { } status
            ? JsonSerializer.Deserialize<PushStatus>(status)
            : null;
}

/// <summary>Takes what hubs say at whichever node they reach to the node that follows the feed.</summary>
internal sealed class ClusterPushReceiver(
    IGrainFactory grains,
    IFeedHolder holder,
    IPushStore store,
    [FromKeyedServices(FeedFollowing.OfThisProcess)] IPushReceiver here,
    IOptions<ChannelOptions> options) : IPushReceiver, IDisposable
{
    // Each holds a whole document while it is handed over.
    private readonly SemaphoreSlim _places = new(options.Value.MaxConcurrentPolls);

    public async Task<bool> ConfirmAsync(string token, string? mode, string? topic, string? leaseSeconds, CancellationToken cancellationToken)
    {
        if (await store.FindFeedAsync(token, cancellationToken) is not { } feed)
        {
            return false;
        }

        return holder.Holds(feed)
            ? await here.ConfirmAsync(token, mode, topic, leaseSeconds, cancellationToken)
            : await Grain(feed).ConfirmPushAsync(token, mode, topic, leaseSeconds);
    }

    public async Task<bool> DenyAsync(string token, string? topic, string? reason, CancellationToken cancellationToken)
    {
        if (await store.FindFeedAsync(token, cancellationToken) is not { } feed)
        {
            return false;
        }

        return holder.Holds(feed)
            ? await here.DenyAsync(token, topic, reason, cancellationToken)
            : await Grain(feed).DenyPushAsync(token, topic, reason);
    }

    public async Task<Receipt> TakeAsync(string token, Notification notification, CancellationToken cancellationToken)
    {
        if (await store.FindFeedAsync(token, cancellationToken) is not { } feed)
        {
            return Receipt.Gone;
        }

        if (holder.Holds(feed))
        {
            return await here.TakeAsync(token, notification, cancellationToken);
        }

        if (!await _places.WaitAsync(options.Value.RequestTimeout, cancellationToken))
        {
            return Receipt.Busy;
        }

        try
        {
            return await notification.ReadAsync(options.Value.MaxDocumentBytes, cancellationToken).WaitAsync(options.Value.RequestTimeout, cancellationToken) is { } body
                ? await Grain(feed).TakePushAsync(token, notification.Signature, notification.ContentType, body)
                : Receipt.TooLarge;
        }
        catch (TimeoutException)
        {
            return Receipt.TooSlow;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private IFeedGrain Grain(FeedId feed) => grains.GetGrain<IFeedGrain>(feed.Value);
}
