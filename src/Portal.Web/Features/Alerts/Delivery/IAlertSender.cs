using Portal.Monitoring.Incidents;

namespace Portal.Web.Features.Alerts.Delivery;

/// <summary>Tells of incidents in one way. Whatever goes wrong is a value; only cancellation throws.</summary>
internal interface IAlertSender
{
    /// <summary>The way.</summary>
    ChannelKind Kind { get; }

    /// <summary>Sends a message; why it was not, for people, or null when it was.</summary>
    Task<string?> SendAsync(AlertChannel channel, AlertMessage message, CancellationToken cancellationToken);
}
