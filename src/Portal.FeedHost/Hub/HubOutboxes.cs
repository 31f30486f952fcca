using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Events;

namespace Portal.FeedHost.Hub;

/// <summary>
/// The outboxes of all active subscriptions. What they delivered is saved every second and at the end: after a crash a
/// subscriber may get the entries of that second again, and misses none.
/// </summary>
internal sealed class HubOutboxes(HubOutboxParts parts, ILogger<HubOutboxes> logger) : BackgroundService
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, HubOutbox> _outboxes = new();

    /// <summary>Starts a subscription that its subscriber confirmed, or renews it.</summary>
    /// <param name="intent">What was confirmed.</param>
    /// <param name="head">Where the log ended before: a new subscription begins after it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ConfirmAsync(HubIntent intent, EventPosition head, CancellationToken cancellationToken)
    {
        var now = parts.Time.GetUtcNow();
        var terms = new HubTerms(intent.Subscriber, intent.SubscriberName, intent.Secret, now, now.AddSeconds(intent.LeaseSeconds));
        var id = HubTopic.SubscriptionId(intent.Topic, intent.Callback);
        if (_outboxes.TryGetValue(id, out var running))
        {
            await parts.Store.ConfirmAsync(running.Current with { Terms = terms }, intent.Id, cancellationToken);
            running.Renew(terms);
            return;
        }

        var subscription = new HubSubscription
        {
            Id = id,
            Feed = intent.Feed,
            Topic = intent.Topic,
            Callback = intent.Callback,
            Terms = terms,
            Progress = new HubProgress { Position = head },
        };
        await parts.Store.ConfirmAsync(subscription, intent.Id, cancellationToken);
        Start(subscription);
    }

    /// <summary>The subscription as it is now; null when it is not active.</summary>
    public HubSubscription? Find(string id) => _outboxes.TryGetValue(id, out var outbox) ? outbox.Current : null;

    /// <summary>Ends a subscription if it is active.</summary>
    /// <param name="id">The subscription.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="deny">Whether the subscriber is told (WebSub, section 5.2).</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task EndAsync(string id, string reason, bool deny, CancellationToken cancellationToken)
    {
        if (!_outboxes.TryRemove(id, out var outbox))
        {
            return;
        }

        await outbox.DisposeAsync();
        var ended = outbox.Current with { State = HubSubscriptionState.Ended, EndReason = reason, Ended = parts.Time.GetUtcNow() };
        await parts.Store.EndAsync(ended, cancellationToken);
        var host = new Uri(ended.Callback).Host;
        HubLog.Ended(logger, ended.Feed.Value, host, reason);
        if (deny)
        {
            await parts.Calls.DenyAsync(ended.Topic, ended.Callback, reason, cancellationToken);
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anything is confirmed: a renewal goes on where its subscription was.
        foreach (var subscription in await parts.Store.ActiveAsync(cancellationToken))
        {
            Start(subscription);
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_outboxes.Values.Select(outbox => outbox.DisposeAsync().AsTask()));
        await SaveAsync(CancellationToken.None);
        _outboxes.Clear();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var swept = parts.Time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(SaveEvery, parts.Time, stoppingToken);
                await SaveAsync(stoppingToken);
                if (parts.Time.GetElapsedTime(swept) >= SweepEvery)
                {
                    swept = parts.Time.GetTimestamp();
                    await SweepAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                HubLog.SaveFailed(logger, exception);
            }
        }
    }

    private void Start(HubSubscription subscription)
    {
        var outbox = new HubOutbox(subscription, parts, logger);
        if (_outboxes.TryAdd(subscription.Id, outbox))
        {
            outbox.Start(reason => EndBySelfAsync(subscription.Id, reason));
        }
    }

    private async Task EndBySelfAsync(string id, string reason)
    {
        try
        {
            await EndAsync(id, reason, deny: true, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // It stays active in the store and is found again at the next start.
            HubLog.SaveFailed(logger, exception);
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        var moved = _outboxes.Where(pair => pair.Value.HasMoved).ToDictionary(pair => pair.Key, pair => pair.Value.TakeProgress());
        if (moved.Count > 0)
        {
            await parts.Store.SaveProgressAsync(moved, cancellationToken);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = parts.Time.GetUtcNow();
        foreach (var (id, outbox) in _outboxes.Where(pair => pair.Value.Current.Terms.LeaseEnds <= now))
        {
            await EndAsync(id, "The lease ran out.", deny: true, cancellationToken);
        }

        await parts.Store.RemoveEndedAsync(now - HubSchedule.KeepEnded, cancellationToken);
    }
}
