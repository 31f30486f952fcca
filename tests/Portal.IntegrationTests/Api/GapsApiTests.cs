using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.IntegrationTests.EventLog;
using Portal.IntegrationTests.Hub;
using Portal.TestKit;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.Api;

public sealed class SqliteGapsApiTests : GapsApiTests
{
    // A portal on SQLite keeps its databases in its data folder.
    protected override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new TempSqlite());
}

public sealed class PostgresGapsApiTests(PostgresServer server) : GapsApiTests
{
    protected override Task<ITestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}

/// <summary>A source whose page moves on by more than it holds, with older pages that fail until they are wanted; on each database.</summary>
public abstract class GapsApiTests : IAsyncLifetime
{
    private ITestDatabase _database = null!;
    private PortalHost _portal = null!;

    protected abstract Task<ITestDatabase> CreateDatabaseAsync();

    public async ValueTask InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _portal = PortalHost.Start(settings: new Dictionary<string, string?>
        {
            ["Portal:Database:Provider"] = _database.Provider,
            ["Portal:Database:ConnectionString"] = _database.ConnectionString,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Gap_IsFoundBackFilledAndTold()
    {
        await using var source = new PagedSource();
        using var client = _portal.Client();
        var feed = await FollowAsync(client, source.Address);
        source.Newest = 10;
        await PollAsync(client, feed);

        // A page holds 5 of them; the older ones cannot be had until it is recorded.
        (source.Newest, source.OlderFails) = (30, true);
        for (var poll = 0; poll < 3; poll++)
        {
            await PollAsync(client, feed);
        }

        var gap = (await SubscriptionAsync(client, feed)).GetProperty("continuity").GetProperty("gaps")[0];
        Assert.Equal("open", gap.GetProperty("status").GetString());
        (source.Newest, source.OlderFails) = (33, false);
        await PollAsync(client, feed);

        using var answer = await client.PostAsync($"/api/v1/feeds/{feed}/subscription/gaps/{gap.GetProperty("id").GetString()}/backfill", null);
        var filled = await answer.JsonAsync();

        Assert.Equal((HttpStatusCode.OK, "backFilled", 15), (answer.StatusCode, filled.GetProperty("outcome").GetString(), filled.GetProperty("newEntries").GetInt32()));
        Assert.Equal(("backFilled", 15), (filled.GetProperty("gap").GetProperty("status").GetString(), filled.GetProperty("gap").GetProperty("filled").GetInt32()));
        Assert.Equal(
            [.. Range(6, 10), .. Range(26, 30), .. Range(31, 33), .. Range(11, 25)],
            (await EntriesAsync(client, feed)).Select(entry => entry.GetProperty("entryId").GetString()!));
        Assert.All(await EntriesAsync(client, feed), entry => Assert.Equal(1, entry.GetProperty("revision").GetInt32()));

        using var again = await client.PostAsync($"/api/v1/feeds/{feed}/subscription/gaps/{gap.GetProperty("id").GetString()}/backfill", null);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Gap_IsAcceptedWithAReason()
    {
        await using var source = new PagedSource { HasOlderPages = false };
        using var client = _portal.Client();
        var feed = await FollowAsync(client, source.Address);
        source.Newest = 10;
        await PollAsync(client, feed);
        source.Newest = 30;
        await PollAsync(client, feed);
        var gap = $"/api/v1/feeds/{feed}/subscription/gaps/{(await SubscriptionAsync(client, feed)).GetProperty("continuity").GetProperty("gaps")[0].GetProperty("id").GetString()}";

        using var filled = await client.PostAsync($"{gap}/backfill", null);
        using var empty = await client.PostAsJsonAsync($"{gap}/accept", new { reason = " " });
        using var accepted = await client.PostAsJsonAsync($"{gap}/accept", new { reason = "A test system" });

        Assert.Equal("notReached", (await filled.JsonAsync()).GetProperty("outcome").GetString());
        Assert.Equal(
            (HttpStatusCode.BadRequest, "Say why the entries may stay missing."),
            (empty.StatusCode, (await empty.JsonAsync()).GetProperty("errors").GetProperty("reason")[0].GetString()));
        var item = await accepted.JsonAsync();
        Assert.Equal(
            ("accepted", "A test system"), (item.GetProperty("status").GetString(), item.GetProperty("reason").GetString()));
        using var figures = await client.GetAsync($"/api/v1/feeds/{feed}");
        Assert.NotEqual("gap", (await figures.JsonAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Gap_ThatIsNone_Is404_AndOfAViewer_403()
    {
        await using var source = new PagedSource();
        using var client = _portal.Client();
        var feed = await FollowAsync(client, source.Address);
        using var made = await client.PostAsJsonAsync("/api/v1/keys", new { name = PortalFixture.NewId("viewer"), roles = new[] { "viewer" } });
        using var viewer = _portal.Client((await made.JsonAsync()).GetProperty("key").GetString());
        var gap = $"/api/v1/feeds/{feed}/subscription/gaps/gap-none";

        using var none = await client.PostAsync($"{gap}/backfill", null);
        using var denied = await viewer.PostAsync($"{gap}/backfill", null);
        using var deniedToo = await viewer.PostAsJsonAsync($"{gap}/accept", new { reason = "x" });

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (none.StatusCode, denied.StatusCode, deniedToo.StatusCode));
    }

    [Fact]
    public async Task Polls_AreToldNewestFirst_ThoseThatFoundNothingAsOne()
    {
        await using var source = new PagedSource();
        using var client = _portal.Client();
        var feed = await FollowAsync(client, source.Address);
        source.Newest = 3;
        await PollAsync(client, feed);
        await PollAsync(client, feed);
        await PollAsync(client, feed);
        source.Newest = 4;
        await PollAsync(client, feed);

        var items = (await (await client.GetAsync($"/api/v1/feeds/{feed}/subscription/polls?limit=3")).JsonAsync()).GetProperty("items");

        Assert.Equal(
            [("fetched", 1, 1, 200), ("notModified", 2, 0, 200), ("fetched", 1, 3, 200)],
            items.EnumerateArray().Select(item => (
                item.GetProperty("outcome").GetString()!, item.GetProperty("polls").GetInt32(), item.GetProperty("newEntries").GetInt32(), item.GetProperty("httpStatus").GetInt32())));
        Assert.All(items.EnumerateArray(), item => Assert.True(item.GetProperty("bytes").GetInt64() > 100));
    }

    private static IEnumerable<string> Range(int from, int to) => Enumerable.Range(from, to - from + 1).Select(i => $"urn:x:{i}");

    private static async Task<string> FollowAsync(HttpClient client, Uri source)
    {
        var id = PortalFixture.NewId("paged");
        using var made = await client.PostAsJsonAsync("/api/v1/feeds", new
        {
            id,
            title = "Paged",
            owner = "Tests",
            domain = "Tests",
            channel = new { type = "http", url = source.AbsoluteUri, pollInterval = "P1D" },
        });
        made.EnsureSuccessStatusCode();

        // The first poll comes by itself; from then on only those that are asked for.
        await Eventually.IsTrueAsync(
            async () => (await SubscriptionAsync(client, id)).GetProperty("lastPoll").ValueKind == JsonValueKind.String, "the first poll is made");
        return id;
    }

    private static async Task PollAsync(HttpClient client, string feed)
    {
        using var polled = await client.PostAsync($"/api/v1/feeds/{feed}/subscription/poll", null);
        polled.EnsureSuccessStatusCode();
    }

    private static async Task<JsonElement> SubscriptionAsync(HttpClient client, string feed) =>
        await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/subscription");

    private static async Task<IReadOnlyList<JsonElement>> EntriesAsync(HttpClient client, string feed) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/entries?after=0&limit=100")).GetProperty("items").EnumerateArray()];

    /// <summary>Atom in pages of 5, numbered from the newest: they move on as entries come in.</summary>
    private sealed class PagedSource : IAsyncDisposable
    {
        private const int PageSize = 5;
        private readonly LoopbackServer _server;

        public PagedSource() => _server = new LoopbackServer(Answer);

        public Uri Address => _server.Address;

        public int Newest { get; set; }

        public bool OlderFails { get; set; }

        public bool HasOlderPages { get; init; } = true;

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private byte[] Answer(string request)
        {
            var target = request.Split(' ')[1];
            var page = target.Contains("page=", StringComparison.Ordinal) ? int.Parse(target.Split("page=")[1], null) : 1;
            if (page > 1 && OlderFails)
            {
                return LoopbackServer.Http(503);
            }

            var newest = Newest - ((page - 1) * PageSize);
            var oldest = Math.Max(1, newest - PageSize + 1);
            var entries = string.Concat(Enumerable.Range(oldest, Math.Max(0, newest - oldest + 1)).Reverse().Select(i =>
                $"<entry><id>urn:x:{i}</id><title>Entry {i}</title><updated>2026-03-01T12:{i:00}:00Z</updated></entry>"));
            var next = HasOlderPages && oldest > 1 ? $"<link rel='next' href='{Address}?page={page + 1}'/>" : "";
            return LoopbackServer.Http(
                200, $"<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:x</id><title>Paged</title><updated>2026-03-01T12:00:00Z</updated>{next}{entries}</feed>", "Content-Type: application/atom+xml");
        }
    }
}
