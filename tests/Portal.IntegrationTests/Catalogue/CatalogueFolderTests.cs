using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.TestKit;
using Portal.Web.Api;

namespace Portal.IntegrationTests.Catalogue;

public sealed class CatalogueFolderTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Schema = """{ "type": "object", "required": ["number"], "properties": { "number": { "type": "string" } } }""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_DescribedFeeds_MakesThemOnceAndFindsNothingToDoAgain()
    {
        var (a, b) = (PortalFixture.NewId("in"), PortalFixture.NewId("in"));
        var files = Files(
            (a, $"derivedFrom: [{b}]\nstate: deprecated\ndeprecation:\n  successor: {b}\n  retiresOn: 2027-01-31\n  reason: Two are enough."),
            (b, "subdomain: Part\nclassification: personal-data\nconsumers: [Billing, { name: Audit, team: Legal }]\ncontracts:\n  - version: 1.0.0\n    schema: order.json\n    samples: [ok.json]"));
        files[$"{b}/order.json"] = Schema;
        files[$"{b}/ok.json"] = """{ "number": "1" }""";

        var dry = await ImportAsync(files, dryRun: true);
        Assert.Equal(["create", "create", "publish", "change"], Steps(dry).Select(s => s.Kind));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/api/v1/feeds/{a}"));

        var first = await ImportAsync(files);
        var again = await ImportAsync(files);

        Assert.True(first.GetProperty("applied").GetBoolean(), first.ToString());
        Assert.Equal(0, again.GetProperty("changes").GetInt32());
        using var client = portal.Host.Client();
        var feed = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{a}", Stop);
        Assert.Equal(("deprecated", b), (feed.GetProperty("state").GetString(), feed.GetProperty("deprecation").GetProperty("successor").GetString()));
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{b}/contracts", Stop)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Import_ChangedDescription_ChangesOnlyThat()
    {
        var id = PortalFixture.NewId("in");
        await ImportAsync(Files((id, "tags: [a]")));

        var changed = await ImportAsync(Files((id, "tags: [a, b]\nsummary: New")));

        Assert.Equal([("change", "summary, tags")], Steps(changed).Select(s => (s.Kind, s.Detail)));
    }

    [Fact]
    public async Task Import_FolderWithMistakes_TellsAllWithTheirLinesAndChangesNothing()
    {
        var (good, bad) = (PortalFixture.NewId("in"), PortalFixture.NewId("in"));
        var files = Files((good, ""), (bad, "clasification: public\neventTypes: [OrderPlaced]\nlinks:\n  - title: Docs\n    href: javascript:x\ncontracts:\n  - version: 1.0.0\n    schema: missing.json\n  - version: 1.1.0\n    schema: bad.json\n  - version: 1.2.0\n    schema: good.json\n    samples: [wrong.json]"));
        files[$"{bad}/bad.json"] = "{\n  \"type\": 12\n}";
        files[$"{bad}/good.json"] = Schema;
        files[$"{bad}/wrong.json"] = "{ }";

        var first = await ImportAsync(files);
        var problems = Problems(first);

        Assert.Contains(problems, p => p.StartsWith($"{bad}/feed.yaml:5: 'clasification' is not known here", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith($"{bad}/feed.yaml:12: There is no file 'missing.json'", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/api/v1/feeds/{good}"));

        files[$"{bad}/feed.yaml"] = files[$"{bad}/feed.yaml"].Replace("clasification: public\n", "", StringComparison.Ordinal).Replace("missing.json", "good.json", StringComparison.Ordinal);
        problems = Problems(await ImportAsync(files));

        Assert.Contains(problems, p => p.StartsWith($"{bad}/feed.yaml:5: eventTypes[0].name: 'OrderPlaced' is not of the form", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith($"{bad}/feed.yaml:8: links[0].href:", StringComparison.Ordinal));

        files[$"{bad}/feed.yaml"] = files[$"{bad}/feed.yaml"].Replace("OrderPlaced", "sales.order.placed", StringComparison.Ordinal).Replace("javascript:x", "https://example.org", StringComparison.Ordinal);
        problems = Problems(await ImportAsync(files));

        Assert.Contains(problems, p => p.StartsWith($"{bad}/bad.json:2: ", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith($"{bad}/wrong.json:1: This sample breaks contract 1.2.0", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/api/v1/feeds/{good}"));
    }

    [Theory]
    [InlineData("id: [", ":2: ")]
    [InlineData("- a\n- b", ":1: This must be one document")]
    [InlineData("title: x", ":1: 'id' is missing.")]
    [InlineData("a: &x [*x]\nid: b", ":1: ")]
    public async Task Import_YamlThatCannotBeRead_IsToldWithItsPlace(string yaml, string told) =>
        Assert.Contains(Problems(await ImportAsync(new() { ["x/feed.yaml"] = yaml })), p => p.StartsWith("x/feed.yaml" + told, StringComparison.Ordinal));

    [Fact]
    public async Task Import_OfOtherTextForAPublishedVersion_IsRefusedAtItsLine()
    {
        var id = PortalFixture.NewId("in");
        var files = Files((id, "contracts:\n  - version: 1.0.0\n    schema: s.json"));
        files[$"{id}/s.json"] = Schema;
        await ImportAsync(files);
        files[$"{id}/s.json"] = """{ "type": "string" }""";

        Assert.StartsWith($"{id}/feed.yaml:6: Contract 1.0.0 of '{id}' is published and says something else", Assert.Single(Problems(await ImportAsync(files))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FileOutsideTheFolder_IsNotRead()
    {
        var id = PortalFixture.NewId("in");

        Assert.Contains("There is no file '../../../etc/passwd'", Assert.Single(Problems(await ImportAsync(Files((id, "documentationFile: ../../../etc/passwd"))))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ByADeveloper_Answers403()
    {
        using var client = await portal.ClientWithRolesAsync("developer");
        using var answer = await PostAsync(client, CatalogueFolderApi.ToZip(Files((PortalFixture.NewId("in"), ""))), false);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Import_OfWhatIsNoArchive_Answers422()
    {
        using var client = portal.Host.Client();
        using var answer = await PostAsync(client, "not a zip"u8.ToArray(), false);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task Export_ImportedAgain_FindsNothingToDo()
    {
        var id = PortalFixture.NewId("out");
        var files = Files((id, "summary: |\n  Two\n  lines\ntags: [\"null\", \"yes\", \"1.0\"]\nchannel:\n  type: http\n  url: https://example.org/feed\n  pollInterval: PT45S\ncontacts: [{ name: A, address: a@example.org }]\ncontracts:\n  - version: 1.0.0\n    eventType: sales.order.placed\n    schema: s.xsd\n    rules: [{ id: r, expression: string-length(/order) > 0, message: 'Say \"one\": two' }]"));
        files[$"{id}/s.xsd"] = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='order' type='xs:string'/></xs:schema>";
        var imported = await ImportAsync(files);
        Assert.True(imported.GetProperty("applied").GetBoolean(), imported.ToString());

        using var client = portal.Host.Client();
        var zip = await client.GetByteArrayAsync("/api/v1/catalogue/export", Stop);
        using var answer = await PostAsync(client, zip, dryRun: true);
        var report = await answer.JsonAsync();

        Assert.Equal(0, report.GetProperty("changes").GetInt32());
        Assert.Contains(Steps(report), s => s.Feed == id);
    }

    /// <summary>The 45 real contracts, with their payloads as samples: imported, opened, searched and compared.</summary>
    [Fact]
    public async Task Import_OfTheRealContracts_IsACatalogueThatCanBeReadAndSearched()
    {
        var corpus = Corpora.Find("cloudfeeds-schemas");
        Assert.SkipWhen(corpus is null, Corpora.Absent("cloudfeeds-schemas"));
        var files = new Dictionary<string, string>(CorpusFolder.Of(corpus));

        var first = await ImportAsync(files);
        var again = await ImportAsync(files);

        Assert.True(first.GetProperty("applied").GetBoolean(), first.ToString());
        Assert.Equal(45, Steps(first).Count(s => s.Kind == "publish"));
        Assert.Equal(0, again.GetProperty("changes").GetInt32());
        using var client = portal.Host.Client();
        foreach (var id in files.Keys.Where(path => path.EndsWith("/feed.yaml", StringComparison.Ordinal)).Select(path => path.Split('/')[0]))
        {
            foreach (var tab in new[] { "", "?tab=entries", "?tab=contract", "?tab=publish", "?tab=metrics", "?tab=subscribers", "?tab=settings", "/edit" })
            {
                using var page = await client.GetAsync($"/catalogue/{id}{tab}", Stop);
                Assert.True(page.StatusCode == HttpStatusCode.OK, $"{id}{tab}: {page.StatusCode}");
            }
        }

        await Found(client, "bandwidthOut", "Field");
        await Found(client, "dbaas", "Feed");
        Assert.Equal(
            [
                ("/product/@resourceType", "valueAdded", "PERCONA, MARIADB, REDIS, MONGODB, MEMCACHED, CASSANDRA, POSTGRESSQL"),
                ("/product/@storage", "becameOptional", "optional"),
                ("/product/@dbVersion", "propertyAdded", "required string"),
            ],
            await ChangesAsync(client, "dbaas", "1.0.0", "2.0.0"));
        Assert.Equal([("/product/@isHAInstance", "propertyAdded", "optional xs:boolean")], await ChangesAsync(client, "dbaas", "2.0.0", "3.0.0"));
    }

    private static async Task<IReadOnlyList<(string Path, string Kind, string? To)>> ChangesAsync(HttpClient client, string feed, string from, string to)
    {
        var diff = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/contracts/diff?from={from}&to={to}", Stop);
        return [.. diff.GetProperty("changes").EnumerateArray().Select(c => (c.GetProperty("path").GetString()!, c.GetProperty("kind").GetString()!, c.GetProperty("to").GetString()))];
    }

    // The fields of contracts are read in the background.
    private static async Task Found(HttpClient client, string text, string kind)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var hits = await client.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={text}", patience.Token);
            if (hits.GetProperty("items").EnumerateArray().Any(hit => hit.GetProperty("kind").GetString() == kind))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
        }
    }

    private static Dictionary<string, string> Files(params (string Id, string More)[] feeds) => feeds.ToDictionary(
        feed => $"{feed.Id}/feed.yaml", feed => $"id: {feed.Id}\ntitle: {feed.Id}\nowner: Tests\ndomain: Tests\n{feed.More}");

    private async Task<JsonElement> ImportAsync(Dictionary<string, string> files, bool dryRun = false)
    {
        using var client = portal.Host.Client();
        using var answer = await PostAsync(client, CatalogueFolderApi.ToZip(files), dryRun);
        return await answer.JsonAsync();
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] zip, bool dryRun)
    {
        using var body = new ByteArrayContent(zip) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        return await client.PostAsync($"/api/v1/catalogue/imports?dryRun={(dryRun ? "true" : "false")}", body, Stop);
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var client = portal.Host.Client();
        using var answer = await client.GetAsync(path, Stop);
        return answer.StatusCode;
    }

    private static IReadOnlyList<(string Kind, string? Feed, string Detail)> Steps(JsonElement report) =>
        [.. report.GetProperty("steps").EnumerateArray().Select(s => (s.GetProperty("kind").GetString()!, s.GetProperty("feed").GetString(), s.GetProperty("detail").GetString()!))];

    private static IReadOnlyList<string> Problems(JsonElement report) => [.. report.GetProperty("problems").EnumerateArray()
        .Select(p => $"{p.GetProperty("file").GetString()}{(p.GetProperty("line").ValueKind == JsonValueKind.Null ? "" : $":{p.GetProperty("line")}")}: {p.GetProperty("message").GetString()}")];
}
