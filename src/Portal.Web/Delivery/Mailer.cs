using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Portal.Web.Delivery;

/// <summary>Sends e-mail, a connection each: letters are few.</summary>
internal sealed class Mailer(IOptions<MailOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Whether there is a server to send by.</summary>
    public bool IsSet => !string.IsNullOrWhiteSpace(options.Value.Host);

    /// <summary>Sends a letter; why it was not sent, for people, or null when it was.</summary>
    /// <param name="id">The message's id: a repetition has the same.</param>
    /// <param name="to">The addresses, with commas between.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<string?> SendAsync(string id, string to, string subject, string text, CancellationToken cancellationToken) =>
        SendAsync(id, to, new Letter(subject, text, Html: null, []), cancellationToken);

    /// <summary>Sends a letter; why it was not sent, for people, or null when it was.</summary>
    /// <param name="id">The message's id: a repetition has the same.</param>
    /// <param name="to">The addresses, with commas between.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string?> SendAsync(string id, string to, Letter letter, CancellationToken cancellationToken)
    {
        var mail = options.Value;
        if (!IsSet)
        {
            return $"No mail server is set: {MailOptions.Section}:Host.";
        }

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
        try
        {
            using var message = MessageOf(id, mail.From!, to, letter);
            await client.ConnectAsync(mail.Host!, mail.Port, mail.Security, both.Token);
            if (!string.IsNullOrEmpty(mail.UserName))
            {
                await client.AuthenticateAsync(mail.UserName, mail.Password ?? "", both.Token);
            }

            await client.SendAsync(message, both.Token);
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

    private static MimeMessage MessageOf(string id, string from, string to, Letter letter)
    {
        var body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html };
        foreach (var file in letter.Files)
        {
            body.Attachments.Add(file.Name, file.Content, new ContentType("text", "csv") { Charset = "utf-8" });
        }

        var message = new MimeMessage { Subject = letter.Subject, MessageId = $"{id}@portal", Body = body.ToMessageBody() };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.AddRange(InternetAddressList.Parse(to));
        return message;
    }
}
