namespace Portal.Web.Features.Processes;

internal static class ProcessServices
{
    public static IServiceCollection AddPortalProcesses(this IServiceCollection services) => services.AddSingleton<ProcessDesk>();
}
