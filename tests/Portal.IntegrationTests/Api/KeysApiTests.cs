using System.Net;
using System.Net.Http.Json;

namespace Portal.IntegrationTests.Api;

public sealed class KeysApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Revoke_EndsAKeyAtOnce()
    {
        using var oper = portal.Host.Client();
        using var issued = await oper.PostAsJsonAsync("/api/v1/keys", new { name = "short-lived", roles = new[] { "viewer" } });
        var key = await issued.JsonAsync();
        using var client = portal.Host.Client(key.GetProperty("key").GetString());
        using var before = await client.GetAsync("/api/v1/feeds");

        using var revoked = await oper.DeleteAsync($"/api/v1/keys/{key.GetProperty("id").GetString()}");
        using var after = await client.GetAsync("/api/v1/feeds");

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (before.StatusCode, revoked.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task List_NeverShowsASecret()
    {
        using var oper = portal.Host.Client();
        using var issued = await oper.PostAsJsonAsync("/api/v1/keys", new { name = "hidden", roles = new[] { "viewer" } });
        var secret = (await issued.JsonAsync()).GetProperty("key").GetString()!;

        var list = await oper.GetStringAsync("/api/v1/keys?limit=500");

        Assert.Contains("hidden", list, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", list, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Issue_ByADeveloper_Answers403()
    {
        using var developer = await portal.ClientWithRolesAsync("developer");
        using var answer = await developer.PostAsJsonAsync("/api/v1/keys", new { name = "mine", roles = new[] { "operator" } });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
