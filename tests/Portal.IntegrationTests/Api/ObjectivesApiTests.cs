using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.IntegrationTests.Api;

/// <summary>The objectives of feeds over the API.</summary>
public sealed class ObjectivesApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Objective_SetReadAndRemoved()
    {
        var feed = await portal.HostedFeedAsync("objectives");
        using var client = await portal.ClientWithRolesAsync("operator");

        using var set = await client.PutAsJsonAsync($"/api/v1/feeds/{feed}/objectives/cadence", new { within = "PT5M", target = 99.5 });
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);

        var all = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/feeds/{feed}/objectives")).RootElement;
        var one = Assert.Single(all.EnumerateArray());
        Assert.Equal(("cadence", "PT5M", 99.5, "unknown"), (one.GetProperty("kind").GetString(), one.GetProperty("within").GetString(), one.GetProperty("target").GetDouble(), one.GetProperty("state").GetString()));

        using var removed = await client.DeleteAsync($"/api/v1/feeds/{feed}/objectives/cadence");
        using var again = await client.DeleteAsync($"/api/v1/feeds/{feed}/objectives/cadence");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, again.StatusCode));
    }

    [Theory]
    [InlineData("cadence", """{"target":99}""", HttpStatusCode.BadRequest)]
    [InlineData("cadence", """{"within":"PT0S","target":99}""", HttpStatusCode.BadRequest)]
    [InlineData("cadence", """{"within":"PT5M"}""", HttpStatusCode.BadRequest)]
    [InlineData("cadence", """{"within":"soon","target":99}""", HttpStatusCode.BadRequest)]
    [InlineData("availability", """{"target":100}""", HttpStatusCode.BadRequest)]
    [InlineData("beauty", """{"target":99}""", HttpStatusCode.NotFound)]
    public async Task Objective_ThatDoesNotFit_IsRefused(string kind, string body, HttpStatusCode expected)
    {
        var feed = await portal.HostedFeedAsync("bad-objectives");
        using var client = await portal.ClientWithRolesAsync("operator");

        using var answer = await client.PutAsync($"/api/v1/feeds/{feed}/objectives/{kind}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Objective_ByWhoDoesNotLookAfterTheFeed_IsRefused()
    {
        var feed = await portal.HostedFeedAsync("others-objectives");
        using var client = await portal.ClientWithRolesAsync("viewer");

        using var set = await client.PutAsJsonAsync($"/api/v1/feeds/{feed}/objectives/availability", new { target = 99 });

        Assert.Equal(HttpStatusCode.Forbidden, set.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/v1/feeds/{feed}/objectives")).StatusCode);
    }
}
