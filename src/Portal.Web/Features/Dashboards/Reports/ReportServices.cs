using Portal.Events;

namespace Portal.Web.Features.Dashboards.Reports;

internal static class ReportServices
{
    /// <summary>Dashboards by e-mail.</summary>
    public static IServiceCollection AddDashboardReports(this IServiceCollection services) => services
        .AddSingleton<ReportDesk>()
        .AddSingleton<ReportKeeper>()
        .AddSingleton<ReportCourier>()
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<ReportKeeper>())
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<ReportCourier>());
}
