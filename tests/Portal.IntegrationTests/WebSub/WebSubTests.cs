using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.IntegrationTests.EventLog;
using Portal.IntegrationTests.FeedHost;
using Portal.IntegrationTests.Hub;
using Portal.TestKit;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.WebSub;

public sealed class SqliteWebSubTests : WebSubTests
{
    // A portal on SQLite keeps its databases in its data folder.
    protected override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new TempSqlite());
}

public sealed class PostgresWebSubTests(PostgresServer server) : WebSubTests
{
    protected override Task<ITestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}

/// <summary>The portal as a subscriber, on each database, with a hub on loopback.</summary>
public abstract class WebSubTests : IAsyncLifetime
{
    private const string Feed = "followed";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("portal-websub-");
    private ITestDatabase _database = null!;
    private PortalHost _portal = null!;
    private FakeHub _hub = null!;

    protected abstract Task<ITestDatabase> CreateDatabaseAsync();

    public async ValueTask InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _hub = await FakeHub.StartAsync();
        _portal = Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _hub.DisposeAsync();
        await _database.DisposeAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Push_Verified_StoresOnceTogetherWithPolls_AndOutlivesARestart()
    {
        using var client = _portal.Client();
        var form = await SubscribedAsync(client);
        var push = await PushAsync(client);
        Assert.Equal(
            ("active", _hub.Topic, _hub.Address + "/hub"),
            (push.GetProperty("state").GetString(), push.GetProperty("topic").GetString(), push.GetProperty("hub").GetString()));

        Assert.Equal(202, await _hub.DeliverAsync(form, "a"));
        _hub.Publish("b", "a", "old");
        Assert.Equal(1, await PollAsync(client));
        Assert.Equal(202, await _hub.DeliverAsync(form, "b", "a", "old"));
        Assert.Equal(202, await _hub.DeliverAsync(form, "c", "b"));
        await AssertEntriesAsync("old", "a", "b", "c");
        Assert.NotEqual(JsonValueKind.Null, (await PushAsync(client)).GetProperty("lastNotification").ValueKind);

        await _portal.DisposeAsync();
        _portal = Start();
        Assert.Equal(202, await _hub.DeliverAsync(form with { Callback = Moved(form.Callback) }, "d"));
        await AssertEntriesAsync("old", "a", "b", "c", "d");
        Assert.Single(_hub.Forms);
    }

    [Fact]
    public async Task Verification_OfAnythingElse_IsNotFound()
    {
        using var client = _portal.Client();
        await FollowAsync(client);
        var form = await _hub.FormAsync("subscribe");

        Assert.Equal((404, false), await _hub.VerifyAsync(form, topic: form.Topic + "/other"));
        Assert.Equal((404, false), await _hub.VerifyAsync(form, mode: "unsubscribe"));
        Assert.Equal((404, false), await _hub.VerifyAsync(form with { Callback = form.Callback + "x" }));
        Assert.Equal("pending", (await PushAsync(client)).GetProperty("state").GetString());
        Assert.Equal((200, true), await _hub.VerifyAsync(form));
    }

    [Fact]
    public async Task Push_UnsignedOrWronglySigned_IsIgnoredWithoutAWord()
    {
        using var client = _portal.Client();
        var form = await SubscribedAsync(client);

        Assert.Equal(202, await _hub.DeliverDocumentAsync(form, _hub.Document("x"), "another secret"));
        Assert.Equal(202, await _hub.DeliverDocumentAsync(form, _hub.Document("x"), null));
        await AssertEntriesAsync("old");
        Assert.Equal("A notification was ignored: its signature is missing or wrong.", (await PushAsync(client)).GetProperty("detail").GetString());
        Assert.Equal(410, await _hub.DeliverAsync(form with { Callback = form.Callback + "x" }, "x"));
    }

