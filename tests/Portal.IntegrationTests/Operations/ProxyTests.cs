using Portal.IntegrationTests.FeedHost;
using Portal.TestKit;

namespace Portal.IntegrationTests.Operations;

/// <summary>Links behind a proxy: only a configured one is believed.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("127.0.0.1, ::1", true)]
    [InlineData("127.0.0.0/8", true)]
    public async Task Links_FollowTheForwardedAddressOfAKnownProxy(string? proxies, bool believed)
    {
        await using var portal = PortalHost.Start(settings: new Dictionary<string, string?> { ["Portal:Proxies"] = proxies });
        using var client = portal.Client();

        using var answer = await client.GetAsync(
            "/feeds/portal-activity", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "feeds.example.org"), ("X-Forwarded-For", "192.0.2.7"));
        var feed = await answer.XmlAsync();

        Assert.Equal(believed ? "https://feeds.example.org/feeds/portal-activity" : $"{portal.Address}feeds/portal-activity", feed.Link("current"));
    }

    [Fact]
    public void Start_WithAProxyThatIsNone_NamesIt()
    {
        var failure = Assert.ThrowsAny<Exception>(() => PortalHost.Start(settings: new Dictionary<string, string?> { ["Portal:Proxies"] = "my-proxy" }));

        Assert.Contains("'my-proxy'", failure.ToString(), StringComparison.Ordinal);
    }
}
