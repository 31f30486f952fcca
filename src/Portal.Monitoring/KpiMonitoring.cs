using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Events;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Processes;
using Portal.Monitoring.Projections;
using Portal.Monitoring.Rules;

namespace Portal.Monitoring;

/// <summary>Registers projections of the log, and KPIs.</summary>
public static class KpiMonitoring
{
    /// <summary>Runs projections, in one process of all, and measures KPIs.</summary>
    public static IServiceCollection AddProjections(this IServiceCollection services) => services
        .AddSingleton<ProjectionSignal>()
        .AddSingleton<IProjectionWatches>(provider => provider.GetRequiredService<ProjectionSignal>())
        .AddHostedService(provider => provider.GetRequiredService<ProjectionSignal>())
        .AddSingleton<ProjectionHost>()
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<ProjectionHost>())
        .AddSingleton<IProjections, ProjectionDesk>()
        .AddSingleton<IProjectionSource, KpiProjections>()
        .AddSingleton<IProjectionSource, RuleProjections>()
        .AddSingleton<IProjectionSource, ProcessProjections>()
        .AddSingleton<BackTest>()
        .AddSingleton<KpiFigures>()
        .AddSingleton<RunningFigures>()
        .AddSingleton<KpiEntries>();
}
