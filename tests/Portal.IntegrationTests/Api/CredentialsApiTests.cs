using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.IntegrationTests.Following;
using Portal.TestKit;

namespace Portal.IntegrationTests.Api;

/// <summary>A feed's credentials go in, to its source and nowhere else; and what a look at an address answers.</summary>
public sealed class CredentialsApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Secret = "correct-horse-battery";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Credentials_Given_ReachTheSourceAndNobodyElse()
    {
        await using var source = new FaultySource();
        source.Publish(1);
        source.Answers((self, request, stream, closing) => request.Contains($"Bearer {Secret}\r\n", StringComparison.Ordinal)
            ? FaultySource.Well(self, request, stream, closing)
            : FaultySource.Status(401)(self, request, stream, closing));
        using var client = portal.Host.Client();
        var id = PortalFixture.NewId("secret");
        var feed = new { id, title = id, owner = "Tests", domain = "Tests", channel = new { type = "http", url = source.Address, credentials = new { type = "bearer", token = Secret } } };

        using var made = await client.PostAsJsonAsync("/api/v1/feeds", feed, Ends);
        using var polled = await client.PostAsync($"/api/v1/feeds/{id}/subscription/poll", null, Ends);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.NotEqual("unreachable", (await polled.JsonAsync()).GetProperty("outcome").GetString());
        var shown = await client.GetStringAsync($"/api/v1/feeds/{id}", Ends);
        Assert.Equal("bearer", JsonDocument.Parse(shown).RootElement.GetProperty("channel").GetProperty("credentials").GetProperty("type").GetString());
        var told = await client.GetStringAsync("/api/v1/feeds/portal-activity/entries", Ends);
        Assert.Contains($"Credentials (bearer) were entered for feed '{id}'", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, shown + told + await made.Content.ReadAsStringAsync(Ends), StringComparison.Ordinal);
        await IsNowhereOnDiskAsync(Secret);
    }

    [Fact]
    public async Task Credentials_OfAFeedWhoseAddressMovesToAnotherOrigin_AreRemoved()
    {
        using var client = portal.Host.Client();
        var id = await WithBasicAsync(client);

        using var renamed = await client.PatchAsJsonAsync($"/api/v1/feeds/{id}", new { title = "Other", channel = new { url = "http://127.0.0.1:9/other" } }, Ends);
        var kept = (await renamed.JsonAsync()).GetProperty("channel").GetProperty("credentials");
        using var moved = await client.PatchAsJsonAsync($"/api/v1/feeds/{id}", new { channel = new { url = "http://127.0.0.1:10/other" } }, Ends);
        var after = (await moved.JsonAsync()).GetProperty("channel").GetProperty("credentials");

        Assert.Equal(("basic", JsonValueKind.Null), (kept.GetProperty("type").GetString(), after.ValueKind));
    }

    [Fact]
    public async Task Credentials_OfTypeNone_AreRemoved()
    {
        using var client = portal.Host.Client();
        var id = await WithBasicAsync(client);

        using var removed = await client.PatchAsJsonAsync($"/api/v1/feeds/{id}", new { channel = new { credentials = new { type = "none" } } }, Ends);

        Assert.Equal(JsonValueKind.Null, (await removed.JsonAsync()).GetProperty("channel").GetProperty("credentials").ValueKind);
    }

    [Theory]
    [InlineData("""{ "type": "bearer" }""", "channel.credentials.token")]
    [InlineData("""{ "type": "magic" }""", "channel.credentials.type")]
    [InlineData("""{ "type": "header", "name": "Host", "value": "x" }""", "channel.credentials.name")]
    public async Task Credentials_ThatDoNotFit_Answer400AtTheField(string credentials, string field)
    {
        using var client = portal.Host.Client();
        var body = $$"""{ "id": "x", "title": "t", "owner": "o", "domain": "d", "channel": { "type": "http", "url": "http://127.0.0.1:9/", "credentials": {{credentials}} } }""";
        using var answer = await client.PostAsync("/api/v1/feeds", new StringContent(body, null, "application/json"), Ends);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.JsonAsync()).GetProperty("errors").TryGetProperty(field, out _), await answer.Content.ReadAsStringAsync(Ends));
    }

    [Fact]
    public async Task Preview_OfAFeed_SaysWhatIsThereAndKeepsNothing()
    {
        await using var source = new FaultySource();
        source.Publish(3);
        using var client = portal.Host.Client();

        var found = await PreviewAsync(client, source.Address);

        Assert.Equal(("fetched", 3, "Atom"), (
            found.GetProperty("outcome").GetString(), found.GetProperty("entries").GetInt32(), found.GetProperty("source").GetProperty("format").GetString()));
        Assert.Equal(["urn:f:3", "urn:f:2", "urn:f:1"], found.GetProperty("newest").EnumerateArray().Select(entry => entry.GetProperty("entryId").GetString()));
        Assert.Equal(("f", "F"), (found.GetProperty("suggested").GetProperty("id").GetString(), found.GetProperty("suggested").GetProperty("title").GetString()));
        Assert.Single(source.Requests);
    }

    [Fact]
    public async Task Preview_OfAWebPage_OffersItsFeeds_AndSoDoesAPoll()
    {
        await using var source = new FaultySource();
        source.Answers(FaultySource.Body(_ => "<!doctype html><base href=/blog/><link rel=alternate type=application/atom+xml title=News href=atom.xml>"));
        using var client = portal.Host.Client();
        var address = new Uri(source.Address, "/blog/atom.xml").AbsoluteUri;

        var found = await PreviewAsync(client, source.Address);
        var id = PortalFixture.NewId("page");
        var feed = new { id, title = id, owner = "Tests", domain = "Tests", channel = new { type = "http", url = source.Address } };
        using var made = await client.PostAsJsonAsync("/api/v1/feeds", feed, Ends);
        using var polled = await client.PostAsync($"/api/v1/feeds/{id}/subscription/poll", null, Ends);

        var offer = Assert.Single(found.GetProperty("offers").EnumerateArray());
        Assert.Equal((address, "News"), (offer.GetProperty("address").GetString(), offer.GetProperty("title").GetString()));
        Assert.StartsWith("The address serves a web page", found.GetProperty("diagnosis").GetProperty("finding").GetString(), StringComparison.Ordinal);
        Assert.EndsWith($"It names this feed: {address}", (await polled.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("developer")]
    [InlineData("viewer")]
    [InlineData("publisher")]
    public async Task Preview_OfWhoIsNoOperator_IsForbidden(string role)
    {
        using var client = await portal.ClientWithRolesAsync(role);
        using var answer = await client.PostAsJsonAsync("/api/v1/feeds/previews", new { url = "http://127.0.0.1:9/" }, Ends);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Preview_WithoutAddress_Answers400()
    {
        using var client = portal.Host.Client();
        using var answer = await client.PostAsJsonAsync("/api/v1/feeds/previews", new { }, Ends);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<string> WithBasicAsync(HttpClient client)
    {
        var id = PortalFixture.NewId("basic");
        var credentials = new { type = "basic", userName = "me", password = Secret };
        var feed = new { id, title = id, owner = "Tests", domain = "Tests", channel = new { type = "http", url = "http://127.0.0.1:9/feed", credentials } };
        using var made = await client.PostAsJsonAsync("/api/v1/feeds", feed, Ends);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return id;
    }

    private static async Task<JsonElement> PreviewAsync(HttpClient client, Uri address)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/feeds/previews", new { url = address }, Ends);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private async Task IsNowhereOnDiskAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        // The portal lets nobody else open its lock, which is empty.
        foreach (var file in Directory.EnumerateFiles(portal.Host.DataDirectory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, Ends);
            Assert.False(content.ToArray().AsSpan().IndexOf(bytes) >= 0, $"{file} holds the secret.");
        }
    }
}
