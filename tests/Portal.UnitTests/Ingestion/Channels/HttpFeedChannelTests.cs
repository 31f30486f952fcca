using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Http;
using Portal.Ingestion.Subscriptions;
using Portal.TestKit;

namespace Portal.UnitTests.Ingestion.Channels;

public sealed class HttpFeedChannelTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fetch_Document_GivesBodyValidatorsAndHints()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(
            200, "<feed/>", "Content-Type: application/atom+xml", "ETag: W/\"\u00e4,1\"", "Last-Modified: yesterday, sort of",
            "Cache-Control: max-age=60", "Content-Location: /real"));

        var result = await FetchAsync(server);

        Assert.Equal("<feed/>", Encoding.UTF8.GetString(result.Body.Span));
        Assert.Equal(
            new FetchResult
            {
                Kind = FetchKind.Document,
                Status = 200,
                Body = result.Body,
                ContentType = "application/atom+xml",
                BaseAddress = new Uri(server.Address, "/real"),
                ETag = "W/\"\u00e4,1\"",
                LastModified = "yesterday, sort of",
                MaxAge = TimeSpan.FromMinutes(1),
            },
            result);
    }

    [Fact]
    public async Task Fetch_WithValidators_EchoesThemVerbatimAndSaysWhoAsks()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(304));

        var result = await FetchAsync(server, new FetchRequest(server.Address, "W/\"\u00e4,1\"", "yesterday, sort of"));

        Assert.Equal(FetchKind.NotModified, result.Kind);
        var request = Assert.Single(server.Requests);
        Assert.Contains("\r\nIf-None-Match: W/\"\u00e4,1\"\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nIf-Modified-Since: yesterday, sort of\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: Portal/", request, StringComparison.Ordinal);
        Assert.Contains("\r\nAccept-Encoding: gzip, deflate, br", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Fetch_Compressed_GivesPlainBytes(string coding)
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(
            200, Compressed(coding, "<feed/>"u8.ToArray()), $"Content-Encoding: {coding}"));

        Assert.Equal("<feed/>", Encoding.UTF8.GetString((await FetchAsync(server)).Body.Span));
    }

    [Fact]
    public async Task Fetch_CompressedButDamaged_IsMalformed()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(200, "not gzip at all", "Content-Encoding: gzip"));

        Assert.Equal(FetchResult.Failure(PollProblem.Malformed, "The compressed document is damaged."), await FetchAsync(server));
    }

    [Fact]
    public async Task Fetch_CompressedBomb_IsGivenUpAtTheLimit()
    {
        var bomb = Compressed("gzip", new byte[50 * 1024 * 1024]);
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(200, bomb, "Content-Encoding: gzip"));

        var result = await FetchAsync(server);

        Assert.True(bomb.Length < 100_000);
        Assert.Equal(
            FetchResult.Failure(PollProblem.TooLarge, "The document has more than 20,971,520 bytes, the most that is read."), result);
    }

    [Fact]
    public async Task Fetch_LengthBeyondTheLimit_IsNotReadAtAll()
    {
        await using var server = new LoopbackServer(async (_, stream, closing) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"u8.ToArray(), closing);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, closing);
        });

        Assert.Equal(PollProblem.TooLarge, (await FetchAsync(server)).Problem);
    }

    [Theory]
    [InlineData(400, PollProblem.Refused, "The server answered 400 Bad Request.")]
    [InlineData(401, PollProblem.Unauthorised, "The server answered 401 Unauthorized.")]
    [InlineData(403, PollProblem.Unauthorised, "The server answered 403 Forbidden.")]
    [InlineData(404, PollProblem.NotFound, "The server answered 404 Not Found.")]
    [InlineData(410, PollProblem.Gone, "The server answered 410 Gone.")]
    [InlineData(500, PollProblem.ServerError, "The server answered 500 Internal Server Error.")]
    [InlineData(599, PollProblem.ServerError, "The server answered 599.")]
    [InlineData(300, PollProblem.Protocol, "The server answered 300 Multiple Choices.")]
    public async Task Fetch_OtherStatus_IsAFailureWithItsMeaning(int status, PollProblem problem, string detail)
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(status, "whatever"));

        Assert.Equal(FetchResult.Failure(problem, detail) with { Status = status }, await FetchAsync(server));
    }

    [Theory]
    [InlineData("120")]
    [InlineData("Sun, 01 Mar 2026 12:02:00 GMT")]
    public async Task Fetch_RateLimited_SaysHowLong(string retryAfter)
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(429, "", $"Retry-After: {retryAfter}"));

        Assert.Equal(
            FetchResult.Failure(PollProblem.RateLimited, "The server answered 429 Too Many Requests.", TimeSpan.FromMinutes(2)) with { Status = 429 },
            await FetchAsync(server));
    }

    [Fact]
    public async Task Fetch_PermanentThenTemporaryRedirect_ReportsThePermanentPartOnly()
    {
        await using var server = new LoopbackServer(request => request.Split(' ')[1] switch
        {
            "/feed" => LoopbackServer.Http(301, "", "Location: /moved"),
            "/moved" => LoopbackServer.Http(302, "", "Location: /today"),
            _ => LoopbackServer.Http(200, "<feed/>"),
        });

        var result = await FetchAsync(server);

        Assert.Equal(
            (FetchKind.Document, new Uri(server.Address, "/moved"), new Uri(server.Address, "/today")),
            (result.Kind, result.MovedTo, result.BaseAddress));
    }

    [Fact]
    public async Task Fetch_RedirectLoop_EndsAfterFiveRedirects()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(302, "", "Location: /feed?secret=1"));

        var result = await FetchAsync(server);

        Assert.Equal(
            FetchResult.Failure(PollProblem.Redirects, $"There are more than 5 redirects; the last leads on from {server.Address}."), result);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData(null, "without saying where to")]
    [InlineData("file:///etc/passwd", "'file' is not a scheme")]
    [InlineData("gopher://127.0.0.1/", "'gopher' is not a scheme")]
    public async Task Fetch_RedirectElsewhere_IsRefused(string? location, string detail)
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(302, "", location is null ? "X: y" : $"Location: {location}"));

        var result = await FetchAsync(server);

        Assert.Equal(PollProblem.Redirects, result.Problem);
        Assert.Contains(detail, result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_RedirectIntoThePrivateNetwork_IsRefusedAtTheConnection()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(302, "", "Location: http://inside.example/"));
        using var channel = new HttpFeedChannel(new ChannelOptions(), _time, (host, _) =>
            Task.FromResult<IPAddress[]>([IPAddress.Parse(host == "inside.example" ? "169.254.169.254" : "1.1.1.1")]));

        var direct = await channel.FetchAsync(new FetchRequest(server.Address), Ends);
        var named = await channel.FetchAsync(new FetchRequest(new Uri("http://inside.example/")), Ends);
        var mapped = await channel.FetchAsync(new FetchRequest(new Uri("http://[::ffff:169.254.169.254]/")), Ends);
        var odd = await channel.FetchAsync(new FetchRequest(new Uri("http://0x7f.1/")), Ends);

        Assert.All([direct, named, mapped, odd], result => Assert.Equal(PollProblem.PrivateAddress, result.Problem));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Fetch_CredentialsInTheAddress_AreSentToItsOriginOnlyAndNeverShown()
    {
        await using var other = new LoopbackServer(_ => LoopbackServer.Http(404));
        await using var server = new LoopbackServer(request => request.StartsWith("GET /feed ", StringComparison.Ordinal)
            ? LoopbackServer.Http(302, "", "Location: /next")
            : LoopbackServer.Http(302, "", $"Location: {other.Address}"));
        var address = new UriBuilder(server.Address) { UserName = "me", Password = "p%40ss" }.Uri;

        var result = await FetchAsync(server, new FetchRequest(address));

        var expected = $"\r\nAuthorization: Basic {Convert.ToBase64String("me:p@ss"u8)}\r\n";
        Assert.All(server.Requests, request => Assert.Contains(expected, request, StringComparison.Ordinal));
        Assert.DoesNotContain("Authorization", Assert.Single(other.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain("p@ss", result.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("p%40ss", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ConnectionReset_IsBroken()
    {
        await using var server = new LoopbackServer((_, stream, _) =>
        {
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Socket.Close();
            return Task.CompletedTask;
        });

        Assert.Equal(
            FetchResult.Failure(PollProblem.ConnectionBroken, "'127.0.0.1' closed the connection before the answer was complete."),
            await FetchAsync(server));
    }

    [Fact]
    public async Task Fetch_BodyCutShort_IsBroken()
    {
        await using var server = new LoopbackServer((_, stream, closing) =>
            stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<feed>"u8.ToArray(), closing).AsTask());

        Assert.Equal(
            FetchResult.Failure(PollProblem.ConnectionBroken, "'127.0.0.1' closed the connection before the answer was complete."),
            await FetchAsync(server));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<feed>")]
    [InlineData("HTTP/1.1 20")]
    [InlineData("")]
    public async Task Fetch_Stalls_IsGivenUpInTime(string sent)
    {
        var stalled = new TaskCompletionSource();
        await using var server = new LoopbackServer(async (_, stream, closing) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(sent), closing);
            stalled.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, closing);
        });
        var fetch = FetchAsync(server);
        await stalled.Task;
        _time.Advance(TimeSpan.FromSeconds(8));

        Assert.Equal(
            FetchResult.Failure(PollProblem.TimedOut, "The answer was not complete within 8 seconds."), await fetch);
    }

    [Fact]
    public async Task Fetch_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new LoopbackServer((_, _, _) => cancel.CancelAsync());
        using var channel = Channel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => channel.FetchAsync(new FetchRequest(server.Address), cancel.Token));
    }

    [Theory]
    [InlineData("220 mail.example ESMTP\r\n")]
    [InlineData("HTTP/1.1 two hundred\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task Fetch_NotHttp_IsAProtocolProblem(string answer)
    {
        await using var server = new LoopbackServer(_ => Encoding.ASCII.GetBytes(answer));

        Assert.Equal(PollProblem.Protocol, (await FetchAsync(server)).Problem);
    }

    [Fact]
    public async Task Fetch_EndlessHeaders_IsAProtocolProblem()
    {
        await using var server = new LoopbackServer(_ =>
            LoopbackServer.Http(200, "", [.. Enumerable.Range(0, 2000).Select(i => $"X-{i}: {new string('x', 100)}")]));

        Assert.Equal(PollProblem.Protocol, (await FetchAsync(server)).Problem);
    }

    [Fact]
    public async Task Fetch_NobodyListens_IsNoConnection()
    {
        Uri address;
        await using (var server = new LoopbackServer(_ => []))
        {
            address = server.Address;
        }

        using var channel = Channel();

        Assert.Equal(PollProblem.ConnectionFailed, (await channel.FetchAsync(new FetchRequest(address), Ends)).Problem);
    }

    [Fact]
    public async Task Fetch_UnknownName_SaysSo()
    {
        using var channel = new HttpFeedChannel(
            new ChannelOptions(), _time, (_, _) => throw new SocketException((int)SocketError.HostNotFound));

        Assert.Equal(
            FetchResult.Failure(PollProblem.NameNotFound, "The name 'nowhere.example' cannot be resolved."),
            await channel.FetchAsync(new FetchRequest(new Uri("http://nowhere.example/feed")), Ends));
    }

    [Fact]
    public async Task Fetch_PlainServerAskedForTls_IsATlsProblem()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerInPlainAsync(listener);
        using var channel = Channel();

        var result = await channel.FetchAsync(
            new FetchRequest(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/")), Ends);

        await answering;
        Assert.Equal(PollProblem.Tls, result.Problem);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/feed")]
    [InlineData("file:///etc/passwd")]
    public async Task Fetch_OtherScheme_IsABadAddress(string address)
    {
        using var channel = Channel();

        Assert.Equal(PollProblem.BadAddress, (await channel.FetchAsync(new FetchRequest(new Uri(address)), Ends)).Problem);
    }

    private static async Task AnswerInPlainAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Ends);
        await client.GetStream().WriteAsync("HTTP/1.1 400 Plain text here\r\n\r\n"u8.ToArray(), Ends);
    }

    private HttpFeedChannel Channel() => new(new ChannelOptions { AllowPrivateNetworks = true }, _time, Dns.GetHostAddressesAsync);

    private async Task<FetchResult> FetchAsync(LoopbackServer server, FetchRequest? request = null)
    {
        using var channel = Channel();
        return await channel.FetchAsync(request ?? new FetchRequest(server.Address), Ends);
    }

    private static byte[] Compressed(string coding, byte[] content)
    {
        using var bytes = new MemoryStream();
        using (Stream stream = coding == "br" ? new BrotliStream(bytes, CompressionLevel.Optimal) : new GZipStream(bytes, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return bytes.ToArray();
    }
}
