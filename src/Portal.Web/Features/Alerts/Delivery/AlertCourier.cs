using Portal.Catalogue.Access;
using Portal.Monitoring.Incidents;
using Portal.Web.Delivery;

namespace Portal.Web.Features.Alerts.Delivery;

/// <summary>Delivers messages about incidents from the outbox that they are put into with the incident itself.</summary>
internal sealed partial class AlertCourier(
    IAlertChannels channels, IIncidentStore incidents, IncidentMask mask, IEnumerable<IAlertSender> senders, TimeProvider time, ILogger<AlertCourier> logger)
    : Courier<AlertDelivery>(time)
{
    protected override Task<IReadOnlyList<AlertDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        channels.DueAsync(now, limit, cancellationToken);

    protected override async Task<Func<AlertDelivery, CancellationToken, Task<Attempt>>> PrepareAsync(CancellationToken cancellationToken)
    {
        var known = (await channels.ListAsync(cancellationToken)).ToDictionary(channel => channel.Id);
        return async (delivery, stop) =>
        {
            if (!known.TryGetValue(delivery.Channel, out var channel))
            {
                return new Attempt("The channel is gone.", IsLast: true);
            }

            return await incidents.FindAsync(delivery.Incident, stop) is { } incident
                ? new Attempt(await senders.First(one => one.Kind == channel.Kind).SendAsync(
                    channel, AlertMessage.Of(delivery, await mask.ShowAsync(incident, Actor.Anonymous, stop)), stop))
                : new Attempt("The incident is gone.", IsLast: true);
        };
    }

    protected override Task SaveAsync(AlertDelivery message, CancellationToken cancellationToken) => channels.SaveAsync(message, cancellationToken);

    protected override Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken) => channels.TidyAsync(before, cancellationToken);

    protected override void OnDead(AlertDelivery message) => LogDead(message.Channel, message.Problem!);

    protected override void OnInterrupted(Exception exception) => LogInterrupted(exception);

    [LoggerMessage(EventId = 1701, Level = LogLevel.Warning, Message = "A message about an incident could not be delivered by the channel {Channel} and is not tried any more: {Problem}")]
    private partial void LogDead(string channel, string problem);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Error, Message = "Delivering messages about incidents was interrupted; it is tried again")]
    private partial void LogInterrupted(Exception exception);
}
