using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.IntegrationTests.Hub;

namespace Portal.IntegrationTests.Api;

/// <summary>What a version or a draft would mean: previews, checks of recorded entries, samples; and who may ask for what.</summary>
public sealed class ContractChecksApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string First = """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}""";
    private const string Narrowed = """{"type":"object","properties":{"id":{"type":"string"},"total":{"type":"number"}},"required":["id","total"]}""";

    [Fact]
    public async Task Check_OfADraft_NamesTheRecordedEntriesThatWouldFail()
    {
        var feed = await portal.HostedFeedAsync("checked");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, First);
        await PostEntryAsync(client, feed, """{"id":"1"}""");
        await PostEntryAsync(client, feed, """{"id":"2","total":3}""");
        using var begun = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/drafts", new { version = "2.0.0", language = "json-schema", schema = Narrowed });

        using var asked = await client.PostAsJsonAsync(begun.Headers.Location + "/checks", new { days = 1 });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var check = await DoneAsync(client, asked.Headers.Location!);

        var findings = check.GetProperty("findings");
        Assert.Equal((2, 1, 1), (findings.GetProperty("judged").GetInt32(), findings.GetProperty("failing").GetInt32(), findings.GetProperty("newlyFailing").GetInt32()));
        Assert.Equal(1, check.GetProperty("revision").GetInt32());
        Assert.Equal("valid", findings.GetProperty("entries")[0].GetProperty("before").GetString());
        var entries = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/entries?after=0");
        Assert.All(entries.GetProperty("items").EnumerateArray(), e => Assert.Equal("valid", e.GetProperty("conformance").GetString()));
    }

    [Fact]
    public async Task Check_OfAVersion_IsKeptAndBounded()
    {
        var feed = await portal.HostedFeedAsync("rechecked");
        using var client = portal.Host.Client();
        await PostEntryAsync(client, feed, "{}");
        await PublishAsync(client, feed, First);

        using var tooFar = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/checks", new { days = 1000 });
        using var asked = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/checks", new { days = 1 });
        var check = await DoneAsync(client, asked.Headers.Location!);
        using var ended = await client.DeleteAsync(asked.Headers.Location);

        Assert.Equal(HttpStatusCode.BadRequest, tooFar.StatusCode);
        Assert.Equal(1, check.GetProperty("findings").GetProperty("failing").GetInt32());
        Assert.Equal("done", (await ended.JsonAsync()).GetProperty("state").GetString());
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/contracts/checks")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Preview_ABreakingDraft_SaysWhatItShouldBeAndStoresNothing()
    {
        var feed = await portal.HostedFeedAsync("previewed");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, First);

        using var answer = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/preview", new { version = "1.1.0", language = "json-schema", schema = Narrowed });
        var preview = await answer.JsonAsync();

        Assert.Equal(
            ("major", "2.0.0", "1.0.0", true),
            (preview.GetProperty("bump").GetString(), preview.GetProperty("suggested").GetString(), preview.GetProperty("comparedWith").GetString(), preview.GetProperty("usable").GetBoolean()));
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/contracts")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("xsd", "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n  <xs:import namespace=\"urn:x\" schemaLocation=\"http://example.org/x.xsd\"/>\n<xs:element name=\"a\" type=\"x:t\" xmlns:x=\"urn:x\"/></xs:schema>")]
    [InlineData("json-schema", "{\n  \"$ref\": \"http://example.org/x.json\"}")]
    [InlineData("json-schema", "{\n  \"type\": 5 }")]
    [InlineData("xsd", "<a>\n")]
    public async Task Publish_ASchemaThatCannotBeUsed_Answers422WithItsLine(string language, string schema)
    {
        var feed = await portal.HostedFeedAsync("unusable");
        using var client = portal.Host.Client();

        using var answer = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts", new { version = "1.0.0", language, schema });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.True((await answer.JsonAsync()).GetProperty("line").GetInt32() >= 1);
    }

    [Fact]
    public async Task Publish_ASchemaOf5Megabytes_IsRefusedAtTheSchema()
    {
        var feed = await portal.HostedFeedAsync("huge");
        using var client = portal.Host.Client();
        var schema = "{\"description\":\"" + new string('x', 5_000_000) + "\"}";

        using var published = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts", new { version = "1.0.0", language = "json-schema", schema });
        using var drafted = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/drafts", new { version = "1.0.0", language = "json-schema", schema });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (published.StatusCode, drafted.StatusCode));
        Assert.True((await drafted.JsonAsync()).GetProperty("errors").TryGetProperty("schema", out _));
    }

    [Fact]
    public async Task Sample_Chosen_HasToMeetTheVersion()
    {
        var feed = await portal.HostedFeedAsync("sampled");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, First);

        using var wrong = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/samples", new { title = "XML", payload = "<order/>" });
        using var kept = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/samples", new { title = "An order", payload = """{"id":"1"}""" });
        using var again = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/samples", new { title = "an ORDER", payload = """{"id":"1"}""" });
        var id = (await kept.JsonAsync()).GetProperty("id").GetString();
        using var gone = await client.DeleteAsync($"/api/v1/feeds/{feed}/contracts/samples/{id}");

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.NoContent],
            [wrong.StatusCode, kept.StatusCode, again.StatusCode, gone.StatusCode]);
        Assert.True((await wrong.JsonAsync()).GetProperty("errors").TryGetProperty("payload", out _));
    }

    public static TheoryData<string, string, object?> Commands => new()
    {
        { "POST", "contracts", new { version = "3.0.0", language = "json-schema", schema = "true" } },
        { "POST", "contracts/preview", new { version = "3.0.0", language = "json-schema", schema = "true" } },
        { "PUT", "contracts/1.0.0/state", new { state = "deprecated" } },
        { "PUT", "contracts/compatibility", new { mode = "full" } },
        { "GET", "contracts/drafts", null },
        { "POST", "contracts/drafts", new { version = "3.0.0" } },
        { "GET", "contracts/drafts/DRAFT", null },
        { "PUT", "contracts/drafts/DRAFT", new { version = "3.0.0" } },
        { "DELETE", "contracts/drafts/DRAFT", null },
        { "POST", "contracts/drafts/DRAFT/publication", null },
        { "POST", "contracts/1.0.0/samples", new { title = "t", payload = "{}" } },
        { "DELETE", "contracts/samples/00000000-0000-0000-0000-000000000000", null },
        { "POST", "contracts/1.0.0/checks", new { days = 1 } },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_ByOneWhoOnlyReads_Answers403AndToStrangers401(string method, string path, object? body)
    {
        var feed = await portal.HostedFeedAsync("guarded");
        using var oper = portal.Host.Client();
        await PublishAsync(oper, feed, First);
        using var begun = await oper.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/drafts", new { version = "2.0.0" });
        var address = $"/api/v1/feeds/{feed}/{path.Replace("DRAFT", (await begun.JsonAsync()).GetProperty("id").GetString(), StringComparison.Ordinal)}";
        using var viewer = await portal.ClientWithRolesAsync("viewer");
        using var stranger = portal.Host.Client(null);

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(viewer, method, address, body));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(stranger, method, address, body));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string method, string address, object? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<JsonElement> DoneAsync(HttpClient client, Uri address)
    {
        var check = default(JsonElement);
        await Eventually.IsTrueAsync(
            async () =>
            {
                check = await client.GetFromJsonAsync<JsonElement>(address);
                return check.GetProperty("state").GetString() == "done";
            },
            "the check is done");
        return check;
    }

    private static async Task PublishAsync(HttpClient client, string feed, string schema)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts", new { version = "1.0.0", language = "json-schema", schema });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task PostEntryAsync(HttpClient client, string feed, string payload)
    {
        using var answer = await client.PostAsync(
            $"/feeds/{feed}",
            new StringContent($"""<entry xmlns="http://www.w3.org/2005/Atom"><title>t</title><content type="application/json">{payload}</content></entry>""", null, "application/atom+xml"));
        answer.EnsureSuccessStatusCode();
    }
}
