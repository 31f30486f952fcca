using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Subscriptions;

namespace Portal.Ingestion.WebSub;

/// <summary>
/// Takes what hubs say. At most as many notifications at once as polls are made, and two of one subscription: each may
/// hold a whole document. Others wait, without their bodies; when there are too many, or for too long, hubs are asked to
/// come again.
/// </summary>
internal sealed class PushReceiver(
    PushSubscriptions pushes, SubscriptionScheduler scheduler, PushSecrets secrets, IOptions<ChannelOptions> options, TimeProvider time)
    : IPushReceiver, IDisposable
{
    private const int MaxOfOne = 2;
    private const int MaxWaitingOfOne = 32;
    private const int MaxWaiting = 256;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private readonly ConcurrencyLimiter _ofAll = new(PlacesOf(options.Value.MaxConcurrentPolls, MaxWaiting));
    private readonly PartitionedRateLimiter<string> _ofOne = PartitionedRateLimiter.Create<string, string>(
        token => RateLimitPartition.GetConcurrencyLimiter(token, _ => PlacesOf(MaxOfOne, MaxWaitingOfOne)), StringComparer.Ordinal);

    public async Task<bool> ConfirmAsync(string token, string? mode, string? topic, string? leaseSeconds, CancellationToken cancellationToken)
    {
        if (await pushes.FindAsync(token, cancellationToken) is not { } found)
        {
            return false;
        }

        var confirmed = false;
        await pushes.ChangeAsync(
            found.Feed,
            (push, now) =>
            {
                confirmed = push.Find(token) is { } current && PushRules.MayConfirm(current, mode, topic, now);
                return confirmed ? PushRules.Confirmed(push, token, leaseSeconds, now) : push;
            },
            cancellationToken);
        return confirmed;
    }

    public async Task<bool> DenyAsync(string token, string? topic, string? reason, CancellationToken cancellationToken)
    {
        if (await pushes.FindAsync(token, cancellationToken) is not { } found || found.Topic != topic)
        {
            return false;
        }

        await pushes.ChangeAsync(found.Feed, (push, now) => PushRules.Denied(push, token, reason, now), cancellationToken);
        return true;
    }

    public async Task<Receipt> TakeAsync(string token, Notification notification, CancellationToken cancellationToken)
    {
        if (await pushes.FindAsync(token, cancellationToken) is not { State: not (PushState.Leaving or PushState.Resting) } found)
        {
            return Receipt.Gone;
        }

        using var timeout = new CancellationTokenSource(MaxWait, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var place = await _ofOne.AcquireAsync(token, cancellationToken: both.Token);
            using var placeOfAll = place.IsAcquired ? await _ofAll.AcquireAsync(cancellationToken: both.Token) : place;
            return placeOfAll.IsAcquired ? await TakeInAsync(found, notification, cancellationToken) : Receipt.Busy;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Receipt.Busy; // there was no place in time, or the portal stops: the hub may try again
        }
    }

    public void Dispose()
    {
        _ofOne.Dispose();
        _ofAll.Dispose();
    }

    private async Task<Receipt> TakeInAsync(PushSubscription subscription, Notification notification, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.RequestTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        byte[]? body;
        try
        {
            body = await notification.ReadAsync(options.Value.MaxDocumentBytes, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Receipt.TooSlow;
        }

        if (body is null)
        {
            return Receipt.TooLarge;
        }

        // Section 8: the answer is the same, so that nobody can try out signatures.
        if (secrets.Read(subscription.Secret) is not { } secret || !PushSignature.IsValid(notification.Signature, secret, body))
        {
            await pushes.ChangeAsync(subscription.Feed, (push, _) => PushRules.Ignored(push, subscription.Token), cancellationToken);
            return Receipt.Taken;
        }

        var document = new FetchResult
        {
            Kind = FetchKind.Document,
            Body = body,
            ContentType = notification.ContentType,
            BaseAddress = new Uri(subscription.Topic),
        };
        if (await scheduler.TakePushedAsync(subscription.Feed, document) is not { } report)
        {
            return Receipt.Gone;
        }

        await pushes.ChangeAsync(
            subscription.Feed,
            (push, now) => PushRules.Notified(push, subscription.Token, report.IsSuccess ? null : $"A notification could not be read: {report.Detail}", now),
            CancellationToken.None);
        return Receipt.Taken;
    }

    private static ConcurrencyLimiterOptions PlacesOf(int places, int waiting) =>
        new() { PermitLimit = places, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
