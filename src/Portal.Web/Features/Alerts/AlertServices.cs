using Microsoft.Extensions.Options;
using Portal.Events;
using Portal.Web.Features.Alerts.Delivery;

namespace Portal.Web.Features.Alerts;

internal static class AlertServices
{
    public static IServiceCollection AddPortalAlerts(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>()
            .AddSingleton<RuleDesk>()
            .AddSingleton<IncidentDesk>()
            .AddSingleton<ChannelDesk>()
            .AddSingleton<WebhookSender>()
            .AddSingleton<IAlertSender>(provider => provider.GetRequiredService<WebhookSender>())
            .AddSingleton<IAlertSender, MailSender>()
            .AddSingleton<IAlertSender, FeedSender>()
            .AddSingleton<AlertCourier>()
            .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<AlertCourier>());
    }
}
