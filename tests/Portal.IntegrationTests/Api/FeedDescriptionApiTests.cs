using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Parties;
using Portal.Events;

namespace Portal.IntegrationTests.Api;

public sealed class FeedDescriptionApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Register_WithADescription_GivesItBack()
    {
        var id = await portal.HostedFeedAsync("told", new
        {
            subdomain = "Orders",
            documentation = "# Read me",
            classification = "personalData",
            contacts = new[] { new { name = "Sales", address = "sales@example.org" } },
            eventTypes = new[] { new { name = "sales.order.placed", summary = "Paid" } },
            links = new[] { new { title = "Docs", href = "https://example.org/" } },
            producers = new[] { new { name = "Shop", team = "Web" } },
            consumers = new[] { new { name = "Billing" } },
            state = "proposed",
        });
        using var client = portal.Host.Client();

        var feed = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{id}", Stop);

        Assert.Equal("Orders", feed.GetProperty("subdomain").GetString());
        Assert.Equal("# Read me", feed.GetProperty("documentation").GetString());
        Assert.Equal("personalData", feed.GetProperty("classification").GetString());
        Assert.Equal("sales@example.org", feed.GetProperty("contacts")[0].GetProperty("address").GetString());
        Assert.Equal("sales.order.placed", feed.GetProperty("eventTypes")[0].GetProperty("name").GetString());
        Assert.Equal("Billing", feed.GetProperty("consumers")[0].GetProperty("name").GetString());
        Assert.Equal("proposed", feed.GetProperty("state").GetString());
        Assert.Equal(1, feed.GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task Patch_OnAnOldRevision_Answers409AndOverwritesNothing()
    {
        var id = await portal.HostedFeedAsync("shared");
        using var client = portal.Host.Client();
        using var first = await client.PatchAsJsonAsync($"/api/v1/feeds/{id}", new { title = "First", revision = 1 }, Stop);
        using var second = await client.PatchAsJsonAsync($"/api/v1/feeds/{id}", new { title = "Second", revision = 1 }, Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        Assert.Equal("First", (await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{id}", Stop)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task ProposedFeed_TakesNoEntriesUntilItIsActive()
    {
        var id = await portal.HostedFeedAsync("planned", new { state = "proposed" });
        using var client = portal.Host.Client();

        using var early = await PublishAsync(client, id);
        using var activated = await client.PatchAsJsonAsync($"/api/v1/feeds/{id}", new { state = "active" }, Stop);
        using var then = await PublishAsync(client, id);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, HttpStatusCode.OK, HttpStatusCode.Created), (early.StatusCode, activated.StatusCode, then.StatusCode));
    }

    [Fact]
    public async Task DeprecatedFeed_SaysSoToThoseWhoReadItAndStillTakesEntries()
    {
        var successor = await portal.HostedFeedAsync("next");
        var id = await portal.HostedFeedAsync("old");
        using var client = portal.Host.Client();
        using var before = await client.GetAsync($"/feeds/{id}", Stop);
        using var changed = await client.PatchAsJsonAsync(
            $"/api/v1/feeds/{id}", new { state = "deprecated", deprecation = new { successor, retiresOn = "2027-01-31", reason = "Two are enough." } }, Stop);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/feeds/{id}");
        request.Headers.TryAddWithoutValidation("If-None-Match", before.Headers.ETag!.ToString());
        using var read = await client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.StartsWith("@", read.Headers.GetValues("Deprecation").Single(), StringComparison.Ordinal);
        Assert.Equal("Sun, 31 Jan 2027 00:00:00 GMT", read.Headers.GetValues("Sunset").Single());
        Assert.Contains($"/feeds/{successor}>; rel=\"successor-version\"", read.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Contains("successor-version", await read.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var published = await PublishAsync(client, id);
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
    }

    [Fact]
    public async Task Successor_ThatTheReaderMayNotSee_IsNotTold()
    {
        var successor = await portal.HostedFeedAsync("hidden-next", new { visibility = "restricted" });
        var id = await portal.HostedFeedAsync("old");
        using var client = portal.Host.Client();
        using var changed = await client.PatchAsJsonAsync($"/api/v1/feeds/{id}", new { state = "deprecated", deprecation = new { successor } }, Stop);
        using var viewer = await portal.ClientWithRolesAsync("viewer");

        using var read = await viewer.GetAsync($"/feeds/{id}", Stop);

        Assert.True(read.Headers.Contains("Deprecation"));
        Assert.DoesNotContain(successor, read.Headers.GetValues("Link").Single() + await read.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.DoesNotContain(successor, await viewer.GetStringAsync($"/api/v1/feeds/{id}", Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retired", "proposed")]
    [InlineData("active", "proposed")]
    public async Task Patch_StateThatCannotFollow_Answers400AtTheState(string from, string to)
    {
        var id = await portal.HostedFeedAsync("states");
        using var client = portal.Host.Client();
        using var first = await client.PatchAsJsonAsync($"/api/v1/feeds/{id}", new { state = from }, Stop);
        using var second = await client.PatchAsJsonAsync($"/api/v1/feeds/{id}", new { state = to }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.True((await second.JsonAsync()).GetProperty("errors").TryGetProperty("state", out _));
    }

    [Fact]
    public async Task Domains_MovedByAnOperator_TakeTheirFeedsAlong()
    {
        var (domain, to) = (PortalFixture.NewId("Domain"), PortalFixture.NewId("Domain"));
        var id = await portal.HostedFeedAsync("placed", new { domain, subdomain = "Part" });
        using var client = portal.Host.Client();

        using var described = await client.PutAsJsonAsync("/api/v1/domains", new { domain = to, summary = "All of it" }, Stop);
        using var moved = await client.PostAsJsonAsync("/api/v1/domains/moves", new { from = new { domain, subdomain = "Part" }, to = new { domain = to, subdomain = "Other" } }, Stop);

        Assert.Equal(1, (await moved.JsonAsync()).GetProperty("feeds").GetInt32());
        var feed = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{id}", Stop);
        Assert.Equal((to, "Other"), (feed.GetProperty("domain").GetString(), feed.GetProperty("subdomain").GetString()));
        var node = (await client.GetFromJsonAsync<JsonElement>("/api/v1/domains", Stop)).EnumerateArray().Single(n => n.GetProperty("name").GetString() == to);
        Assert.Equal(("All of it", 1, "Other"), (node.GetProperty("summary").GetString(), node.GetProperty("feeds").GetInt32(), node.GetProperty("parts")[0].GetProperty("name").GetString()));
        using var refused = await client.DeleteAsync($"/api/v1/domains?domain={to}", Stop);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Theory]
    [InlineData("PUT", "/api/v1/domains", "{\"domain\":\"X\"}")]
    [InlineData("POST", "/api/v1/domains/moves", "{\"from\":{\"domain\":\"Tests\"},\"to\":{\"domain\":\"Mine\"}}")]
    [InlineData("DELETE", "/api/v1/domains?domain=Tests", null)]
    public async Task Domains_ChangedByADeveloper_Answer403(string method, string path, string? body)
    {
        using var client = await portal.ClientWithRolesAsync("developer");
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, null, "application/json") };
        using var answer = await client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Parties_AreSeenFromTheUseOfKeys()
    {
        var id = await portal.HostedFeedAsync("used");
        using var reader = await portal.ClientWithRolesAsync("viewer");
        using var client = portal.Host.Client();
        using var published = await PublishAsync(client, id);
        using var read = await reader.GetAsync($"/feeds/{id}", Stop);
        using var missing = await reader.GetAsync($"/feeds/{id}/entries/none", Stop);
        await portal.Host.Services.GetRequiredService<Portal.Web.Catalogue.FeedUses>().WriteAsync(Stop);

        var parties = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{id}/parties", Stop);
        var seen = Assert.Single(parties.GetProperty("observedConsumers").EnumerateArray().ToList());
        Assert.Equal("key", seen.GetProperty("kind").GetString());
        Assert.Single(parties.GetProperty("observedProducers").EnumerateArray().ToList());
        var use = Assert.Single(await portal.Host.Services.GetRequiredService<IFeedUseStore>().OfFeedAsync(FeedId.Parse(id), Stop), u => u.Kind == UseKind.Read);
        Assert.Equal(1, use.Count);

        var forOthers = await reader.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{id}/parties", Stop);
        Assert.Equal((JsonValueKind.Null, 1), (forOthers.GetProperty("observedConsumers").ValueKind, forOthers.GetProperty("observedCount").GetInt32()));
    }

    private static async Task<HttpResponseMessage> PublishAsync(HttpClient client, string id)
    {
        using var body = new StringContent("<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title><content>x</content></entry>", null, "application/atom+xml");
        return await client.PostAsync($"/feeds/{id}", body, Stop);
    }
}
