using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Portal.IntegrationTests.Monitoring;

public sealed class KpisApiTests(PortalFixture portal, ITestOutputHelper output) : IClassFixture<PortalFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Create_OverRecordedEntries_MeasuresThemAndThoseThatCome()
    {
        var feed = await portal.HostedFeedAsync("kpi");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, """{"total":10.5,"country":"NL"}""", """{"total":2,"country":"DE"}""");

        using var made = await client.PostAsJsonAsync("/api/v1/kpis", Body("Turnover", feed));
        var kpi = await made.JsonAsync();
        var id = kpi.GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal($"/api/v1/kpis/{id}", made.Headers.Location!.OriginalString);
        await UntilAsync(client, id, 12.5);

        await PublishAsync(client, feed, """{"amount":1}""", """{"total":0.5,"country":"NL"}""");
        var current = await UntilAsync(client, id, 13);

        Assert.Equal("good", current.GetProperty("judgement").GetString());
        var values = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/kpis/{id}/values?groups=5")).RootElement;
        Assert.Equal(
            ["NL 11", "DE 2"], values.GetProperty("groups").EnumerateArray().Select(g => $"{g.GetProperty("values")[0]} {g.GetProperty("value")}"));
        var only = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/kpis/{id}/values?only=country=DE&resolution=PT1H")).RootElement;
        Assert.Equal((2.0, "PT1H"), (only.GetProperty("value").GetDouble(), only.GetProperty("resolution").GetString()));
        var problems = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/kpis/{id}")).RootElement.GetProperty("measuring").GetProperty("problems");
        Assert.Equal((4, 1), (problems.GetProperty("measured").GetInt32(), problems.GetProperty("missing").GetInt32()));
    }

    [Fact]
    public async Task Change_OfWhatIsMeasured_IsWorkedOutAnew()
    {
        var feed = await portal.HostedFeedAsync("kpi");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, """{"total":10}""", """{"total":2}""");
        using var made = await client.PostAsJsonAsync("/api/v1/kpis", Body("Sum first", feed));
        var id = (await made.JsonAsync()).GetProperty("id").GetString()!;
        await UntilAsync(client, id, 12);

        using var changed = await client.PutAsJsonAsync($"/api/v1/kpis/{id}", Body("Then the largest", feed, "maximum"));
        var versions = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/kpis/{id}/versions")).RootElement;

        Assert.Equal((HttpStatusCode.OK, 2), (changed.StatusCode, versions.GetProperty("items").GetArrayLength()));
        await UntilAsync(client, id, 10);
    }

    [Theory]
    [InlineData("""{"title":"","definition":null}""", "title", "definition")]
    [InlineData("""{"title":"A","definition":{"feeds":[],"measure":{"kind":"sum"}}}""", "definition.feeds", "definition.measure")]
    [InlineData("""{"title":"A","definition":{"feeds":["no-such-feed"],"measure":{"kind":"count"}}}""", "definition.feeds")]
    [InlineData("""{"title":"A","definition":{"feeds":["portal-activity"],"measure":{"kind":"count"},"window":{"kind":"sliding","length":"PT0S"}}}""", "definition.window")]
    [InlineData("""{"title":"A","definition":{"feeds":["portal-activity"],"measure":{"kind":"sum","field":{"kind":"payload","path":"total"}}}}""", "definition.measure")]
    public async Task Create_WithBadInput_Answers400NamingTheFields(string body, params string[] fields)
    {
        using var client = portal.Host.Client();

        using var answer = await client.PostAsync("/api/v1/kpis", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(fields, (await answer.JsonAsync()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Kpi_OverAFeedThatOneMayNotSee_IsNotThere()
    {
        var feed = await portal.HostedFeedAsync("secret", new { visibility = "restricted" });
        using var oper = portal.Host.Client();
        using var made = await oper.PostAsJsonAsync("/api/v1/kpis", Body("Secret", feed));
        var id = (await made.JsonAsync()).GetProperty("id").GetString()!;
        using var viewer = await portal.ClientWithRolesAsync("viewer");

        using var found = await viewer.GetAsync($"/api/v1/kpis/{id}");
        using var values = await viewer.GetAsync($"/api/v1/kpis/{id}/values");
        using var own = await viewer.PostAsJsonAsync("/api/v1/kpis", Body("Mine", feed));

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (found.StatusCode, values.StatusCode, own.StatusCode));
        Assert.DoesNotContain(id, await viewer.GetStringAsync("/api/v1/kpis?limit=500"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kpi_ByAPrivateField_IsForThoseWhoManageTheFeed()
    {
        var feed = await portal.HostedFeedAsync("private");
        using var oper = portal.Host.Client();
        using var contract = await oper.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts", new
        {
            version = "1.0.0",
            language = "json-schema",
            schema = """{"type":"object","properties":{"country":{"type":"string","x-portal-private":true},"total":{"type":"number"}}}""",
            enforcement = "flag",
        });
        Assert.True(contract.IsSuccessStatusCode, await contract.Content.ReadAsStringAsync());
        using var viewer = await portal.ClientWithRolesAsync("viewer");

        using var refused = await viewer.PostAsJsonAsync("/api/v1/kpis", Body("Theirs", feed));
        using var made = await oper.PostAsJsonAsync("/api/v1/kpis", Body("By country", feed));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Created), (refused.StatusCode, made.StatusCode));
        Assert.Contains("'/country' is private", (await refused.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_AndRemove_BySomebodyElse_Answer403()
    {
        var feed = await portal.HostedFeedAsync("kpi");
        using var oper = portal.Host.Client();
        using var made = await oper.PostAsJsonAsync("/api/v1/kpis", Body("Theirs", feed));
        var id = (await made.JsonAsync()).GetProperty("id").GetString()!;
        using var viewer = await portal.ClientWithRolesAsync("viewer");

        using var changed = await viewer.PutAsJsonAsync($"/api/v1/kpis/{id}", Body("Mine", feed));
        using var removed = await viewer.DeleteAsync($"/api/v1/kpis/{id}");
        using var byOperator = await oper.DeleteAsync($"/api/v1/kpis/{id}");

        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.NoContent), (changed.StatusCode, removed.StatusCode, byOperator.StatusCode));
    }

    [Theory]
    [InlineData("resolution=second", "resolution")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from")]
    [InlineData("from=2020-01-01T00:00:00Z&resolution=PT1M", "from")]
    [InlineData("only=town=Delft", "only")]
    [InlineData("groups=1000", "groups")]
    public async Task Values_WithBadQuery_Answers400NamingIt(string query, string field)
    {
        var feed = await portal.HostedFeedAsync("kpi");
        using var client = portal.Host.Client();
        using var made = await client.PostAsJsonAsync("/api/v1/kpis", Body("Asked badly", feed));
        var id = (await made.JsonAsync()).GetProperty("id").GetString()!;

        using var answer = await client.GetAsync($"/api/v1/kpis/{id}/values?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, (await answer.JsonAsync()).GetProperty("errors").EnumerateObject().First().Name));
    }

    [Fact]
    public async Task Projections_ByAViewer_Answers403()
    {
        using var viewer = await portal.ClientWithRolesAsync("viewer");
        using var list = await viewer.GetAsync("/api/v1/projections");

        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
    }

    [Fact]
    public async Task Hub_AnEntryCameIn_TellsTheFigureWithinASecond()
    {
        var feed = await portal.HostedFeedAsync("kpi");
        using var client = portal.Host.Client();
        await PublishAsync(client, feed, """{"total":10}""");
        using var made = await client.PostAsJsonAsync("/api/v1/kpis", Body("Told live", feed));
        var id = (await made.JsonAsync()).GetProperty("id").GetString()!;
        await UntilAsync(client, id, 10);
        using var stop = new CancellationTokenSource(Patience);
        await using var connection = new HubConnectionBuilder().WithUrl(
            new Uri(portal.Host.Address, "/hubs/live"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(Portal.TestKit.PortalHost.BootstrapKey)).Build();
        await connection.StartAsync(stop.Token);
        await using var told = connection.StreamAsync<JsonElement>("SubscribeKpis", new[] { id }, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await told.MoveNextAsync());

        var posted = TimeProvider.System.GetTimestamp();
        await PublishAsync(client, feed, """{"total":5}""");
        while (told.Current[0].GetProperty("value").GetDouble() < 15)
        {
            Assert.True(await told.MoveNextAsync());
        }

        output.WriteLine($"Told after {TimeProvider.System.GetElapsedTime(posted).TotalMilliseconds:0} ms");
    }

    private static object Body(string title, string feed, string kind = "sum") => new
    {
        title,
        unit = "EUR",
        decimals = 2,
        goal = new { value = 10, bad = 5 },
        definition = new
        {
            feeds = new[] { feed },
            measure = new { kind, field = new { kind = "payload", path = "/total" } },
            dimensions = new[] { new { kind = "payload", path = "/country" } },
            window = new { kind = "sliding", length = "PT1H" },
        },
    };

    private static async Task PublishAsync(HttpClient client, string feed, params string[] payloads)
    {
        foreach (var payload in payloads)
        {
            var entry = $"""<entry xmlns="http://www.w3.org/2005/Atom"><title>t</title><content type="application/json">{payload}</content></entry>""";
            using var answer = await client.PostAsync($"/feeds/{feed}", new StringContent(entry, System.Text.Encoding.UTF8, "application/atom+xml"));
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task<JsonElement> UntilAsync(HttpClient client, string id, double value)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var current = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/kpis/current?id={id}", limit.Token)).RootElement.GetProperty("items")[0];
            if (current.GetProperty("value") is { ValueKind: JsonValueKind.Number } number && Math.Abs(number.GetDouble() - value) < 1e-9)
            {
                return current;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }
}
