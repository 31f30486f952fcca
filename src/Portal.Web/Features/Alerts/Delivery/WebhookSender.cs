using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Http;
using Portal.Monitoring.Incidents;

namespace Portal.Web.Features.Alerts.Delivery;

/// <summary>
/// Posts messages as JSON. They are signed as <c>X-Portal-Signature: t=SECONDS,sha256=HEX</c>, the HMAC of <c>SECONDS.BODY</c> with the
/// channel's secret, so that a receiver knows who sent it and when.
/// </summary>
internal sealed class WebhookSender(IOptions<ChannelOptions> options, IDataProtectionProvider protection, TimeProvider time) : IAlertSender, IDisposable
{
    /// <summary>A receiver that hangs holds up nobody for longer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly string Agent = OutgoingHttp.UserAgent("alerts");
    private readonly HttpMessageInvoker _http = OutgoingHttp.Create(options.Value);
    private readonly IDataProtector _protector = protection.CreateProtector("alerts.secret");

    public ChannelKind Kind => ChannelKind.Webhook;

    /// <summary>Protects a secret for the database.</summary>
    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>The signature of a body.</summary>
    public static string Sign(string secret, long seconds, ReadOnlySpan<byte> body)
    {
        var stamp = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}."));
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. stamp, .. body]);
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},sha256={Convert.ToHexStringLower(hash)}");
    }

    public async Task<string?> SendAsync(AlertChannel channel, AlertMessage message, CancellationToken cancellationToken)
    {
        var body = message.ToJson();
        using var request = new HttpRequestMessage(HttpMethod.Post, channel.Target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        request.Headers.TryAddWithoutValidation("X-Portal-Delivery", message.Id);
        if (channel.Secret is { } secret)
        {
            request.Headers.TryAddWithoutValidation("X-Portal-Signature", Sign(_protector.Unprotect(secret), time.GetUtcNow().ToUnixTimeSeconds(), body));
        }

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await _http.SendAsync(request, both.Token);
            return response.IsSuccessStatusCode ? null : $"The receiver answered {(int)response.StatusCode}.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The receiver did not answer within {Timeout.TotalSeconds:0} seconds.";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return $"The receiver could not be reached: {(exception.InnerException ?? exception).Message}";
        }
    }

    public void Dispose() => _http.Dispose();
}
