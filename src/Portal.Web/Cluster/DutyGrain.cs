using Orleans.Concurrency;
using Portal.Events;
using Portal.FeedHost.Hub;

namespace Portal.Web.Cluster;

/// <summary>What exactly one node does: the hub's outboxes, retention.</summary>
[Alias("portal.duties")]
internal interface IDutyGrain : IGrainWithIntegerKey
{
    /// <summary>The one there is.</summary>
    const int Only = 0;

    /// <summary>Sees to it that somebody does it.</summary>
    [Alias("hold")]
    Task HoldAsync();

    /// <inheritdoc cref="IHubDesk.EndAsync"/>
    [Alias("end-subscription")]
    Task<bool> EndSubscriptionAsync(string feed, string subscription, string reason);
}

/// <summary>Does it in this process for as long as it is active here.</summary>
[Reentrant, KeepAlive]
internal sealed class DutyGrain(
    [FromKeyedServices(SoleDuties.Key)] IEnumerable<IHostedService> duties,
    [FromKeyedServices(SoleDuties.Key)] IHubDesk desk) : Grain, IDutyGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var duty in duties)
        {
            await Task.Run(() => duty.StartAsync(cancellationToken), cancellationToken);
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (var duty in duties.Reverse())
        {
            await Task.Run(() => duty.StopAsync(cancellationToken), CancellationToken.None);
        }
    }

    public Task HoldAsync() => Task.CompletedTask;

    public Task<bool> EndSubscriptionAsync(string feed, string subscription, string reason) =>
        Task.Run(() => desk.EndAsync(FeedId.Parse(feed), subscription, reason));
}
