using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Ingestion.Channels.Http;

/// <summary>
/// How the portal calls addresses that others gave it: sources, hubs, callbacks. Only permitted addresses are connected to
/// (<see cref="GuardedConnector"/>); redirects are left to the caller, who judges each, and no cookie is kept.
/// </summary>
public static class OutgoingHttp
{
    private static readonly string Version = typeof(OutgoingHttp).Assembly.GetName().Version?.ToString(2) ?? "1.0";

    /// <summary>Who is calling, for the header <c>User-Agent</c>.</summary>
    /// <param name="role">As what, for example <c>event feed follower</c>.</param>
    public static string UserAgent(string role) => $"Portal/{Version} ({role})";

    /// <summary>A client with a pool of connections of its own. It is safe for use by many threads, and is to be disposed of.</summary>
    public static HttpMessageInvoker Create(ChannelOptions options) => Create(options, Dns.GetHostAddressesAsync);

    /// <summary>Why an address cannot be called, in a sentence; null when it can, as far as one knows before connecting.</summary>
    public static async Task<string?> ProblemOfAsync(Uri address, ChannelOptions options, CancellationToken cancellationToken)
    {
        if (new OutgoingRules(options).ProblemOf(address) is { } problem)
        {
            return problem;
        }

        try
        {
            await new GuardedConnector(options, Dns.GetHostAddressesAsync).PermittedAsync(address.IdnHost, cancellationToken);
            return null;
        }
        catch (AddressRefusedException refused)
        {
            return refused.Message;
        }
        catch (SocketException)
        {
            return $"The host '{address.Host}' is not known.";
        }
    }

    internal static HttpMessageInvoker Create(
        ChannelOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve, X509Certificate2? certificate = null) =>
        new(new SocketsHttpHandler
        {
            SslOptions = TlsWith(certificate),
            ConnectCallback = new GuardedConnector(options, resolve).ConnectAsync,
            ConnectTimeout = options.RequestTimeout,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            UseProxy = false, // a proxy would connect for us, past the guard
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // names may move
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 64, // KiB
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1, // validators go back byte by byte
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        });

    // Chosen here, not from a list: from there a certificate is shown only to servers that name its issuer.
    internal static SslClientAuthenticationOptions TlsWith(X509Certificate2? certificate) =>
        new() { LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate };
}
