using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.IntegrationTests.EventLog;
using Portal.TestKit;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.FeedHost;

public sealed class SqliteStoryTests : StoryTests
{
    // A portal on SQLite keeps its databases in its data folder.
    protected override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new TempSqlite());
}

public sealed class PostgresStoryTests(PostgresServer server) : StoryTests
{
    protected override Task<ITestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}

/// <summary>The main story, on each database: a feed is registered, published to, read, measured, and there after a restart.</summary>
public abstract class StoryTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("portal-story-");

    protected abstract Task<ITestDatabase> CreateDatabaseAsync();

    public void Dispose()
    {
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Feed_RegisteredPublishedReadAndMeasured_OutlivesARestart()
    {
        await using var database = await CreateDatabaseAsync();
        string first, feed = "story", key;
        await using (var host = Start(database))
        {
            using var client = host.Client();
            await RegisterAsync(client, feed);
            key = await PublisherKeyAsync(client, feed);
            using var publisher = host.Client(key);
            await publisher.FillAsync(feed, 1, 30);
            using var refused = await publisher.PostEntryAsync(feed, "<entry");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            first = await StateAsync(client, feed);
        }

        await using (var host = Start(database))
        {
            using var client = host.Client();
            Assert.Equal(first, await StateAsync(client, feed));

            using var publisher = host.Client(key);
            using var duplicate = await publisher.PostEntryAsync(feed, AtomCalls.Entry("urn:x:30"));
            Assert.Equal(HttpStatusCode.Conflict, duplicate.StatusCode);
            await publisher.FillAsync(feed, 31, 31);
            Assert.Equal("urn:x:31", (await client.GetXmlAsync($"/feeds/{feed}?limit=1")).Ids().Single());
        }
    }

    private PortalHost Start(ITestDatabase database) => PortalHost.Start(
        dataDirectory: _data.FullName,
        settings: new Dictionary<string, string?>
        {
            ["Portal:Database:Provider"] = database.Provider,
            ["Portal:Database:ConnectionString"] = database.ConnectionString,
        });

    private static async Task RegisterAsync(HttpClient client, string feed)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/feeds", new
        {
            id = feed,
            title = "Story",
            summary = "All of it",
            owner = "Tests",
            domain = "Tests",
            tags = new[] { "a" },
            channel = new { type = "hosted" },
        });
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> PublisherKeyAsync(HttpClient client, string feed)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/keys", new { name = "Publisher", roles = new[] { "publisher" }, feeds = new[] { feed } });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.JsonAsync()).GetProperty("key").GetString()!;
    }

    /// <summary>All that can be asked about the feed, without what changes with the port that the portal listens on.</summary>
    private static async Task<string> StateAsync(HttpClient client, string feed)
    {
        var page = await client.GetXmlAsync($"/feeds/{feed}?limit=20");
        var older = await client.GetXmlAsync(page.Link("next")!);
        Assert.Equal(Enumerable.Range(1, 30).Reverse().Select(i => $"urn:x:{i}"), page.Ids().Concat(older.Ids()));

        using var tagged = await client.GetAsync($"/feeds/{feed}");
        var described = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}");
        var metrics = await client.GetFromJsonAsync<JsonElement>($"/api/v1/metrics/throughput?feed={feed}&resolution=P1D");
        var buckets = metrics.GetProperty("buckets").EnumerateArray().ToList();
        Assert.Equal((30, 1), (buckets.Sum(b => b.GetProperty("entries").GetInt32()), buckets.Sum(b => b.GetProperty("errors").GetInt32())));
        Assert.Equal(30, described.GetProperty("entries").GetInt32());

        return string.Join('\n', [
            page.ToString(), older.ToString(), tagged.Headers.ETag!.ToString(), JsonSerializer.Serialize(buckets),
            .. new[] { "title", "summary", "owner", "domain", "tags", "state", "channel", "created", "lastEntry" }.Select(p => described.GetProperty(p).GetRawText()),
            await client.GetStringAsync($"/api/v1/feeds/{feed}/entries"),
        ]).Replace(client.BaseAddress!.ToString(), "http://portal/", StringComparison.Ordinal);
    }
}
