using Portal.Monitoring.Incidents;
using Portal.Web.Delivery;

namespace Portal.Web.Features.Alerts.Delivery;

/// <summary>Tells of incidents by e-mail.</summary>
internal sealed class MailSender(Mailer mailer) : IAlertSender
{
    public ChannelKind Kind => ChannelKind.Email;

    public Task<string?> SendAsync(AlertChannel channel, AlertMessage message, CancellationToken cancellationToken) =>
        mailer.SendAsync(message.Id, channel.Target, message.Subject, message.ToText(), cancellationToken);
}
