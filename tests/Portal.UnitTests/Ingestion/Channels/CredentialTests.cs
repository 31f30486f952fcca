using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Channels.Http;
using Portal.Ingestion.Subscriptions;
using Portal.TestKit;

namespace Portal.UnitTests.Ingestion.Channels;

/// <summary>Credentials reach the source that they are for, and nobody else.</summary>
public sealed class CredentialTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<FeedCredentials, string> Headers => new()
    {
        { new FeedCredentials.Basic("me", "p@ss:w\u00f6rd"), $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("me:p@ss:w\u00f6rd"))}" },
        { new FeedCredentials.Bearer("abc.def"), "Authorization: Bearer abc.def" },
        { new FeedCredentials.Header("X-Api-Key", "k 1"), "X-Api-Key: k 1" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Fetch_Credentials_GoToTheirOriginAndNotWhereItRedirectsTo(FeedCredentials credentials, string header)
    {
        await using var other = new LoopbackServer(_ => LoopbackServer.Http(404));
        await using var server = new LoopbackServer(request => request.StartsWith("GET /feed ", StringComparison.Ordinal)
            ? LoopbackServer.Http(302, "", "Location: /next")
            : LoopbackServer.Http(302, "", $"Location: {other.Address}"));

        await FetchAsync(server.Address, credentials, server.Address);

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Contains($"\r\n{header}\r\n", request, StringComparison.Ordinal));
        Assert.DoesNotContain(header.Split(':')[0], Assert.Single(other.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_CredentialsOfAnotherOrigin_AreNotSent()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(200, "<feed/>"));

        await FetchAsync(server.Address, new FeedCredentials.Bearer("t"), new Uri("http://127.0.0.1:1/feed"));

        Assert.DoesNotContain("Authorization", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public void For_OlderPageOfAnotherOrigin_KeepsWhomTheyAreFor()
    {
        var mine = new SourceCredentials(new Uri("https://a.example/feed"), new FeedCredentials.Bearer("t"));
        var older = new FetchRequest(new Uri("https://a.example/feed")) { Credentials = mine }.For(new Uri("https://b.example/2"));

        Assert.False(older.Credentials!.AreFor(older.Address));
    }

    [Fact]
    public async Task Fetch_OAuth_GetsATokenOnceAndAnotherWhenItIsRefused()
    {
        var tokens = 0;
        await using var endpoint = new LoopbackServer(_ => LoopbackServer.Http(200, $$"""{"access_token":"t{{++tokens}}","token_type":"Bearer","expires_in":3600}"""));
        var valid = "t1";
        await using var server = new LoopbackServer(request => LoopbackServer.Http(request.Contains($"Bearer {valid}\r\n", StringComparison.Ordinal) ? 200 : 401, "<feed/>"));
        using var channel = Channel();
        var request = Request(server.Address, new FeedCredentials.OAuth(endpoint.Address.AbsoluteUri, "me", "s&cret", "read all"));

        var first = await channel.FetchAsync(request, Ends);
        await channel.FetchAsync(request, Ends);
        Assert.Equal((FetchKind.Document, 1), (first.Kind, endpoint.Requests.Count));

        valid = "t2";
        Assert.Equal((FetchKind.Document, 2), ((await channel.FetchAsync(request, Ends)).Kind, endpoint.Requests.Count));

        valid = "none";
        Assert.Equal((PollProblem.Unauthorised, 3), ((await channel.FetchAsync(request, Ends)).Problem, endpoint.Requests.Count));
        Assert.Contains($"\r\nAuthorization: Basic {Convert.ToBase64String("me:s%26cret"u8)}\r\n", endpoint.Requests[0], StringComparison.Ordinal);
        Assert.EndsWith("grant_type=client_credentials&scope=read+all", endpoint.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_OAuthTokenThatEnds_IsReplacedInTime()
    {
        await using var endpoint = new LoopbackServer(_ => LoopbackServer.Http(200, """{"access_token":"t","expires_in":90}"""));
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(200, "<feed/>"));
        using var channel = Channel();
        var request = Request(server.Address, new FeedCredentials.OAuth(endpoint.Address.AbsoluteUri, "me", "secret", null));
        await channel.FetchAsync(request, Ends);
        _time.Advance(TimeSpan.FromSeconds(59));
        await channel.FetchAsync(request, Ends);
        Assert.Single(endpoint.Requests);

        _time.Advance(TimeSpan.FromSeconds(1));
        await channel.FetchAsync(request, Ends);
        Assert.Equal(2, endpoint.Requests.Count);
    }

    [Theory]
    [InlineData(401, """{"error":"invalid_client"}""", PollProblem.Unauthorised, "it answered 401 (invalid_client).")]
    [InlineData(400, "<html>", PollProblem.Unauthorised, "it answered 400.")]
    [InlineData(503, "", PollProblem.ServerError, "it answered 503.")]
    [InlineData(200, "{}", PollProblem.Unauthorised, "it answered 200.")]
    [InlineData(200, """{"access_token":"a\r\nX: y"}""", PollProblem.Unauthorised, "it answered 200.")]
    [InlineData(302, "", PollProblem.Unauthorised, "it answered 302.")]
    public async Task Fetch_OAuthWithoutToken_SaysWhyAndAsksTheSourceNothing(int status, string body, PollProblem problem, string detail)
    {
        await using var endpoint = new LoopbackServer(_ => LoopbackServer.Http(status, body, "Location: http://127.0.0.1:1/"));
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(200, "<feed/>"));

        var result = await FetchAsync(server.Address, new FeedCredentials.OAuth(endpoint.Address.AbsoluteUri, "me", "secret", null), server.Address);

        Assert.Equal(problem, result.Problem);
        Assert.EndsWith(detail, result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Fetch_OAuthEndpointInThePrivateNetwork_IsRefused()
    {
        using var channel = new HttpFeedChannel(new ChannelOptions(), _time, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("1.1.1.1")]));

        var result = await channel.FetchAsync(
            Request(new Uri("http://a.example/feed"), new FeedCredentials.OAuth("http://169.254.169.254/token", "me", "secret", null)), Ends);

        Assert.Equal(PollProblem.PrivateAddress, result.Problem);
        Assert.StartsWith("No token: ", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bearer", "Token", "has space")]
    [InlineData("bearer", "Token", "")]
    [InlineData("basic", "UserName", "a:b")]
    [InlineData("basic", "UserName", "")]
    [InlineData("header", "Name", "Host")]
    [InlineData("header", "Name", "X Y")]
    [InlineData("header", "Value", "a\r\nb")]
    [InlineData("certificate", "Pem", "-----BEGIN NOTHING-----")]
    [InlineData("certificate", "Pfx", "bm90aGluZw==")]
    [InlineData("certificate", "Pfx", "!")]
    [InlineData("oauth2", "TokenUrl", "file:///etc/passwd")]
    [InlineData("magic", "Type", "magic")]
    public void Read_InputThatCannotBeSent_NamesTheField(string type, string field, string value)
    {
        var input = new CredentialInput { Type = type, UserName = "u", Token = "t", Name = "X-Key", Value = "v", ClientId = "c", ClientSecret = "s", TokenUrl = "https://a.example/" };
        input = field switch
        {
            "Token" => input with { Token = value },
            "UserName" => input with { UserName = value },
            "Name" => input with { Name = value },
            "Value" => input with { Value = value },
            "Pem" => input with { Pem = value },
            "Pfx" => input with { Pfx = value },
            "TokenUrl" => input with { TokenUrl = value },
            _ => input,
        };

        var (credentials, errors) = input.Read();

        Assert.Null(credentials);
        Assert.Equal(field, Assert.Single(errors).Key, ignoreCase: true);
    }

    [Fact]
    public void Read_CertificateInEitherForm_IsKeptWithItsKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=portal", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        CredentialInput[] inputs =
        [
            new() { Type = "certificate", Pem = certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() },
            new() { Type = "certificate", Pfx = Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12, "pw")), Password = "pw" },
        ];

        Assert.All(inputs, input =>
        {
            var stored = Assert.IsType<FeedCredentials.Certificate>(input.Read().Credentials);
            using var loaded = X509CertificateLoader.LoadPkcs12(stored.Pkcs12, null);
            Assert.Equal((certificate.Thumbprint, true), (loaded.Thumbprint, loaded.HasPrivateKey));
        });
    }

    [Fact]
    public void Vault_WhatItKeeps_IsUnreadableAndComesBack()
    {
        var vault = Vaults.New();
        SourceCredentials[] all =
        [
            new(new Uri("https://a.example/feed"), new FeedCredentials.Basic("me", "s3cret")),
            new(new Uri("https://a.example/feed"), new FeedCredentials.OAuth("https://a.example/token", "me", "s3cret", "all")),
        ];

        Assert.All(all, credentials =>
        {
            var stored = vault.Protect(credentials);
            Assert.DoesNotContain("s3cret", stored, StringComparison.Ordinal);
            Assert.Equal(credentials, vault.Read(stored));
            Assert.Null(Vaults.New().Read(stored));
            Assert.DoesNotContain("s3cret", credentials.ToString(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("", "http, https", "http://a.example:8443/", null)]
    [InlineData("80, 443, 8000-8999", "http, https", "http://a.example:8443/", null)]
    [InlineData("80,443", "http, https", "http://a.example/", null)]
    [InlineData("80, 443", "http, https", "http://a.example:6379/", "Port 6379 is not allowed here: use 80, 443.")]
    [InlineData("", "https", "http://a.example/", "Addresses that begin with http:// are not allowed here: use https.")]
    [InlineData("", "http, https", "ftp://a.example/", "'ftp' is not a scheme that feeds are read by: use http or https.")]
    public void Rules_SchemesAndPorts_AreThoseAllowed(string ports, string schemes, string address, string? problem) =>
        Assert.Equal(problem, new OutgoingRules(new ChannelOptions { AllowedPorts = ports, AllowedSchemes = schemes }).ProblemOf(new Uri(address)));

    [Fact]
    public async Task Fetch_RedirectToAPortThatIsNotAllowed_IsRefused()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(302, "", "Location: http://127.0.0.1:6379/"));
        using var channel = new HttpFeedChannel(
            new ChannelOptions { AllowPrivateNetworks = true, AllowedPorts = $"{server.Address.Port}" }, _time, Dns.GetHostAddressesAsync);

        var result = await channel.FetchAsync(new FetchRequest(server.Address), Ends);

        Assert.Equal(FetchResult.Failure(PollProblem.Redirects, $"Port 6379 is not allowed here: use {server.Address.Port}."), result);
    }

    private HttpFeedChannel Channel() => new(new ChannelOptions { AllowPrivateNetworks = true }, _time, Dns.GetHostAddressesAsync);

    private static FetchRequest Request(Uri address, FeedCredentials credentials) =>
        new(address) { Credentials = new SourceCredentials(address, credentials) };

    private async Task<FetchResult> FetchAsync(Uri address, FeedCredentials credentials, Uri source)
    {
        using var channel = Channel();
        return await channel.FetchAsync(new FetchRequest(address) { Credentials = new SourceCredentials(source, credentials) }, Ends);
    }
}
