using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.IntegrationTests.Api;

/// <summary>What changed between versions of a contract, and versions that are refused for what they would break.</summary>
public sealed class ContractDiffTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string First = """{"type":"object","properties":{"id":{"type":"string"},"state":{"enum":["open","closed"]}},"required":["id"]}""";
    private const string Grown = """{"type":"object","properties":{"id":{"type":"string"},"state":{"enum":["open","closed"]},"note":{"type":"string"}},"required":["id"]}""";
    private const string Narrowed = """{"type":"object","properties":{"id":{"type":"string"},"state":{"enum":["open"]}},"required":["id","state"]}""";

    [Fact]
    public async Task Diff_TwoVersions_SaysWhatChangedAndWhomItBreaks()
    {
        var feed = await portal.HostedFeedAsync("diffed");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, "1.0.0", First, "none", HttpStatusCode.Created);
        await PublishAsync(client, feed, "2.0.0", Narrowed, "none", HttpStatusCode.Created);

        var diff = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/contracts/diff?from=1.0.0&to=2.0.0");

        Assert.Equal(
            ["/state valueRemoved True False", "/state becameRequired True False"],
            diff.GetProperty("changes").EnumerateArray().Select(change =>
                $"{change.GetProperty("path")} {change.GetProperty("kind")} {change.GetProperty("breaksProducers")} {change.GetProperty("breaksConsumers")}"));
        Assert.True(diff.GetProperty("breaksProducers").GetBoolean());
        Assert.False(diff.GetProperty("breaksConsumers").GetBoolean());
        Assert.Equal("\"closed\"", diff.GetProperty("changes")[0].GetProperty("from").GetString());
    }

    [Theory]
    [InlineData("from=1.0.0", HttpStatusCode.BadRequest)]
    [InlineData("to=1.0.0", HttpStatusCode.BadRequest)]
    [InlineData("from=1.0.0&to=9.0.0", HttpStatusCode.NotFound)]
    [InlineData("from=x&to=1.0.0", HttpStatusCode.NotFound)]
    public async Task Diff_VersionMissing_AnswersAProblem(string query, HttpStatusCode expected)
    {
        var feed = await portal.HostedFeedAsync("diffed-badly");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, "1.0.0", First, "none", HttpStatusCode.Created);

        using var answer = await client.GetAsync($"/api/v1/feeds/{feed}/contracts/diff?{query}");

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Publish_BreakingWhatItMustKeep_Answers409WithTheChanges()
    {
        var feed = await portal.HostedFeedAsync("kept");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, "1.0.0", First, "backward", HttpStatusCode.Created);

        var problem = await PublishAsync(client, feed, "1.1.0", Narrowed, "backward", HttpStatusCode.Conflict);

        Assert.Equal(["/state", "/state"], problem.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("path").GetString()));
        Assert.Contains("/state", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await PublishAsync(client, feed, "1.1.0", Grown, "full", HttpStatusCode.Created);
        await PublishAsync(client, feed, "1.2.0", Narrowed, "forward", HttpStatusCode.Created);
    }

    [Fact]
    public async Task Publish_OtherEventTypeOrUnknownMode_IsNotHeldAgainstTheOthers()
    {
        var feed = await portal.HostedFeedAsync("several-types");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, "1.0.0", First, "none", HttpStatusCode.Created);

        await PublishAsync(client, feed, "1.1.0", Narrowed, "full", HttpStatusCode.Created, "another.type");
        await PublishAsync(client, feed, "1.2.0", Narrowed, "sideways", HttpStatusCode.BadRequest);
        await PublishAsync(client, feed, "1.2.0", Narrowed, "backwardTransitive", HttpStatusCode.Conflict);
    }

    private static async Task<JsonElement> PublishAsync(
        HttpClient client, string feed, string version, string schema, string compatibility, HttpStatusCode expected, string? eventType = null)
    {
        using var answer = await client.PostAsJsonAsync(
            $"/api/v1/feeds/{feed}/contracts", new { version, eventType, language = "json-schema", schema, compatibility });
        Assert.Equal(expected, answer.StatusCode);
        return await answer.JsonAsync();
    }
}
