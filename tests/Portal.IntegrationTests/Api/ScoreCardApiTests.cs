using System.Net;
using System.Net.Http.Json;
using Portal.IntegrationTests.Hub;
using Portal.TestKit;

namespace Portal.IntegrationTests.Api;

public sealed class ScoreCardApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Card_SharedByALink_IsShownWithoutAnAccountUntilRevoked()
    {
        await using var source = Source();
        using var client = portal.Host.Client();
        var feed = await FollowAsync(client, source.Address);
        var card = await client.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/v1/feeds/{feed}/subscription/score-card");
        Assert.Equal((7, 7), (card.GetProperty("polls").GetInt32(), card.GetProperty("items").GetArrayLength()));

        using var issued = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/subscription/score-card/shares", new { days = 7 });
        Assert.Equal(HttpStatusCode.Created, issued.StatusCode);
        var link = await issued.JsonAsync();
        using var anonymous = portal.Host.Client(key: null);
        var path = new Uri(link.GetProperty("url").GetString()!).AbsolutePath;
        using var shown = await anonymous.GetAsync(path);
        var html = await shown.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Equal(("noindex, nofollow", "no-store, no-cache"), (shown.Headers.GetValues("X-Robots-Tag").Single(), shown.Headers.CacheControl?.ToString()));
        Assert.Contains("Availability", html);
        Assert.Contains("noindex", html);
        Assert.DoesNotContain("secret=1", html);
        Assert.DoesNotContain("catalogue/", html);

        using var revoked = await client.DeleteAsync($"/api/v1/feeds/{feed}/subscription/score-card/shares/{link.GetProperty("id").GetString()}");
        using var after = await anonymous.GetAsync(path);
        using var guessed = await anonymous.GetAsync("/shared/score-cards/guessed");
        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (revoked.StatusCode, after.StatusCode, guessed.StatusCode));
    }

    [Fact]
    public async Task Share_IsForOperatorsAndTheOwningTeam_AndBounded()
    {
        await using var source = Source();
        using var client = portal.Host.Client();
        using var viewer = await portal.ClientWithRolesAsync("viewer");
        var feed = await FollowAsync(client, source.Address);
        var hosted = await portal.HostedFeedAsync("hosted");

        using var denied = await viewer.PostAsJsonAsync($"/api/v1/feeds/{feed}/subscription/score-card/shares", new { });
        using var list = await viewer.GetAsync($"/api/v1/feeds/{feed}/subscription/score-card/shares");
        using var tooLong = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/subscription/score-card/shares", new { days = 91 });
        using var none = await client.GetAsync($"/api/v1/feeds/{hosted}/subscription/score-card");

        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.NotFound),
            (denied.StatusCode, list.StatusCode, tooLong.StatusCode, none.StatusCode));
    }

    private static LoopbackServer Source() => new(_ => LoopbackServer.Http(
        200, "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:x</id><title>X</title><updated>2026-03-01T12:00:00Z</updated></feed>", "Content-Type: application/atom+xml", "ETag: \"a\""));

    private static async Task<string> FollowAsync(HttpClient client, Uri source)
    {
        var id = PortalFixture.NewId("scored");
        using var made = await client.PostAsJsonAsync("/api/v1/feeds", new
        {
            id,
            title = "Scored",
            owner = "Tests",
            domain = "Tests",
            channel = new { type = "http", url = $"{source.AbsoluteUri}?secret=1", pollInterval = "P1D" },
        });
        made.EnsureSuccessStatusCode();

        // The first poll comes by itself.
        await Eventually.IsTrueAsync(
            async () => (await client.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/v1/feeds/{id}/subscription")).GetProperty("lastPoll").ValueKind == System.Text.Json.JsonValueKind.String,
            "the first poll is made");
        for (var poll = 0; poll < 6; poll++)
        {
            using var polled = await client.PostAsync($"/api/v1/feeds/{id}/subscription/poll", null);
            polled.EnsureSuccessStatusCode();
        }

        return id;
    }
}
