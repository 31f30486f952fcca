using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;
using Portal.Monitoring.Incidents;

namespace Portal.Web.Features.Alerts.Delivery;

/// <summary>Sends messages by e-mail, a connection each: they are few.</summary>
internal sealed class MailSender(IOptions<MailOptions> options, TimeProvider time) : IAlertSender
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public ChannelKind Kind => ChannelKind.Email;

    public async Task<string?> SendAsync(AlertChannel channel, AlertMessage message, CancellationToken cancellationToken)
    {
        var mail = options.Value;
        if (string.IsNullOrWhiteSpace(mail.Host))
        {
            return $"No mail server is set: {MailOptions.Section}:Host.";
        }

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
        try
        {
            using var letter = Letter(channel, message, mail.From!);
            await client.ConnectAsync(mail.Host, mail.Port, mail.Security, both.Token);
            if (!string.IsNullOrEmpty(mail.UserName))
            {
                await client.AuthenticateAsync(mail.UserName, mail.Password ?? "", both.Token);
            }

            await client.SendAsync(letter, both.Token);
            await client.DisconnectAsync(quit: true, both.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The mail server did not answer within {Timeout.TotalSeconds:0} seconds.";
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException or ProtocolException or CommandException
            or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException or ServiceNotConnectedException or NotSupportedException or ParseException)
        {
            return $"The mail server did not take it: {exception.Message}";
        }
    }

    private static MimeMessage Letter(AlertChannel channel, AlertMessage message, string from)
    {
        var letter = new MimeMessage { Subject = message.Subject, MessageId = $"{message.Id}@portal", Body = new TextPart("plain") { Text = message.ToText() } };
        letter.From.Add(MailboxAddress.Parse(from));
        letter.To.AddRange(InternetAddressList.Parse(channel.Target));
        return letter;
    }
}
