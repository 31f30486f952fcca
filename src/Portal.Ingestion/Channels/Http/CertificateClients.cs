using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Ingestion.Channels.Credentials;

namespace Portal.Ingestion.Channels.Http;

/// <summary>
/// Clients that show a certificate to any server that asks for one: each is used for the origin of its feeds only. At most
/// <see cref="MaxClients"/> certificates; when there are more, all begin anew.
/// </summary>
internal sealed class CertificateClients(Func<X509Certificate2, HttpMessageInvoker> create) : IDisposable
{
    public const int MaxClients = 200;

    // By certificate and origin: a connection that has shown it is not to be used for another feed's address.
    private readonly ConcurrentDictionary<string, Lazy<HttpMessageInvoker>> _clients = new(StringComparer.Ordinal);

    public HttpMessageInvoker For(FeedCredentials.Certificate credentials, Uri origin)
    {
        if (_clients.Count >= MaxClients)
        {
            // Questions under way keep theirs: a client that is let go of ends with its last connection.
            _clients.Clear();
        }

        var key = $"{Convert.ToHexString(SHA256.HashData(credentials.Pkcs12))} {origin.GetLeftPart(UriPartial.Authority)}";
        return _clients.GetOrAdd(key, _ => new Lazy<HttpMessageInvoker>(
            () => create(X509CertificateLoader.LoadPkcs12(credentials.Pkcs12, password: null)))).Value;
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }
}
