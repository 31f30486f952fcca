using System.Net;
using System.Net.Http.Json;
using Portal.IntegrationTests.EventLog;
using Portal.IntegrationTests.FeedHost;
using Portal.IntegrationTests.Hub;

namespace Portal.IntegrationTests.Cluster;

/// <summary>Two real processes on one PostgreSQL.</summary>
public sealed class ClusterTests(PostgresServer server)
{
    private const int Feeds = 6;
    private static readonly TimeSpan Failover = TimeSpan.FromSeconds(30);

    // Polls of one node are a second apart and up to a tenth more; those of two would come between each other.
    private static readonly TimeSpan TooClose = TimeSpan.FromMilliseconds(600);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_ShareTheFeeds_AndOneTakesOverWhenTheOtherIsKilled()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var source = await BusySource.StartAsync();
        var starting = Task.WhenAll(NodeProcess.StartAsync(database.ConnectionString), NodeProcess.StartAsync(database.ConnectionString));
        var nodes = await starting;
        await using var killed = nodes[0];
        await using var survivor = nodes[1];
        using var toKilled = killed.Client();
        using var toSurvivor = survivor.Client();
        var feeds = Enumerable.Range(1, Feeds).Select(i => $"shared-{i}").ToList();
        foreach (var (feed, i) in feeds.Select((feed, i) => (feed, i)))
        {
            await FollowAsync(i % 2 == 0 ? toKilled : toSurvivor, feed, source.AddressOf(feed));
        }

        await Eventually.IsTrueAsync(() => feeds.All(feed => source.Polls(feed).Count >= 8), "each feed is polled");
        Assert.All(feeds, feed => Assert.DoesNotContain(Gaps(source.Polls(feed)), gap => gap < TooClose));
        await LiveOnBothAsync(toKilled, toSurvivor);
        await using var subscriber = await SubscribedAsync(toKilled, "live");
        await toKilled.FillAsync("live", 2, 4);
        await Eventually.IsTrueAsync(() => subscriber.Ids.Count >= 3, "the hub delivers");

        await killed.KillAsync();
        var died = TimeProvider.System.GetUtcNow();
        await WithinAsync(Failover, () => feeds.All(feed => source.Polls(feed).Any(poll => poll > died + TimeSpan.FromSeconds(2))), "each feed is polled again");
        await toSurvivor.FillAsync("live", 5, 7);
        await WithinAsync(Failover, () => subscriber.Ids.Count >= 6, "the hub delivers again");

        foreach (var feed in feeds)
        {
            using var paused = await toSurvivor.PostAsync($"/api/v1/feeds/{feed}/subscription/pause", null, Ends);
            Assert.Equal(HttpStatusCode.OK, paused.StatusCode);
            Assert.Equal(source.Ids(feed), await StoredAsync(toSurvivor, feed));
        }

        Assert.Equal(Enumerable.Range(2, 6).Select(i => $"urn:x:{i}"), subscriber.Ids.Distinct());
    }

    private static IEnumerable<TimeSpan> Gaps(IReadOnlyList<DateTimeOffset> polls) => polls.Skip(1).Zip(polls, (later, earlier) => later - earlier)
        .Skip(1); // the first poll may be followed by one that its registration asked for

    private static async Task FollowAsync(HttpClient client, string feed, string url)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/feeds", Feed(feed, new { type = "http", url, pollInterval = "PT1S" }), Ends);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static object Feed(string id, object channel) => new { id, title = id, summary = "For the test", owner = "Tests", domain = "Tests", channel };

    // What is posted at one node is seen live at both.
    private static async Task LiveOnBothAsync(HttpClient one, HttpClient other)
    {
        using var made = await one.PostAsJsonAsync("/api/v1/feeds", Feed("live", new { type = "hosted" }), Ends);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var seen = await other.GetAsync("/feeds/live", Ends);
                return seen.IsSuccessStatusCode;
            },
            "the other node knows the new feed");
        var streams = new[] { one, other }.Select(FirstLiveIdAsync).ToList();
        await Task.WhenAll(streams.Select(stream => stream.Opened));
        await one.FillAsync("live", 1, 1);
        Assert.All(await Task.WhenAll(streams.Select(stream => stream.Id)), id => Assert.Contains("urn:x:1", id, StringComparison.Ordinal));
    }

    private static (Task Opened, Task<string> Id) FirstLiveIdAsync(HttpClient client)
    {
        var opened = new TaskCompletionSource();
        return (opened.Task, ReadAsync());

        async Task<string> ReadAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds/live");
            request.Headers.Accept.ParseAdd("text/event-stream");
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ends);
            limit.CancelAfter(TimeSpan.FromSeconds(10));
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            opened.SetResult();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
            while (await lines.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains("urn:x:", StringComparison.Ordinal))
                {
                    return line;
                }
            }

            return "";
        }
    }

    private static async Task<FakeSubscriber> SubscribedAsync(HttpClient client, string feed)
    {
        var subscriber = await FakeSubscriber.StartAsync();
        using var form = new FormUrlEncodedContent(
            [new("hub.mode", "subscribe"), new("hub.callback", subscriber.Callback), new("hub.topic", new Uri(client.BaseAddress!, $"/feeds/{feed}").AbsoluteUri)]);
        using var answer = await client.PostAsync("/hub", form, Ends);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await subscriber.AskedAsync("subscribe");
        await Eventually.IsTrueAsync(
            async () => (await client.GetStringAsync($"/api/v1/feeds/{feed}/subscribers", Ends)).Contains("\"active\"", StringComparison.Ordinal),
            "the subscription is active");
        return subscriber;
    }

    private static async Task<IReadOnlyList<string>> StoredAsync(HttpClient client, string feed)
    {
        List<string> ids = [];
        var after = 0L;
        while (true)
        {
            var page = await client.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/v1/feeds/{feed}/entries?after={after}&limit=500", Ends);
            var items = page.GetProperty("items").EnumerateArray().ToList();
            if (items.Count == 0)
            {
                return ids;
            }

            ids.AddRange(items.Select(item => item.GetProperty("entryId").GetString()!));
            after = items[^1].GetProperty("position").GetInt64();
        }
    }

    private static async Task WithinAsync(TimeSpan limit, Func<bool> holds, string what)
    {
        using var ends = new CancellationTokenSource(limit);
        while (!holds())
        {
            Assert.False(ends.IsCancellationRequested, $"Not within {limit.TotalSeconds} seconds: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ends);
        }
    }
}
