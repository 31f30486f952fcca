using Portal.Events;

namespace Portal.Web.Cluster;

/// <summary>What one process does, where there is only one.</summary>
internal sealed class AloneDuties([FromKeyedServices(SoleDuties.Key)] IEnumerable<IHostedService> duties) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var duty in duties)
        {
            await duty.StartAsync(cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var duty in duties.Reverse())
        {
            await duty.StopAsync(cancellationToken);
        }
    }
}
