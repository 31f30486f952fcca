using System.Net;
using System.Net.Http.Json;

namespace Portal.IntegrationTests.Monitoring;

/// <summary>What the tiles of a dashboard show, as CSV.</summary>
public sealed class DashboardTilesApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Csv_OfEachKindOfTile_HasItsFigures()
    {
        var feed = await portal.HostedFeedAsync("tile");
        using var client = portal.Host.Client();
        foreach (var number in Enumerable.Range(1, 3))
        {
            using var body = new StringContent($"<entry xmlns='http://www.w3.org/2005/Atom'><title>{number}</title></entry>", new System.Net.Http.Headers.MediaTypeHeaderValue("application/atom+xml"));
            using var posted = await client.PostAsync($"/feeds/{feed}", body);
            posted.EnsureSuccessStatusCode();
        }

        var id = await MadeAsync(client, feed);

        var over = await LinesAsync(client, id, "over", "?range=1h");
        Assert.Equal((61, "Time"), (over.Count, over[0].Split(',')[0]));
        Assert.Equal(3, over.Skip(1).Sum(line => double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal($"{feed},tile,3", Assert.Single((await LinesAsync(client, id, "top", "?range=1h")).Skip(1)));
        Assert.Equal(168, (await LinesAsync(client, id, "heat", "")).Count - 1);
        Assert.StartsWith($"{feed},tile,", Assert.Single((await LinesAsync(client, id, "table", "")).Skip(1)), StringComparison.Ordinal);
        Assert.Equal("Time,last 1 h,last 1 h before", (await LinesAsync(client, id, "over", "?range=1h&compare=before"))[0]);
    }

    [Theory]
    [InlineData("over", "?range=2h", HttpStatusCode.BadRequest, "'2h' is not a range")]
    [InlineData("over", "?range=custom&from=2026-02-01&to=2026-01-01", HttpStatusCode.BadRequest, "the later one second")]
    [InlineData("over", "?compare=after", HttpStatusCode.BadRequest, "'after' is not a comparison")]
    [InlineData("over", "?feed=Not%20An%20Id", HttpStatusCode.BadRequest, "'Not An Id' is not a feed id")]
    [InlineData("no-such", "", HttpStatusCode.NotFound, "no tile 'no-such'")]
    [InlineData("words", "", HttpStatusCode.NotFound, "shows no figures")]
    public async Task Csv_BadQuestion_SaysWhatIsWrong(string tile, string query, HttpStatusCode status, string why)
    {
        var feed = await portal.HostedFeedAsync("tile");
        using var client = portal.Host.Client();
        var id = await MadeAsync(client, feed);

        using var answer = await client.GetAsync($"/api/v1/dashboards/{id}/tiles/{tile}/csv{query}");

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(why, (await answer.JsonAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_OfADashboardThatIsNotThere_Answers404()
    {
        using var client = portal.Host.Client();

        using var answer = await client.GetAsync("/api/v1/dashboards/no-such/tiles/over/csv");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<string> MadeAsync(HttpClient client, string feed)
    {
        string[] feeds = [feed];
        using var made = await client.PostAsJsonAsync("/api/v1/dashboards", new
        {
            title = "Tiles",
            tiles = new object[]
            {
                new { id = "over", kind = "series", measure = "entries", feeds, columns = 6, height = "middle" },
                new { id = "top", kind = "top", measure = "entries", feeds, columns = 6, height = "middle" },
                new { id = "heat", kind = "heatMap", measure = "entries", feeds, columns = 6, height = "middle" },
                new { id = "table", kind = "table", measure = "entries", feeds, columns = 6, height = "middle" },
                new { id = "words", kind = "text", measure = "entries", text = "Words", feeds = Array.Empty<string>(), columns = 6, height = "low" },
            },
        });
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        return (await made.JsonAsync()).GetProperty("id").GetString()!;
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(HttpClient client, string id, string tile, string query)
    {
        using var answer = await client.GetAsync($"/api/v1/dashboards/{id}/tiles/{tile}/csv{query}");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
