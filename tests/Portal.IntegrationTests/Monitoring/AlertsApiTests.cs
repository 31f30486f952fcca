using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.TestKit;

namespace Portal.IntegrationTests.Monitoring;

public sealed class AlertsApiTests(PortalFixture portal, ITestOutputHelper output) : IClassFixture<PortalFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Rule_FromPostedEntryToAcknowledged_IsOneIncidentToldBySignedWebhook()
    {
        var feed = await portal.HostedFeedAsync("alert");
        using var client = portal.Host.Client();
        await using var receiver = new LoopbackServer(_ => LoopbackServer.Http(200));
        var channel = await MadeAsync(client, "/api/v1/alert-channels", new { name = PortalFixture.NewId("hook"), kind = "webhook", target = receiver.Address, secret = "a-long-secret" });
        var rule = await MadeAsync(client, "/api/v1/alert-rules", Duplicates("Twice the same", feed));
        await LooksAsync(client, rule);

        await PublishAsync(client, feed, """{"number":"A"}""");
        await PublishAsync(client, feed, """{"number":"A"}""");
        var posted = TimeProvider.System.GetTimestamp();
        var incident = await IncidentAsync(client, "Twice the same");
        output.WriteLine($"Fired {TimeProvider.System.GetElapsedTime(posted).TotalMilliseconds:0} ms after the entry was stored");
        await PublishAsync(client, feed, """{"number":"A"}""");
        await UntilAsync(async () => (await IncidentAsync(client, "Twice the same")).GetProperty("count").GetInt32() == 2);
        await UntilAsync(() => Task.FromResult(receiver.Requests.Count > 0));

        using var acknowledged = await client.PostAsJsonAsync($"/api/v1/incidents/{incident.GetProperty("id")}/acknowledge", new { comment = "mine" });
        using var again = await client.PostAsJsonAsync($"/api/v1/incidents/{incident.GetProperty("id")}/acknowledge", new { });
        using var resolved = await client.PostAsJsonAsync($"/api/v1/incidents/{incident.GetProperty("id")}/resolve", new { });
        var done = await resolved.JsonAsync();
        await UntilAsync(() => Task.FromResult(receiver.Requests.Count == 3));

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK), (acknowledged.StatusCode, again.StatusCode, resolved.StatusCode));
        Assert.Equal(
            ["opened", "acknowledged", "resolved"], done.GetProperty("history").EnumerateArray().Select(step => step.GetProperty("what").GetString()));
        Assert.All(receiver.Requests, request => Assert.Contains("X-Portal-Signature: t=", request, StringComparison.OrdinalIgnoreCase));
        await client.DeleteAsync($"/api/v1/alert-channels/{channel}");
    }

    [Fact]
    public async Task Rule_BackTested_SaysWhenItWouldHaveFiredAndKeepsNothing()
    {
        var feed = await portal.HostedFeedAsync("alert");
        using var client = portal.Host.Client();
        foreach (var number in (string[])["A", "B", "A", "A"])
        {
            await PublishAsync(client, feed, $$"""{"number":"{{number}}"}""");
        }

        using var tested = await client.PostAsJsonAsync("/api/v1/alert-rules/back-test", Duplicates("Only tried", feed));
        var result = await tested.JsonAsync();

        Assert.Equal(
            (HttpStatusCode.OK, 4, 1, 2), (tested.StatusCode, result.GetProperty("entries").GetInt32(), result.GetProperty("incidents").GetInt32(), result.GetProperty("alarms").GetInt32()));
        Assert.Equal(feed, result.GetProperty("fired")[0].GetProperty("feed").GetString());
        Assert.DoesNotContain("Only tried", await client.GetStringAsync("/api/v1/alert-rules?limit=500"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_OnAKpiThatGoes_SaysThatItDoesNotLook()
    {
        var feed = await portal.HostedFeedAsync("alert");
        using var client = portal.Host.Client();
        var kpi = await MadeAsync(client, "/api/v1/kpis", new { title = "To go", definition = new { feeds = new[] { feed }, measure = new { kind = "count" } } });
        var rule = await MadeAsync(client, "/api/v1/alert-rules", new { title = "On what goes", definition = new { kind = "threshold", kpi, limit = 5 } });

        await client.DeleteAsync($"/api/v1/kpis/{kpi}");
        var left = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/alert-rules/{rule}")).RootElement;

        Assert.Equal($"There is no KPI '{kpi}'.", left.GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Maintenance_OfAFeed_OpensNoIncident()
    {
        var (quiet, loud) = (await portal.HostedFeedAsync("alert"), await portal.HostedFeedAsync("alert"));
        using var client = portal.Host.Client();
        var window = await MadeAsync(
            client, "/api/v1/maintenance", new { title = "New release", to = TimeProvider.System.GetUtcNow().AddHours(1), feeds = new[] { quiet } });
        await LooksAsync(client, await MadeAsync(client, "/api/v1/alert-rules", Duplicates("Quiet one", quiet)));
        await LooksAsync(client, await MadeAsync(client, "/api/v1/alert-rules", Duplicates("Loud one", loud)));

        foreach (var feed in (string[])[quiet, loud])
        {
            await PublishAsync(client, feed, """{"number":"A"}""");
            await PublishAsync(client, feed, """{"number":"A"}""");
        }

        await IncidentAsync(client, "Loud one");
        Assert.DoesNotContain("Quiet one", await client.GetStringAsync("/api/v1/incidents?limit=500"), StringComparison.Ordinal);
        using var off = await client.DeleteAsync($"/api/v1/maintenance/{window}");
        Assert.Equal(HttpStatusCode.NoContent, off.StatusCode);
    }

    [Fact]
    public async Task Channel_Tested_SaysWhatTheReceiverAnswered()
    {
        using var client = portal.Host.Client();
        await using var good = new LoopbackServer(_ => LoopbackServer.Http(204));
        await using var bad = new LoopbackServer(_ => LoopbackServer.Http(503));
        var works = await MadeAsync(client, "/api/v1/alert-channels", new { name = "works", kind = "webhook", target = good.Address, atLeast = "critical" });
        var fails = await MadeAsync(client, "/api/v1/alert-channels", new { name = "fails", kind = "webhook", target = bad.Address, atLeast = "critical" });
        var mail = await MadeAsync(client, "/api/v1/alert-channels", new { name = "mail", kind = "email", target = "ops@example.org", atLeast = "critical" });
        var told = await MadeAsync(client, "/api/v1/alert-channels", new { name = "feed", kind = "feed", atLeast = "critical" });

        async Task<string?> TryAsync(string id)
        {
            using var answer = await client.PostAsync($"/api/v1/alert-channels/{id}/test", null);
            var outcome = await answer.JsonAsync();
            return outcome.GetProperty("delivered").GetBoolean() ? "delivered" : outcome.GetProperty("problem").GetString();
        }

        Assert.Equal(
            ["delivered", "The receiver answered 503.", "No mail server is set: Portal:Mail:Host.", "delivered"],
            [await TryAsync(works), await TryAsync(fails), await TryAsync(mail), await TryAsync(told)]);
        Assert.Contains("[Info] Test: test", await client.GetStringAsync("/feeds/portal-alerts"), StringComparison.Ordinal);
        using var viewer = await portal.ClientWithRolesAsync("viewer");
        using var hidden = await viewer.GetAsync("/feeds/portal-alerts");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        foreach (var id in (string[])[works, fails, mail, told])
        {
            await client.DeleteAsync($"/api/v1/alert-channels/{id}");
        }
    }

    [Theory]
    [InlineData("""{"name":"a","kind":"webhook","target":"not an address"}""", "target")]
    [InlineData("""{"name":"a","kind":"webhook","target":"ftp://example.org/"}""", "target")]
    [InlineData("""{"name":"a","kind":"email","target":"nobody"}""", "target")]
    [InlineData("""{"name":"","kind":"feed"}""", "name")]
    [InlineData("""{"name":"a","kind":"webhook","target":"http://127.0.0.1/","secret":"short"}""", "secret")]
    public async Task Channel_WithBadInput_Answers400NamingTheField(string body, string field)
    {
        using var client = portal.Host.Client();

        using var answer = await client.PostAsync("/api/v1/alert-channels", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, (await answer.JsonAsync()).GetProperty("errors").EnumerateObject().First().Name));
    }

    [Theory]
    [InlineData("""{"title":"A","definition":{"kind":"threshold","limit":1}}""", "definition.kpi")]
    [InlineData("""{"title":"A","definition":{"kind":"silence","feeds":["portal-activity"]}}""", "definition.within")]
    [InlineData("""{"title":"A","definition":{"kind":"silence","feeds":["no-such-feed"],"within":"PT5M"}}""", "definition.feeds")]
    [InlineData("""{"title":"A","definition":{"kind":"sequence","within":"PT5M","steps":[]}}""", "definition.steps")]
    [InlineData("""{"title":"A","runbook":"javascript:alert(1)","definition":{"kind":"silence","feeds":["portal-activity"],"within":"PT5M"}}""", "runbook")]
    [InlineData("""{"title":"A","definition":{"kind":"silence","feeds":["portal-activity"],"within":"PT5M","hours":{"days":["monday"],"from":"09:00:00","to":"17:00:00","timeZone":"Mars","holidays":[]}}}""", "definition.hours")]
    public async Task Rule_WithBadInput_Answers400NamingTheField(string body, string field)
    {
        using var client = portal.Host.Client();

        using var answer = await client.PostAsync("/api/v1/alert-rules", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (await answer.JsonAsync()).GetProperty("errors").EnumerateObject().First().Name);
    }

    [Fact]
    public async Task Incident_AboutAFeedThatOneMayNotSee_IsNotThere()
    {
        var feed = await portal.HostedFeedAsync("secret", new { visibility = "restricted" });
        using var client = portal.Host.Client();
        await LooksAsync(client, await MadeAsync(client, "/api/v1/alert-rules", Duplicates("Secret twice", feed)));
        await PublishAsync(client, feed, """{"number":"A"}""");
        await PublishAsync(client, feed, """{"number":"A"}""");
        var incident = await IncidentAsync(client, "Secret twice");
        using var viewer = await portal.ClientWithRolesAsync("viewer");

        using var found = await viewer.GetAsync($"/api/v1/incidents/{incident.GetProperty("id")}");
        using var resolved = await viewer.PostAsJsonAsync($"/api/v1/incidents/{incident.GetProperty("id")}/resolve", new { });
        using var channels = await viewer.GetAsync("/api/v1/alert-channels");
        using var planned = await viewer.PostAsJsonAsync("/api/v1/maintenance", new { title = "Mine", to = TimeProvider.System.GetUtcNow().AddHours(1) });

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (found.StatusCode, resolved.StatusCode, channels.StatusCode, planned.StatusCode));
    }

    [Fact]
    public async Task Incident_ByAPrivateKey_NamesItToThoseAloneWhoMaySeeIt()
    {
        var feed = await portal.HostedFeedAsync("privately");
        using var client = portal.Host.Client();
        using var contract = await client.PostAsJsonAsync(
            $"/api/v1/feeds/{feed}/contracts",
            new { version = "1.0.0", language = "json-schema", schema = """{"type":"object","properties":{"number":{"type":"string","x-portal-private":true}}}""", enforcement = "flag" });
        Assert.True(contract.IsSuccessStatusCode, await contract.Content.ReadAsStringAsync());
        await using var receiver = new LoopbackServer(_ => LoopbackServer.Http(200));
        string[] channels =
        [
            await MadeAsync(client, "/api/v1/alert-channels", new { name = PortalFixture.NewId("hook"), kind = "webhook", target = receiver.Address }),
            await MadeAsync(client, "/api/v1/alert-channels", new { name = PortalFixture.NewId("feed"), kind = "feed" }),
        ];
        await LooksAsync(client, await MadeAsync(client, "/api/v1/alert-rules", Duplicates("Privately twice", feed)));
        await PublishAsync(client, feed, """{"number":"A-SECRET"}""");
        await PublishAsync(client, feed, """{"number":"A-SECRET"}""");
        var incident = await IncidentAsync(client, "Privately twice");
        using var viewer = await portal.ClientWithRolesAsync("viewer");
        await UntilAsync(() => Task.FromResult(receiver.Requests.Any(told => told.Contains("Privately twice", StringComparison.Ordinal))));
        await UntilAsync(async () => (await client.GetStringAsync("/feeds/portal-alerts")).Contains("Privately twice", StringComparison.Ordinal));

        Assert.Contains("number A-SECRET came in again", incident.ToString(), StringComparison.Ordinal);
        string[] told =
        [
            await viewer.GetStringAsync($"/api/v1/incidents/{incident.GetProperty("id")}"), await viewer.GetStringAsync("/api/v1/incidents?limit=500"),
            string.Concat(receiver.Requests), await client.GetStringAsync("/feeds/portal-alerts"),
        ];
        Assert.All(told, text => Assert.Contains("number *** came in again", text, StringComparison.Ordinal));
        Assert.All(told, text => Assert.DoesNotContain("A-SECRET", text, StringComparison.Ordinal));
        foreach (var id in channels)
        {
            await client.DeleteAsync($"/api/v1/alert-channels/{id}");
        }
    }

    private static object Duplicates(string title, string feed) => new
    {
        title,
        definition = new { kind = "duplicates", feeds = new[] { feed }, key = new { kind = "payload", path = "/number" }, within = "PT1H" },
    };

    private static async Task<string> MadeAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("id").GetString()!;
    }

    private static Task LooksAsync(HttpClient client, string rule) => UntilAsync(async () =>
        JsonDocument.Parse(await client.GetStringAsync($"/api/v1/alert-rules/{rule}")).RootElement.GetProperty("looks").GetBoolean());

    private static async Task PublishAsync(HttpClient client, string feed, string payload)
    {
        var entry = $"""<entry xmlns="http://www.w3.org/2005/Atom"><title>t</title><content type="application/json">{payload}</content></entry>""";
        using var answer = await client.PostAsync($"/feeds/{feed}", new StringContent(entry, System.Text.Encoding.UTF8, "application/atom+xml"));
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<JsonElement> IncidentAsync(HttpClient client, string title)
    {
        JsonElement? found = null;
        await UntilAsync(async () =>
        {
            var all = JsonDocument.Parse(await client.GetStringAsync("/api/v1/incidents?limit=500")).RootElement.GetProperty("items");
            found = all.EnumerateArray().Cast<JsonElement?>().FirstOrDefault(incident => incident!.Value.GetProperty("title").GetString() == title);
            return found is not null;
        });
        return found!.Value;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }
}
