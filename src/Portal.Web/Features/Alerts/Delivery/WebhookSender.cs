using Portal.Monitoring.Incidents;
using Portal.Web.Delivery;

namespace Portal.Web.Features.Alerts.Delivery;

/// <summary>Posts what is told of incidents to the address of a channel.</summary>
internal sealed class WebhookSender(SignedPosts posts) : IAlertSender
{
    public ChannelKind Kind => ChannelKind.Webhook;

    public Task<string?> SendAsync(AlertChannel channel, AlertMessage message, CancellationToken cancellationToken) =>
        posts.SendAsync(message.Id, channel.Target, channel.Secret, message.ToJson(), cancellationToken);
}
