using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.IntegrationTests.Api;

/// <summary>What is made of contracts and of payloads, over HTTP: code, samples, proposals, drift.</summary>
public sealed class ContractToolsApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Schema = """{"type":"object","properties":{"id":{"type":"string","maxLength":8},"channel":{"enum":["web","shop"]}},"required":["id"]}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("csharp", "public sealed record", ".cs")]
    [InlineData("typescript", "export interface", ".ts")]
    public async Task Code_OfAVersion_IsAFileInThatLanguage(string language, string part, string end)
    {
        using var client = portal.Host.Client();
        var feed = await PublishedAsync(client);

        using var answer = await client.GetAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/code?language={language}&namespace=Sales.Orders", Stop);
        var code = await answer.Content.ReadAsStringAsync(Stop);

        Assert.Equal(("text/plain", $"{feed}-1.0.0{end}"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.Contains(part, code, StringComparison.Ordinal);
        Assert.Equal(language == "csharp", code.Contains("namespace Sales.Orders;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1.0.0/code?language=cobol", HttpStatusCode.BadRequest)]
    [InlineData("9.9.9/code", HttpStatusCode.NotFound)]
    [InlineData("9.9.9/generated-samples", HttpStatusCode.NotFound)]
    [InlineData("9.9.9/drift", HttpStatusCode.NotFound)]
    public async Task Tools_OfWhatIsNotThere_SaySo(string path, HttpStatusCode status)
    {
        using var client = portal.Host.Client();
        var feed = await PublishedAsync(client);

        using var answer = await client.GetAsync($"/api/v1/feeds/{feed}/contracts/{path}", Stop);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task GeneratedSamples_AreJudgedAsTheySay()
    {
        using var client = portal.Host.Client();
        var feed = await PublishedAsync(client);

        var made = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/contracts/1.0.0/generated-samples", Stop);
        var bad = made.GetProperty("invalid").EnumerateArray().ToList();

        Assert.Equal([], await ViolationsAsync(client, feed, made.GetProperty("valid").GetString()!));
        Assert.Contains("maxLength", bad.Select(sample => sample.GetProperty("rule").GetString()));
        foreach (var sample in bad)
        {
            Assert.Equal([sample.GetProperty("rule").GetString()!], await ViolationsAsync(client, feed, sample.GetProperty("text").GetString()!));
        }
    }

    [Fact]
    public async Task Proposal_FromSamples_IsAContractThatCanBePublished()
    {
        using var client = portal.Host.Client();
        var feed = await portal.HostedFeedAsync("proposed");

        using var answer = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/proposals", new { samples = """{"id":"a","total":1} {"id":"b","total":2.5}""" }, Stop);
        var proposal = await answer.JsonAsync();
        using var published = await client.PostAsJsonAsync(
            $"/api/v1/feeds/{feed}/contracts",
            new { version = "1.0.0", language = proposal.GetProperty("language").GetString(), schema = proposal.GetProperty("schema").GetString() },
            Stop);

        Assert.Equal(2, proposal.GetProperty("payloads").GetInt64());
        Assert.Contains("/total", proposal.GetProperty("evidence").EnumerateArray().Select(field => field.GetProperty("valuePath").GetString()));
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
    }

    [Theory]
    [InlineData("{\n  nothing }", "Line 2")]
    [InlineData("<a>\n</b>", "Line 2")]
    [InlineData(" ", "at least one")]
    public async Task Proposal_FromWhatCannotBeRead_SaysWhere(string samples, string told)
    {
        using var client = portal.Host.Client();
        var feed = await portal.HostedFeedAsync("proposed");

        using var answer = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/proposals", new { samples }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(told, (await answer.JsonAsync()).GetProperty("errors").GetProperty("samples")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_AfterEntriesWithMore_IsFoundAndTheNextVersionDeclaresIt()
    {
        using var client = portal.Host.Client();
        var feed = await PublishedAsync(client);
        for (var i = 0; i < 3; i++)
        {
            using var posted = await client.PostAsync(
                $"/feeds/{feed}",
                new StringContent($$"""<entry xmlns="http://www.w3.org/2005/Atom"><title>t</title><content type="application/json">{"id":"{{i}}","carrier":"DHL"}</content></entry>""", null, "application/atom+xml"),
                Stop);
            Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        }

        var drift = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/contracts/1.0.0/drift", Stop);
        var fromEntries = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/proposals", new { }, Stop);

        Assert.Equal(3, drift.GetProperty("read").GetInt64());
        Assert.Equal(
            [("undeclared", "/carrier"), ("neverSeen", "/channel")],
            drift.GetProperty("findings").EnumerateArray().Select(f => (f.GetProperty("kind").GetString()!, f.GetProperty("valuePath").GetString()!)));
        Assert.Contains("carrier", drift.GetProperty("proposal").GetProperty("schema").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, (await fromEntries.JsonAsync()).GetProperty("payloads").GetInt64());
    }

    [Theory]
    [InlineData("json-schema", "true", "{}", "application/json")]
    [InlineData("xsd", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='xs:string'/></xs:schema>", "<a/>", "application/xml")]
    public async Task TwoByteOrderMarks_InASchemaOrAPayload_AreRefused(string language, string schema, string payload, string mediaType)
    {
        using var client = portal.Host.Client();
        var feed = await portal.HostedFeedAsync("marked");
        const string Twice = "\uFEFF\uFEFF";

        using var refused = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts", new { version = "1.0.0", language, schema = Twice + schema }, Stop);
        using var published = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts", new { version = "1.0.0", language, schema }, Stop);
        using var judged = await client.PostAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/validations", new StringContent(Twice + payload, null, mediaType), Stop);
        using var posted = await client.PostAsync(
            $"/feeds/{feed}", new StringContent(Twice + """<entry xmlns="http://www.w3.org/2005/Atom"><title>t</title></entry>""", null, "application/atom+xml"), Stop);

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created, false, HttpStatusCode.UnprocessableEntity),
            (refused.StatusCode, published.StatusCode, (await judged.JsonAsync()).GetProperty("valid").GetBoolean(), posted.StatusCode));
    }

    private async Task<string> PublishedAsync(HttpClient client)
    {
        var feed = await portal.HostedFeedAsync("made-of");
        using var answer = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts", new { version = "1.0.0", language = "json-schema", schema = Schema }, Stop);
        answer.EnsureSuccessStatusCode();
        return feed;
    }

    private static async Task<IReadOnlyList<string>> ViolationsAsync(HttpClient client, string feed, string payload)
    {
        using var answer = await client.PostAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/validations", new StringContent(payload, null, "application/json"), Stop);
        return [.. (await answer.JsonAsync()).GetProperty("violations").EnumerateArray().Select(v => v.GetProperty("rule").GetString()!)];
    }
}
