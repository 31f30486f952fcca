using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Http;

namespace Portal.Web.Delivery;

/// <summary>
/// Posts messages as JSON. They are signed as <c>X-Portal-Signature: t=SECONDS,sha256=HEX</c>, the HMAC of <c>SECONDS.BODY</c> with the
/// receiver's secret, so that a receiver knows who sent it and when.
/// </summary>
internal sealed class SignedPosts(IOptions<ChannelOptions> options, IDataProtectionProvider protection, TimeProvider time) : IDisposable
{
    /// <summary>The fewest characters of a secret.</summary>
    public const int MinSecret = 8;

    /// <summary>A receiver that hangs holds up nobody for longer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly string Agent = OutgoingHttp.UserAgent("alerts");
    private readonly HttpMessageInvoker _http = OutgoingHttp.Create(options.Value);

    // The name that the first secrets were protected by: under another they could not be read again.
    private readonly IDataProtector _protector = protection.CreateProtector("alerts.secret");

    /// <summary>Protects a secret for the database.</summary>
    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>Why nothing can be posted to an address, for people; null when it can, as far as one knows before.</summary>
    public async Task<string?> ProblemOfAsync(string target, CancellationToken cancellationToken) => Uri.TryCreate(target, UriKind.Absolute, out var address)
        ? await OutgoingHttp.ProblemOfAsync(address, options.Value, cancellationToken)
        : "A web address, for example https://example.org/alerts.";

    /// <summary>The signature of a body.</summary>
    public static string Sign(string secret, long seconds, ReadOnlySpan<byte> body)
    {
        var stamp = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}."));
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. stamp, .. body]);
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},sha256={Convert.ToHexStringLower(hash)}");
    }

    /// <summary>Posts a body; why it was not taken, for people, or null when it was.</summary>
    /// <param name="id">The message's id: a repetition has the same.</param>
    /// <param name="target">The address.</param>
    /// <param name="protectedSecret">What it is signed with, protected; null when it is not signed.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string?> SendAsync(string id, string target, string? protectedSecret, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        request.Headers.TryAddWithoutValidation("X-Portal-Delivery", id);
        if (protectedSecret is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Portal-Signature", Sign(_protector.Unprotect(protectedSecret), time.GetUtcNow().ToUnixTimeSeconds(), body));
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
