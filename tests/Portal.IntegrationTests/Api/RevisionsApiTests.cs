using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Portal.IntegrationTests.Api;

public sealed class RevisionsApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    // Its slashes and its percent sign are part of it.
    private const string Id = "http://example.org/a%2Fb/1";

    [Fact]
    public async Task Revisions_OfAnEditedEntry_TellWhatChanged()
    {
        var feed = await portal.HostedFeedAsync("revised", new { channel = new { type = "hosted", allowEdits = true } });
        using var client = portal.Host.Client();
        await SendAsync(client, HttpMethod.Post, $"/feeds/{feed}", "open");
        await SendAsync(client, HttpMethod.Put, $"/feeds/{feed}/entries/{Uri.EscapeDataString(Id)}", "shipped");
        await SendAsync(client, HttpMethod.Put, $"/feeds/{feed}/entries/{Uri.EscapeDataString(Id)}", "paid");
        var path = $"/api/v1/feeds/{feed}/entries/{Uri.EscapeDataString(Id)}/revisions";

        var items = (await client.GetFromJsonAsync<JsonElement>(path)).GetProperty("items");
        var diff = await client.GetFromJsonAsync<JsonElement>($"{path}/diff?from=1&to=3");
        using var none = await client.GetAsync($"{path}/diff?from=1&to=9");
        using var unknown = await client.GetAsync($"/api/v1/feeds/{feed}/entries/none/revisions");

        Assert.Equal([3, 2, 1], items.EnumerateArray().Select(item => item.GetProperty("revision").GetInt32()));
        Assert.Equal(JsonValueKind.Null, items[2].GetProperty("changes").ValueKind);
        Assert.Contains(Content(items[0].GetProperty("changes")), change => change == ("/state", "changed", "shipped", "paid"));
        Assert.Contains(Content(diff), change => change == ("/state", "changed", "open", "paid"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (none.StatusCode, unknown.StatusCode));
    }

    private static IEnumerable<(string? Path, string? Kind, string? Before, string? After)> Content(JsonElement changes) =>
        changes.GetProperty("changes").EnumerateArray().Where(change => change.GetProperty("field").GetString() == "content").Select(change => (
            change.GetProperty("path").GetString(), change.GetProperty("kind").GetString(), change.GetProperty("before").GetString(), change.GetProperty("after").GetString()));

    private static async Task SendAsync(HttpClient client, HttpMethod method, string path, string state)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(
                $$"""<entry xmlns="http://www.w3.org/2005/Atom"><id>{{Id}}</id><title>An order</title><updated>2026-03-01T12:00:00Z</updated><content type="application/json">{"state":"{{state}}"}</content></entry>""",
                Encoding.UTF8, "application/atom+xml"),
        };
        if (method == HttpMethod.Put)
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
