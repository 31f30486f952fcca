using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Catalogue.Access;

namespace Portal.Web.Security.Audit;

internal static class AuditServices
{
    public static void AddPortalAudit(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IAuditOrigins, RequestOrigins>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<IAuditTrail>(provider => provider.GetRequiredService<AuditTrail>());
        services.AddSingleton<RepeatFilter>();
        services.AddSingleton<RefusalAudit>();
        services.AddSingleton<SignInAudit>();
        services.AddSingleton<KeyUse>();
        services.AddScoped<CircuitHandler, RequestOrigins.OfCircuit>();
        services.AddHostedService<AuditUpkeep>();
    }
}
