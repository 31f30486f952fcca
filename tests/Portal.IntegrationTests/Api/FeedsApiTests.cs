using System.Net;
using System.Net.Http.Json;

namespace Portal.IntegrationTests.Api;

public sealed class FeedsApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Feeds_WithoutAKey_Answer401()
    {
        using var client = portal.Host.Client(key: null);
        using var answer = await client.GetAsync("/api/v1/feeds");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Feeds_WithAWrongKey_Answer401()
    {
        using var client = portal.Host.Client("no-such-key");
        using var answer = await client.GetAsync("/api/v1/feeds");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Register_ThenGet_GivesWhatWasRegistered()
    {
        var id = await portal.HostedFeedAsync("orders", new { summary = "All orders", tags = new[] { "a", "b" }, allowClientIds = false });
        using var client = portal.Host.Client();

        var feed = await client.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/v1/feeds/{id}");

        Assert.Equal("All orders", feed.GetProperty("summary").GetString());
        Assert.Equal("hosted", feed.GetProperty("channel").GetProperty("type").GetString());
        Assert.False(feed.GetProperty("channel").GetProperty("allowClientIds").GetBoolean());
        Assert.Equal("active", feed.GetProperty("state").GetString());
        Assert.Equal(0, feed.GetProperty("entries").GetInt32());
    }

    [Fact]
    public async Task Register_TakenId_Answers409AsProblem()
    {
        var id = await portal.HostedFeedAsync("taken");
        using var client = portal.Host.Client();
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/feeds", new { id, title = "t", owner = "o", domain = "d", channel = new { type = "hosted" } });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(id, (await answer.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "id": "x", "title": "t", "owner": "o", "domain": "d" }""", "channel")]
    [InlineData("""{ "id": "x", "title": "t", "owner": "o", "domain": "d", "channel": { "type": "carrier pigeon" } }""", "channel.type")]
    [InlineData("""{ "id": "x", "title": "t", "owner": "o", "domain": "d", "channel": { "type": "http", "url": "https://example.org", "pollInterval": "soon" } }""", "channel.pollInterval")]
    [InlineData("""{ "id": "UPPER", "title": "t", "owner": "o", "domain": "d", "channel": { "type": "hosted" } }""", "id")]
    public async Task Register_FieldThatDoesNotFit_Answers400AtTheField(string body, string field)
    {
        using var client = portal.Host.Client();
        using var answer = await client.PostAsync("/api/v1/feeds", new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.JsonAsync()).GetProperty("errors").TryGetProperty(field, out _), await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("{ \"id\": ")]
    [InlineData("[]")]
    [InlineData("{ \"tags\": 3 }")]
    public async Task Register_JsonThatCannotBeRead_Answers400WithThePlace(string body)
    {
        using var client = portal.Host.Client();
        using var answer = await client.PostAsync("/api/v1/feeds", new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("line 1", (await answer.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_ByAPublisher_Answers403()
    {
        using var client = await portal.ClientWithRolesAsync("publisher");
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/feeds", new { id = "mine", title = "t", owner = "o", domain = "d", channel = new { type = "hosted" } });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task RestrictedFeed_ForAViewer_IsNotThere()
    {
        var id = await portal.HostedFeedAsync("secret", new { visibility = "restricted" });
        using var client = await portal.ClientWithRolesAsync("viewer");

        foreach (var path in new[] { $"/api/v1/feeds/{id}", $"/api/v1/feeds/{id}/entries", $"/api/v1/feeds/{id}/contracts", $"/feeds/{id}", $"/api/v1/events?feeds={id}", $"/api/v1/metrics/throughput?feed={id}", $"/api/v1/metrics/throughput/types?feed={id}" })
        {
            using var answer = await client.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
        }

        Assert.DoesNotContain(id, await client.GetStringAsync("/api/v1/feeds?limit=500"), StringComparison.Ordinal);
        Assert.DoesNotContain(id, await client.GetStringAsync("/feeds"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retire_StopsPublishingAndKeepsTheHistory()
    {
        var id = await portal.HostedFeedAsync("old");
        using var client = portal.Host.Client();
        using var retired = await client.DeleteAsync($"/api/v1/feeds/{id}");
        using var found = await client.GetAsync($"/feeds/{id}");

        Assert.Equal(HttpStatusCode.NoContent, retired.StatusCode);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        Assert.Equal("retired", (await client.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/v1/feeds/{id}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task List_ByCursor_GivesEachFeedOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            await portal.HostedFeedAsync("paged", new { tags = new[] { "paged" } });
        }

        using var client = portal.Host.Client();
        List<string> ids = [];
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var page = await client.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/v1/feeds?tag=paged&limit=2&cursor={cursor}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(5, ids.Distinct().Count());
        Assert.Equal(5, ids.Count);
    }

    [Theory]
    [InlineData("/api/v1/feeds?limit=0")]
    [InlineData("/api/v1/feeds?limit=501")]
    [InlineData("/api/v1/feeds?limit=many")]
    [InlineData("/api/v1/events?after=-1")]
    [InlineData("/api/v1/metrics/throughput?resolution=fortnight")]
    [InlineData("/api/v1/metrics/throughput/types?feed=orders&from=2026-01-01T00:00:00Z&to=2026-01-31T00:00:00Z")]
    [InlineData("/api/v1/metrics/throughput?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")]
    public async Task Query_ThatDoesNotFit_Answers400(string path)
    {
        using var client = portal.Host.Client();
        using var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
