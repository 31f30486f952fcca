using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.IntegrationTests.Catalogue;

/// <summary>
/// The portal is killed while it makes what was approved, at a random moment each time: afterwards each request is active with everything, or
/// failed with nothing left. PORTAL_TESTS_KILLS says how often; 20 take about two minutes.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int FewKills = 2;
    private const string Schema = """{ "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } }""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("PORTAL_TESTS_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : FewKills;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Making_KilledAtRandomMoments_EndsWholeOrWithNothing()
    {
        var random = new Random(Kills);
        await using var portal = await KilledPortal.StartAsync();
        var asker = await KeyAsync(portal, "developer");
        List<string> asked = [];
        for (var kill = 0; kill < Kills; kill++)
        {
            var id = await AskAsync(portal, asker, $"killed-{kill}");
            asked.Add(id);

            // Making takes some tens of milliseconds after the decision was written: later kills find it done, which must hold too.
            var decision = DecideAsync(portal, id);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 250)), TimeProvider.System, Stop);
            await portal.KillAsync();
            await decision;
            await portal.BeginAsync();
            if (await StateAsync(portal, id) == "submitted")
            {
                output.WriteLine($"{id}: killed before it was decided");
                await DecideAsync(portal, id);
            }
        }

        foreach (var id in asked)
        {
            await UntilAsync(async () => await StateAsync(portal, id) is "active" or "failed");
        }

        await HoldsAsync(portal, asked);
    }

    private async Task HoldsAsync(KilledPortal portal, IReadOnlyList<string> asked)
    {
        var keys = (await portal.Client.GetFromJsonAsync<JsonElement>("/api/v1/keys", Stop)).GetProperty("items").EnumerateArray().ToList();
        foreach (var id in asked)
        {
            var request = await portal.Client.GetFromJsonAsync<JsonElement>($"/api/v1/requests/{id}", Stop);
            var feed = request.GetProperty("draft").GetProperty("id").GetString()!;
            var state = request.GetProperty("state").GetString();
            using var found = await portal.Client.GetAsync($"/api/v1/feeds/{feed}", Stop);
            var own = keys.Count(key => key.TryGetProperty("feeds", out var feeds) && feeds.ValueKind == JsonValueKind.Array && feeds.EnumerateArray().Any(one => one.GetString() == feed));
            output.WriteLine($"{feed}: {state}");
            Assert.Equal(state == "active" ? (HttpStatusCode.OK, 1) : (HttpStatusCode.NotFound, 0), (found.StatusCode, own));
            if (state == "active")
            {
                Assert.Equal("active", (await found.JsonAsync()).GetProperty("state").GetString());
                Assert.Equal(1, (await portal.Client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/contracts", Stop)).GetProperty("items").GetArrayLength());
                Assert.Equal(0, (await portal.Client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/entries", Stop)).GetProperty("items").GetArrayLength());
            }
        }
    }

    private static async Task<HttpClient> KeyAsync(KilledPortal portal, string role)
    {
        using var made = await portal.Client.PostAsJsonAsync("/api/v1/keys", new { name = "asker", roles = new[] { role } }, Stop);
        var client = new HttpClient { BaseAddress = portal.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await made.JsonAsync()).GetProperty("key").GetString());
        return client;
    }

    private static async Task<string> AskAsync(KilledPortal portal, HttpClient asker, string feed)
    {
        var draft = new
        {
            id = feed,
            title = "Killed",
            owner = "Tests",
            domain = "Tests",
            justification = "j",
            contract = new { version = "1.0.0", language = "json-schema", schema = Schema },
            sample = """{ "id": "1" }""",
        };
        using var asked = await asker.PostAsJsonAsync("/api/v1/requests", draft, Stop);
        Assert.Equal(HttpStatusCode.Created, asked.StatusCode);
        return (await asked.JsonAsync()).GetProperty("id").GetString()!;
    }

    // The answer is lost with the portal, as a caller would see it.
    private static async Task DecideAsync(KilledPortal portal, string id)
    {
        try
        {
            using var decided = await portal.Client.PostAsJsonAsync($"/api/v1/requests/{id}/decisions", new { decision = "approve" }, Stop);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
        }
    }

    private static async Task<string?> StateAsync(KilledPortal portal, string id) =>
        (await portal.Client.GetFromJsonAsync<JsonElement>($"/api/v1/requests/{id}", Stop)).GetProperty("state").GetString();

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, "It did not end in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }
}
