using Microsoft.Extensions.DependencyInjection;
using Portal.Monitoring.Live;

namespace Portal.Monitoring;

/// <summary>Registers the live view of the event log.</summary>
public static class LiveMonitoring
{
    /// <summary>Tails the event log for every watcher of this process.</summary>
    public static IServiceCollection AddLiveMonitoring(this IServiceCollection services) => services
        .AddSingleton<LiveTail>()
        .AddSingleton<ILiveEntries>(provider => provider.GetRequiredService<LiveTail>())
        .AddHostedService(provider => provider.GetRequiredService<LiveTail>());
}
