using Microsoft.Extensions.Options;
using Portal.Ingestion.Channels;
using Portal.Ingestion.WebSub;
using Portal.TestKit;

namespace Portal.UnitTests.Ingestion.WebSub;

public sealed class HubClientTests
{
    private static readonly Uri Callback = new("http://portal.example/websub/t1");

    [Theory]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Ask_Redirects_AreFollowedWithTheSameRequest(int status)
    {
        await using var server = new LoopbackServer(request => request.StartsWith("POST /feed ", StringComparison.Ordinal)
            ? LoopbackServer.Http(status, "", "Location: /real-hub")
            : LoopbackServer.Http(202));

        Assert.Null(await AskAsync(server.Address));
        Assert.Contains("POST /real-hub HTTP/1.1", server.Requests[^1], StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/x-www-form-urlencoded", server.Requests[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301, "Location: /other", "The hub answered 301.")]
    [InlineData(303, "Location: /other", "The hub answered 303.")]
    [InlineData(307, "X: y", "The hub redirects (307) without saying where to.")]
    [InlineData(307, "Location: file:///etc/passwd", "The hub redirects (307) without saying where to.")]
    [InlineData(400, "Content-Type: text/html", "The hub answered 400.")]
    [InlineData(400, "Content-Type: text/plain", "The hub answered 400: I do  not like it.")]
    public async Task Ask_OtherAnswers_AreRefusals(int status, string header, string problem)
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(status, "I do\r\nnot like it.", header));

        Assert.Equal(new HubRefusal(problem), await AskAsync(server.Address));
    }

    [Fact]
    public async Task Ask_RedirectsForEver_Ends()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(307, "", "Location: /feed"));

        Assert.Equal(new HubRefusal("The hub redirects more than 5 times."), await AskAsync(server.Address));
        Assert.Equal(HubClient.MaxRedirects + 1, server.Requests.Count);
    }

    [Fact]
    public async Task Ask_RetryAfter_IsHandedOn()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(429, "", "Retry-After: 120"));

        Assert.Equal(new HubRefusal("The hub answered 429.", TimeSpan.FromMinutes(2)), await AskAsync(server.Address));
    }

    [Fact]
    public async Task Ask_Credentials_GoToTheSourcesOriginOnly()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(202));
        var source = new UriBuilder(server.Address) { UserName = "ann", Password = "word" }.Uri;
        await AskAsync(server.Address, source);
        await AskAsync(server.Address, new Uri("http://ann:word@elsewhere.example/"));

        Assert.Contains("Authorization: Basic YW5uOndvcmQ=", server.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_PrivateAddress_IsRefusedUnlessAllowed()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Http(202));

        var refusal = await AskAsync(server.Address, allowPrivate: false);

        Assert.Equal("The hub cannot be reached. '127.0.0.1' is not at a public address, and private networks are not allowed.", refusal?.Problem);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Ask_BrokenConnection_IsARefusal()
    {
        await using var server = new LoopbackServer(_ => []);

        Assert.StartsWith("The hub cannot be reached.", (await AskAsync(server.Address))?.Problem, StringComparison.Ordinal);
    }

    private static async Task<HubRefusal?> AskAsync(Uri hub, Uri? source = null, bool allowPrivate = true)
    {
        using var client = new HubClient(Options.Create(new ChannelOptions { AllowPrivateNetworks = allowPrivate }), TimeProvider.System);
        return await client.AskAsync(
            new HubRequest(hub, "http://a.example/feed", Callback, "s3cret", source), TestContext.Current.CancellationToken);
    }
}
