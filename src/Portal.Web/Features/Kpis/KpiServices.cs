namespace Portal.Web.Features.Kpis;

internal static class KpiServices
{
    public static IServiceCollection AddPortalKpis(this IServiceCollection services) => services
        .AddSingleton<PrivateFields>()
        .AddSingleton<ContractFields>()
        .AddSingleton<ContractKpis>()
        .AddSingleton<KpiDesk>()
        .AddSingleton<KpiReader>();
}
