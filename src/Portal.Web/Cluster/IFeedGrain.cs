using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;

namespace Portal.Web.Cluster;

/// <summary>A followed feed somewhere in the cluster: wherever it is active, and only there, the feed is polled.</summary>
[Alias("portal.feed")]
internal interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>Sees to it that somebody follows the feed; false when there is nothing to follow.</summary>
    [Alias("hold"), ResponseTimeout(FeedGrain.Patience)]
    Task<bool> HoldAsync();

    /// <summary>Goes to the node that the feed belongs to, where that is another one.</summary>
    [Alias("move"), ResponseTimeout(FeedGrain.Patience)]
    Task MoveAsync();

    /// <inheritdoc cref="ISubscriptions.PollNowAsync"/>
    [Alias("poll"), ResponseTimeout(FeedGrain.Patience)]
    Task<string?> PollNowAsync();

    /// <inheritdoc cref="ISubscriptions.PauseAsync"/>
    [Alias("pause"), ResponseTimeout(FeedGrain.Patience)]
    Task<bool> PauseAsync(string? actor);

    /// <inheritdoc cref="ISubscriptions.ResumeAsync"/>
    [Alias("resume"), ResponseTimeout(FeedGrain.Patience)]
    Task<bool> ResumeAsync(string? actor);

    /// <inheritdoc cref="ISubscriptions.BackfillAsync"/>
    [Alias("backfill"), ResponseTimeout(FeedGrain.Patience)]
    Task<string?> BackfillAsync(string gap, string? actor);

    /// <inheritdoc cref="ISubscriptions.AcceptGapAsync"/>
    [Alias("accept-gap"), ResponseTimeout(FeedGrain.Patience)]
    Task<bool> AcceptGapAsync(string gap, string reason, string? actor);

    /// <inheritdoc cref="ISubscriptions.RefreshAsync"/>
    [Alias("refresh"), ResponseTimeout(FeedGrain.Patience)]
    Task RefreshAsync();

    /// <inheritdoc cref="IPushStatuses.FindAsync"/>
    [Alias("push-status")]
    Task<string?> PushStatusAsync();

    /// <inheritdoc cref="IPushReceiver.ConfirmAsync"/>
    [Alias("confirm-push"), ResponseTimeout(FeedGrain.Patience)]
    Task<bool> ConfirmPushAsync(string token, string? mode, string? topic, string? leaseSeconds);

    /// <inheritdoc cref="IPushReceiver.DenyAsync"/>
    [Alias("deny-push"), ResponseTimeout(FeedGrain.Patience)]
    Task<bool> DenyPushAsync(string token, string? topic, string? reason);

    /// <inheritdoc cref="IPushReceiver.TakeAsync"/>
    [Alias("take-push"), ResponseTimeout(FeedGrain.Patience)]
    Task<Receipt> TakePushAsync(string token, string? signature, string? contentType, byte[] body);
}
