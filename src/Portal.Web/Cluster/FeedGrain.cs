using System.Text.Json;
using Orleans.Concurrency;
using Portal.Events;
using Portal.Ingestion;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;

namespace Portal.Web.Cluster;

/// <summary>
/// Follows one feed in this process for as long as it is active here. Calls overlap: what must not is kept apart by the
/// scheduler, in whose threads everything runs.
/// </summary>
[Reentrant, KeepAlive, FeedPlacement]
internal sealed class FeedGrain(
    IFeedHolder holder,
    [FromKeyedServices(FeedFollowing.OfThisProcess)] ISubscriptions subscriptions,
    [FromKeyedServices(FeedFollowing.OfThisProcess)] IPushStatuses pushes,
    [FromKeyedServices(FeedFollowing.OfThisProcess)] IPushReceiver receiver) : Grain, IFeedGrain
{
    /// <summary>A poll may wait for another one, and each has its own limit.</summary>
    public const string Patience = "00:02:00";

    private FeedId Feed => FeedId.Parse(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Task.Run(() => holder.HoldAsync(Feed, cancellationToken), cancellationToken);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.Run(() => holder.ReleaseAsync(Feed, cancellationToken), CancellationToken.None);

    public Task<bool> HoldAsync() => Task.FromResult(KeepIfHeld());

    public Task MoveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<string?> PollNowAsync() =>
        await Task.Run(() => subscriptions.PollNowAsync(Feed)) is { } report ? JsonSerializer.Serialize(report) : null;

    public Task<bool> PauseAsync(string? actor) => Task.Run(() => subscriptions.PauseAsync(Feed, actor));

    public Task<bool> ResumeAsync(string? actor) => Task.Run(() => subscriptions.ResumeAsync(Feed, actor));

    public async Task<string?> BackfillAsync(string gap, string? actor) =>
        await Task.Run(() => subscriptions.BackfillAsync(Feed, gap, actor)) is { } report ? JsonSerializer.Serialize(report) : null;

    public Task<bool> AcceptGapAsync(string gap, string reason, string? actor) =>
        Task.Run(() => subscriptions.AcceptGapAsync(Feed, gap, reason, actor));

    public async Task RefreshAsync()
    {
        await Task.Run(() => subscriptions.RefreshAsync(Feed));
        KeepIfHeld();
    }

    public async Task<string?> PushStatusAsync() => await pushes.FindAsync(Feed) is { } status ? JsonSerializer.Serialize(status) : null;

    public Task<bool> ConfirmPushAsync(string token, string? mode, string? topic, string? leaseSeconds) =>
        Task.Run(() => receiver.ConfirmAsync(token, mode, topic, leaseSeconds, CancellationToken.None));

    public Task<bool> DenyPushAsync(string token, string? topic, string? reason) =>
        Task.Run(() => receiver.DenyAsync(token, topic, reason, CancellationToken.None));

    public Task<Receipt> TakePushAsync(string token, string? signature, string? contentType, byte[] body) => Task.Run(() => receiver.TakeAsync(
        token,
        new Notification(signature, contentType, (limit, _) => Task.FromResult(body.Length <= limit ? body : null)),
        CancellationToken.None));

    private bool KeepIfHeld()
    {
        var held = holder.Holds(Feed);
        if (!held)
        {
            DeactivateOnIdle();
        }

        return held;
    }
}
