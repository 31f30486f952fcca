using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Delegation;
using Portal.Events;

namespace Portal.Web.Notifications;

internal static class NotificationServices
{
    public static IServiceCollection AddPortalNotifications(this IServiceCollection services) => services
        .AddSingleton(provider =>
        {
            var notifier = ActivatorUtilities.CreateInstance<Notifier>(provider);
            var log = new NotifierLog(provider.GetRequiredService<ILogger<Notifier>>());
            notifier.Failed += log.Failed;
            return notifier;
        })
        .AddSingleton<NotificationDesk>()
        .AddSingleton<NotificationSettings>()
        .AddSingleton<PortalAddress>()
        .AddSingleton<DeputyDesk>()
        .AddSingleton<RequestRights>()
        .AddSingleton<RequestNews>()
        .AddHostedService<NotificationRelay>()
        .AddSingleton<NotificationCourier>()
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<NotificationCourier>());
}

internal sealed partial class NotifierLog(ILogger logger)
{
    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "People could not be told of something that happened")]
    public partial void Failed(Exception exception);
}
