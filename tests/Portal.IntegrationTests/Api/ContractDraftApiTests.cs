using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.IntegrationTests.Api;

/// <summary>Drafts, states and compatibility of contracts over HTTP.</summary>
public sealed class ContractDraftApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Schema = """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}""";

    [Fact]
    public async Task Draft_TwoEditors_TheSecondIsToldAndThenPublishes()
    {
        var feed = await portal.HostedFeedAsync("drafted");
        using var client = portal.Host.Client();
        using var begun = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/drafts", new { version = "1.0.0", language = "json-schema", schema = "{" });
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        Assert.Equal("\"1\"", begun.Headers.ETag?.Tag);
        var at = begun.Headers.Location!.ToString();

        using var unnamed = await client.PutAsJsonAsync(at, new { version = "1.0.0" });
        var first = await PutAsync(client, at, "\"1\"", Schema);
        var second = await PutAsync(client, at, "\"1\"", "false");
        var early = await SendAsync(client, HttpMethod.Post, at + "/publication", "\"1\"");
        var kept = await client.GetFromJsonAsync<JsonElement>(at);
        var published = await SendAsync(client, HttpMethod.Post, at + "/publication", "\"2\"");
        using var gone = await client.GetAsync(at);

        Assert.Equal(
            [
                HttpStatusCode.PreconditionRequired, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed,
                HttpStatusCode.PreconditionFailed, HttpStatusCode.Created, HttpStatusCode.NotFound,
            ],
            [unnamed.StatusCode, first, second, early, published, gone.StatusCode]);
        Assert.Equal((2, Schema), (kept.GetProperty("revision").GetInt32(), kept.GetProperty("schema").GetString()));
        Assert.Equal("published", (await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/contracts/1.0.0")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Draft_ThatDoesNotCompile_IsNotPublishedAndStays()
    {
        var feed = await portal.HostedFeedAsync("drafted-badly");
        using var client = portal.Host.Client();
        using var begun = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/drafts", new { version = "1.0.0", language = "json-schema", schema = "{" });
        var at = begun.Headers.Location!.ToString();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(client, HttpMethod.Post, at + "/publication", "\"1\""));
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/contracts/drafts")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(client, HttpMethod.Delete, at, "\"1\""));
    }

    [Fact]
    public async Task State_DeprecatedJudgesAndRetiredDoesNot()
    {
        var feed = await portal.HostedFeedAsync("aging");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, "1.0.0", HttpStatusCode.Created);

        Assert.Equal(HttpStatusCode.Conflict, await StateAsync(client, feed, "retired"));
        Assert.Equal(HttpStatusCode.OK, await StateAsync(client, feed, "deprecated"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostEntryAsync(client, feed));
        using var verdict = await client.PostAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/validations", new StringContent("{}", null, "application/json"));
        Assert.Equal("deprecated", (await verdict.JsonAsync()).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, await StateAsync(client, feed, "retired"));
        Assert.Equal(HttpStatusCode.Created, await PostEntryAsync(client, feed));
        Assert.Equal(HttpStatusCode.BadRequest, await StateAsync(client, feed, "asleep"));
    }

    [Fact]
    public async Task Compatibility_OfTheFeed_IsHeldWhateverThePublicationAsks()
    {
        var feed = await portal.HostedFeedAsync("kept-whole");
        using var client = portal.Host.Client();
        using var unknown = await client.PutAsJsonAsync($"/api/v1/feeds/{feed}/contracts/compatibility", new { mode = "sideways" });
        using var set = await client.PutAsJsonAsync($"/api/v1/feeds/{feed}/contracts/compatibility", new { mode = "backwardTransitive" });
        await PublishAsync(client, feed, "1.0.0", HttpStatusCode.Created);

        var problem = await PublishAsync(client, feed, "1.1.0", HttpStatusCode.Conflict, """{"required":["id","more"]}""", "none");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (unknown.StatusCode, set.StatusCode));
        Assert.Equal(
            "backwardTransitive",
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/contracts/compatibility")).GetProperty("mode").GetString());
        Assert.NotEqual(0, problem.GetProperty("changes").GetArrayLength());
    }

    [Fact]
    public async Task Version_ThatExistsOrGoesBackward_Answers409AtTheVersion()
    {
        var feed = await portal.HostedFeedAsync("ordered");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, "2.0.0", HttpStatusCode.Created);

        var taken = await PublishAsync(client, feed, "2.0.0", HttpStatusCode.Conflict);
        var backward = await PublishAsync(client, feed, "1.0.0", HttpStatusCode.Conflict);

        Assert.True(taken.GetProperty("errors").TryGetProperty("version", out _));
        Assert.Contains("goes backward", backward.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await PublishAsync(client, feed, "1.0.0", HttpStatusCode.Created, compatibility: "none");
    }

    private static async Task<JsonElement> PublishAsync(
        HttpClient client, string feed, string version, HttpStatusCode expected, string schema = Schema, string? compatibility = null)
    {
        using var answer = await client.PostAsJsonAsync(
            $"/api/v1/feeds/{feed}/contracts", new { version, language = "json-schema", schema, compatibility });
        Assert.Equal(expected, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private static async Task<HttpStatusCode> StateAsync(HttpClient client, string feed, string state)
    {
        using var answer = await client.PutAsJsonAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/state", new { state });
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> PostEntryAsync(HttpClient client, string feed)
    {
        using var answer = await client.PostAsync(
            $"/feeds/{feed}",
            new StringContent("""<entry xmlns="http://www.w3.org/2005/Atom"><title>t</title><content type="application/json">{}</content></entry>""", null, "application/atom+xml"));
        return answer.StatusCode;
    }

    private static Task<HttpStatusCode> PutAsync(HttpClient client, string at, string tag, string schema) =>
        SendAsync(client, HttpMethod.Put, at, tag, JsonContent.Create(new { version = "1.0.0", language = "json-schema", schema }));

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, HttpMethod method, string at, string tag, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, at) { Content = content };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