    [Fact]
    public async Task Push_OfSomethingElse_IsTakenAndSaid()
    {
        using var client = _portal.Client();
        var form = await SubscribedAsync(client);

        foreach (var document in new[] { "", "no feed", "{", "<html><body/></html>", "\0\0\0", "<feed", new string('<', 100_000) })
        {
            Assert.Equal(202, await _hub.DeliverDocumentAsync(form, document, form.Secret));
        }

        Assert.StartsWith("A notification could not be read:", (await PushAsync(client)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(413, await _hub.DeliverDocumentAsync(form, new string('x', 100 * 1024 + 1), form.Secret));
        await AssertEntriesAsync("old");
    }

    [Fact]
    public async Task Push_ThatBreaksTheContract_IsKeptAndFlagged()
    {
        using var client = _portal.Client();
        var form = await SubscribedAsync(client);
        using var contract = await client.PostAsJsonAsync($"/api/v1/feeds/{Feed}/contracts", new
        {
            version = "1.0.0",
            language = "json-schema",
            schema = """{"type":"object","required":["order"]}""",
            enforcement = "reject",
        });
        Assert.True(contract.IsSuccessStatusCode, await contract.Content.ReadAsStringAsync());

        Assert.Equal(202, await _hub.DeliverAsync(form, "a", "old"));

        var entries = await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{Feed}/entries");
        var pushed = entries.GetProperty("items").EnumerateArray().Single(entry => entry.GetProperty("entryId").GetString() == "urn:f:a");
        Assert.Equal("invalid", pushed.GetProperty("conformance").GetString());
    }

    [Fact]
    public async Task Lease_IsRenewedBeforeItEnds()
    {
        using var client = _portal.Client();
        await FollowAsync(client);
        var first = await _hub.FormAsync("subscribe");
        Assert.Equal((200, true), await _hub.VerifyAsync(first, lease: 7));

        var second = await _hub.FormAsync("subscribe", 2);

        Assert.Equal(first, second);
        Assert.Equal((200, true), await _hub.VerifyAsync(second));
    }

    [Fact]
    public async Task Denial_IsRecordedWithItsReason()
    {
        using var client = _portal.Client();
        await FollowAsync(client);
        var form = await _hub.FormAsync("subscribe");

        Assert.Equal(404, await _hub.DenyAsync(form with { Topic = "http://else.example/" }, "no"));
        Assert.Equal(204, await _hub.DenyAsync(form, "Too many subscribers."));

        var push = await PushAsync(client);
        Assert.Equal(
            ("denied", "The hub denied the subscription: Too many subscribers."), (push.GetProperty("state").GetString(), push.GetProperty("detail").GetString()));
        Assert.Equal((404, false), await _hub.VerifyAsync(form));
    }

    [Fact]
    public async Task PauseAndRetire_Unsubscribe_ResumeSubscribesAnew()
    {
        using var client = _portal.Client();
        var first = await SubscribedAsync(client);
        using var paused = await client.PostAsync($"/api/v1/feeds/{Feed}/subscription/pause", null);
        var farewell = await _hub.FormAsync("unsubscribe");
        Assert.Equal((first.Callback, null), (farewell.Callback, farewell.Secret));
        Assert.Equal(410, await _hub.DeliverAsync(first, "a"));
        Assert.Equal((200, true), await _hub.VerifyAsync(farewell));
        Assert.Equal("resting", (await PushAsync(client)).GetProperty("state").GetString());

        using var resumed = await client.PostAsync($"/api/v1/feeds/{Feed}/subscription/resume", null);
        var second = await _hub.FormAsync("subscribe", 2);
        Assert.NotEqual((first.Callback, first.Secret), (second.Callback, second.Secret));
        Assert.Equal((200, true), await _hub.VerifyAsync(second));

        using var retired = await client.DeleteAsync($"/api/v1/feeds/{Feed}");
        Assert.Equal(second.Callback, (await _hub.FormAsync("unsubscribe", 2)).Callback);
        Assert.Equal(HttpStatusCode.NoContent, retired.StatusCode);
    }

    [Fact]
    public async Task Hub_ThatRefuses_IsSaid()
    {
        _hub.Status = 500;
        using var client = _portal.Client();
        await FollowAsync(client);
        await _hub.FormAsync("subscribe");

        await Eventually.IsTrueAsync(async () => (await PushAsync(client)).GetProperty("state").GetString() == "failing", "the failure is shown");
        Assert.Equal("The hub answered 500.", (await PushAsync(client)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task PushesAndPolls_AllAtOnce_StoreEachEntryOnce()
    {
        using var client = _portal.Client();
        var form = await SubscribedAsync(client);
        var ids = Enumerable.Range(1, 120).Select(i => $"{i}").ToList();
        List<int> answers = [];

        await Parallel.ForEachAsync(
            Enumerable.Range(1, 120),
            new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = TestContext.Current.CancellationToken },
            async (i, _) =>
            {
                var page = ids.Take(i).Reverse().Take(20).ToArray();
                _hub.Publish(page);
                if (i % 4 == 0)
                {
                    await PollAsync(client);
                }
                else
                {
                    var answer = await _hub.DeliverAsync(form, page);
                    lock (answers)
                    {
                        answers.Add(answer);
                    }
                }
            });
        _hub.Publish([.. Enumerable.Reverse(ids)]);
        await PollAsync(client);

        var stored = await _portal.EntriesAsync(Feed);
        Assert.Equal(ids.Append("old").Select(id => $"urn:f:{id}").Order(), stored.Select(entry => entry.Entry.Id).Order());
        Assert.Equal(Enumerable.Repeat(202, 90), answers);
    }

    private PortalHost Start() => PortalHost.Start(
        dataDirectory: _data.FullName,
        settings: new Dictionary<string, string?>
        {
            ["Portal:Database:Provider"] = _database.Provider,
            ["Portal:Database:ConnectionString"] = _database.ConnectionString,
            ["Portal:Channels:MaxDocumentBytes"] = $"{100 * 1024}",
        });

    // The portal has another port after its restart.
    private string Moved(string callback) => new Uri(_portal.Address, new Uri(callback).AbsolutePath).AbsoluteUri;

    private async Task FollowAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/feeds", new
        {
            id = Feed,
            title = "Followed",
            owner = "Tests",
            domain = "Tests",
            channel = new { type = "http", url = _hub.Topic, pollInterval = "P1D" },
        });
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    private async Task<HubForm> SubscribedAsync(HttpClient client)
    {
        await FollowAsync(client);
        var form = await _hub.FormAsync("subscribe");
        Assert.Equal((200, true), await _hub.VerifyAsync(form));
        return form;
    }

    private static async Task<JsonElement> PushAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{Feed}/subscription")).GetProperty("push");

    private static async Task<int> PollAsync(HttpClient client)
    {
        using var answer = await client.PostAsync($"/api/v1/feeds/{Feed}/subscription/poll", null, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("newEntries").GetInt32();
    }

    private async Task AssertEntriesAsync(params string[] ids) =>
        Assert.Equal(ids.Select(id => $"urn:f:{id}"), (await _portal.EntriesAsync(Feed)).Select(entry => entry.Entry.Id));
}
