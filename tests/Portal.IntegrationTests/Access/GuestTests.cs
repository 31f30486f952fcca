using System.Net;
using System.Net.Http.Json;
using Portal.TestKit;

namespace Portal.IntegrationTests.Access;

/// <summary>Reading public feeds without sign-in, where the operator allows it.</summary>
public sealed class GuestTests
{
    [Theory]
    [InlineData("public", true, HttpStatusCode.OK)]
    [InlineData("public", false, HttpStatusCode.Unauthorized)]
    [InlineData("internal", true, HttpStatusCode.NotFound)]
    [InlineData("restricted", true, HttpStatusCode.NotFound)]
    public async Task Feed_ReadWithoutSignIn(string visibility, bool allowed, HttpStatusCode status)
    {
        await using var host = PortalHost.Start(settings: new Dictionary<string, string?> { ["Portal:Security:AnonymousReading"] = allowed ? "true" : "false" });
        using var client = host.Client();
        using var made = await client.PostAsJsonAsync(
            "/api/v1/feeds", new { id = "orders", title = "Orders", owner = "Sales", domain = "Sales", visibility, channel = new { type = "hosted" } });
        made.EnsureSuccessStatusCode();
        using var guest = host.Client(key: null);

        Assert.Equal(status, (await guest.GetAsync("/feeds/orders")).StatusCode);
        Assert.Equal(allowed ? HttpStatusCode.NotFound : HttpStatusCode.Unauthorized, (await guest.GetAsync("/feeds/nothing")).StatusCode);

        // Nothing else opens with it.
        foreach (var (method, address) in new[] { ("POST", "/feeds/orders"), ("POST", "/hub"), ("GET", "/api/v1/feeds"), ("GET", "/api/v1/events"), ("GET", "/hubs/live") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            Assert.Equal(HttpStatusCode.Unauthorized, (await guest.SendAsync(request)).StatusCode);
        }
    }
}
