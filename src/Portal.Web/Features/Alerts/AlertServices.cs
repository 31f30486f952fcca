using Portal.Events;
using Portal.Web.Features.Alerts.Delivery;

namespace Portal.Web.Features.Alerts;

internal static class AlertServices
{
    public static IServiceCollection AddPortalAlerts(this IServiceCollection services) => services
        .AddSingleton<RuleDesk>()
        .AddSingleton<IncidentMask>()
        .AddSingleton<IncidentDesk>()
        .AddSingleton<ChannelDesk>()
        .AddSingleton<IAlertSender, WebhookSender>()
        .AddSingleton<IAlertSender, MailSender>()
        .AddSingleton<IAlertSender, FeedSender>()
        .AddSingleton<AlertCourier>()
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<AlertCourier>())
        .AddKeyedSingleton<IHostedService, IncidentUpkeep>(SoleDuties.Key);
}
