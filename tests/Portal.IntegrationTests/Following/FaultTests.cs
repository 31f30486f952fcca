using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Portal.TestKit;

namespace Portal.IntegrationTests.Following;

/// <summary>Whatever a source does on the wire: the diagnosis is right, and once it is well again nothing is missing and nothing double.</summary>
public sealed class FaultTests(FaultTests.ImpatientPortal portal) : IClassFixture<FaultTests.ImpatientPortal>
{
    private static readonly Dictionary<string, FaultySource.Fault> Faults = new()
    {
        ["reset"] = FaultySource.Half(FaultySource.Reset),
        ["reset at once"] = (_, _, stream, closing) => FaultySource.Reset(stream, closing),
        ["stall"] = FaultySource.Half(FaultySource.Stall),
        ["silence"] = (_, _, stream, closing) => FaultySource.Stall(stream, closing),
        ["cut off"] = FaultySource.Half(FaultySource.Close),
        ["longer than said"] = FaultySource.Bytes(page => $"HTTP/1.1 200 OK\r\nContent-Length: {page.IndexOf("</entry>", StringComparison.Ordinal) + 40}\r\nConnection: close\r\n\r\n{page}"),
        ["cut off without a word"] = FaultySource.Body(page => page[..(page.IndexOf("</entry>", StringComparison.Ordinal) + 40)]),
        ["chunks without end"] = FaultySource.Bytes(page => $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{page.Length:x}\r\n{page}\r\n"),
        ["no chunk"] = FaultySource.Bytes(_ => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n<feed>\r\n"),
        ["no HTTP"] = FaultySource.Bytes(page => $"SSH-2.0-OpenSSH_9.2\r\n{page}\r\n\r\n"),
        ["redirects to itself"] = FaultySource.Status(302, "Location: /feed"),
        ["redirects nowhere"] = FaultySource.Status(301),
        ["error"] = FaultySource.Status(500),
        ["maintenance"] = FaultySource.Status(503, "Retry-After: 3600"),
        ["rate limit"] = FaultySource.Status(429, "Retry-After: Sun, 01 Mar 2099 12:00:00 GMT"),
        ["forbidden"] = FaultySource.Status(403),
        ["not found"] = FaultySource.Status(404),
        ["gone"] = FaultySource.Status(410),
        ["bomb"] = (_, _, stream, closing) =>
            stream.WriteAsync(LoopbackServer.Http(200, FaultySource.Compressed(new byte[4 * 1024 * 1024]), "Content-Encoding: gzip"), closing).AsTask(),
        ["damaged gzip"] = FaultySource.Status(200, "Content-Encoding: gzip"),
        ["page for people"] = FaultySource.Body(_ => "<!doctype html><title>Be right back</title>"),
        ["empty"] = FaultySource.Body(_ => ""),
        ["rubbish"] = FaultySource.Body(page => page.Replace("<feed", "<fee", StringComparison.Ordinal)),
    };

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("reset", "unreachable", "The connection broke before the answer was complete")]
    [InlineData("reset at once", "unreachable", "The connection broke before the answer was complete")]
    [InlineData("stall", "unreachable", "The source did not answer in time")]
    [InlineData("silence", "unreachable", "The source did not answer in time")]
    [InlineData("cut off", "unreachable", "The connection broke before the answer was complete")]
    [InlineData("longer than said", "malformed", "What the source serves cannot be read as a feed")]
    [InlineData("cut off without a word", "malformed", "What the source serves cannot be read as a feed")]
    [InlineData("chunks without end", "unreachable", "The connection broke before the answer was complete")]
    [InlineData("no chunk", "unreachable", "The answer is not proper HTTP")]
    [InlineData("no HTTP", "unreachable", "The answer is not proper HTTP")]
    [InlineData("redirects to itself", "unreachable", "The redirects lead nowhere")]
    [InlineData("redirects nowhere", "unreachable", "The redirects lead nowhere")]
    [InlineData("error", "unreachable", "The source's server reports an error of its own")]
    [InlineData("maintenance", "unreachable", "The source's server reports an error of its own")]
    [InlineData("rate limit", "rateLimited", "The source asks to be polled less often")]
    [InlineData("forbidden", "unreachable", "The source refuses access")]
    [InlineData("not found", "unreachable", "There is nothing at the address")]
    [InlineData("gone", "gone", "The source says that it is gone for good")]
    [InlineData("bomb", "malformed", "The document is larger than the portal reads")]
    [InlineData("damaged gzip", "malformed", "What the source serves cannot be read as a feed")]
    [InlineData("page for people", "malformed", "The address serves a web page, not a feed")]
    [InlineData("empty", "malformed", "What the source serves cannot be read as a feed")]
    [InlineData("rubbish", "malformed", "What the source serves cannot be read as a feed")]
    public async Task Fault_BetweenGoodPolls_IsNamedAndLosesNothing(string fault, string outcome, string diagnosis)
    {
        await using var source = new FaultySource();
        source.Publish(3);
        var feed = await FollowAsync(source.Address);

        source.Publish(2);
        source.Answers(Faults[fault]);
        Assert.Equal(outcome, await PollAsync(feed));
        Assert.StartsWith(diagnosis, (await GetAsync($"/api/v1/feeds/{feed}")).GetProperty("diagnosis").GetString(), StringComparison.Ordinal);

        source.Publish(1);
        source.Answers(null);
        Assert.Equal("fetched", await PollAsync(feed));
        await HasAllAsync(feed, source);
    }

    [Fact]
    public async Task Flapping_BetweenErrorsAndAnswers_LosesNothing()
    {
        await using var source = new FaultySource();
        var feed = await FollowAsync(source.Address);
        for (var round = 0; round < 8; round++)
        {
            source.Publish(2);
            source.Answers(round % 2 == 0 ? FaultySource.Status(500) : null);
            await PollAsync(feed);
        }

        await HasAllAsync(feed, source);
    }

    [Fact]
    public async Task StaleCache_ThatServesOldPagesBetween_FiresNothingTwice()
    {
        await using var source = new FaultySource();
        source.Publish(3);
        var feed = await FollowAsync(source.Address);
        for (var round = 0; round < 4; round++)
        {
            source.Publish(2);
            source.Answers(null);
            await PollAsync(feed);
            source.Answers(FaultySource.Body(_ => FaultySource.PageOf(3 + round)));
            await PollAsync(feed);
        }

        await HasAllAsync(feed, source);
    }

    [Fact]
    public async Task Move_ForGood_IsFollowedAtOnceAndSaid()
    {
        await using var target = new FaultySource();
        await using var source = new FaultySource();
        target.Publish(3);
        var feed = await FollowAsync(source.Address);
        source.Answers(FaultySource.Status(301, $"Location: {target.Address}"));

        Assert.Equal("fetched", await PollAsync(feed));

        await HasAllAsync(feed, target);
        Assert.StartsWith(
            $"The source has moved for good to {target.Address}.", (await GetAsync($"/api/v1/feeds/{feed}")).GetProperty("diagnosis").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Certificate_ThatNobodyTrusts_IsNotGoneAround(bool expired)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeTlsAsync(listener, expired);

        var feed = await FollowAsync(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/feed"));
        Assert.Equal("unreachable", await PollAsync(feed));

        Assert.StartsWith(
            "The source's certificate is not acceptable", (await GetAsync($"/api/v1/feeds/{feed}")).GetProperty("diagnosis").GetString(), StringComparison.Ordinal);
        listener.Stop();
        await serving;
    }

    private static async Task ServeTlsAsync(TcpListener listener, bool expired)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-10), now.AddDays(expired ? -1 : 10));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(Ends);
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(certificate);
                await stream.WriteAsync(LoopbackServer.Http(200, FaultySource.PageOf(3)), Ends);
            }
            catch (SocketException)
            {
                return; // stopped
            }
            catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client would have none of it.
            }
        }
    }

    private async Task<string> FollowAsync(Uri address)
    {
        using var client = portal.Host.Client();
        var id = PortalFixture.NewId("fault");
        var feed = new { id, title = id, owner = "Tests", domain = "Tests", channel = new { type = "http", url = address, pollInterval = "PT1H" } };
        using var answer = await client.PostAsJsonAsync("/api/v1/feeds", feed, Ends);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await PollAsync(id);
        return id;
    }

    private async Task<string?> PollAsync(string feed)
    {
        using var client = portal.Host.Client();
        using var answer = await client.PostAsync($"/api/v1/feeds/{feed}/subscription/poll", null, Ends);
        return (await answer.JsonAsync()).GetProperty("outcome").GetString();
    }

    // All that was published, once each and oldest first, with no gap on record.
    private async Task HasAllAsync(string feed, FaultySource source)
    {
        var stored = (await GetAsync($"/api/v1/feeds/{feed}/entries?after=0&limit=500")).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("entryId").GetString());
        Assert.Equal(source.Ids, stored);
        var subscription = await GetAsync($"/api/v1/feeds/{feed}/subscription");
        Assert.Equal(("active", 0), (subscription.GetProperty("state").GetString(), subscription.GetProperty("continuity").GetProperty("gaps").GetArrayLength()));
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var client = portal.Host.Client();
        return await client.GetFromJsonAsync<JsonElement>(path, Ends);
    }

    /// <summary>A portal that waits for a second only and reads a megabyte.</summary>
    public sealed class ImpatientPortal : IAsyncDisposable
    {
        public PortalHost Host { get; } = PortalHost.Start(settings: new Dictionary<string, string?>
        {
            ["Portal:Channels:RequestTimeout"] = "00:00:01",
            ["Portal:Channels:MaxDocumentBytes"] = "1048576",
        });

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
