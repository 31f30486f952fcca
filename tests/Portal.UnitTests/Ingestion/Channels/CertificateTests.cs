using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Channels.Http;

namespace Portal.UnitTests.Ingestion.Channels;

/// <summary>What a server that asks for a certificate is shown, over a real handshake.</summary>
public sealed class CertificateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Handshake_WithACertificate_ShowsItWhoeverIssuedIt()
    {
        using var own = SelfSigned("CN=portal");
        using var shown = X509CertificateLoader.LoadPkcs12(
            new FeedCredentials.Certificate(own.Export(X509ContentType.Pkcs12)).Pkcs12, password: null);

        Assert.Equal(own.Thumbprint, await ShownAsync(OutgoingHttp.TlsWith(shown)));
    }

    [Fact]
    public async Task Handshake_WithoutACertificate_ShowsNone() => Assert.Null(await ShownAsync(OutgoingHttp.TlsWith(null)));

    // The fingerprint of the certificate that the server was shown.
    private static async Task<string?> ShownAsync(SslClientAuthenticationOptions tls)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Patience);
        using var certificate = SelfSigned("CN=localhost");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var caller = new TcpClient();
        await caller.ConnectAsync((IPEndPoint)listener.LocalEndpoint, bound.Token);
        using var called = await listener.AcceptTcpClientAsync(bound.Token);
        await using var server = new SslStream(called.GetStream());
        await using var client = new SslStream(caller.GetStream());
        (tls.TargetHost, tls.RemoteCertificateValidationCallback) = ("localhost", (_, served, _, _) => served?.GetCertHashString() == certificate.Thumbprint);
        string? shown = null;

        await Task.WhenAll(
            server.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateRequired = true,
                    EnabledSslProtocols = SslProtocols.Tls12,
                    RemoteCertificateValidationCallback = (_, own, _, _) => (shown = own?.GetCertHashString()) is null or { Length: > 0 },
                },
                bound.Token),
            client.AuthenticateAsClientAsync(tls, bound.Token));
        return shown;
    }

    private static X509Certificate2 SelfSigned(string subject)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var signed = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pkcs12), password: null, X509KeyStorageFlags.Exportable);
    }
}
