using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.IntegrationTests.FeedHost;
using Portal.TestKit;

namespace Portal.IntegrationTests.Hub;

/// <summary>The WebSub hub as subscribers and feed owners meet it.</summary>
public sealed class HubTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Feed_NamesItsHub_InBodyAndHeader()
    {
        var feed = await portal.HostedFeedAsync("discovered");
        using var client = portal.Host.Client();

        using var answer = await client.GetAsync($"/feeds/{feed}");

        var hub = new Uri(portal.Host.Address, "hub").AbsoluteUri;
        Assert.Equal(hub, (await answer.XmlAsync()).Link("hub"));
        Assert.Contains($"<{hub}>; rel=\"hub\"", answer.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscriber_ThatConfirms_IsGivenEachEntryInOrder_Signed()
    {
        var feed = await portal.HostedFeedAsync("pushed");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 2);
        await using var subscriber = await FakeSubscriber.StartAsync();
        await SubscribedAsync(client, feed, subscriber, ("hub.secret", "s3cret"), ("hub.lease_seconds", "3600"));

        await client.FillAsync(feed, 3, 12);

        await Eventually.IsTrueAsync(() => subscriber.Ids.Count >= 10, "ten entries are delivered");
        Assert.Equal(Enumerable.Range(3, 10).Select(i => $"urn:x:{i}"), subscriber.Ids);
        var delivery = subscriber.Deliveries.First();
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, delivery.Body)), delivery.Signature);
        Assert.Equal("application/atom+xml; charset=utf-8", delivery.ContentType);
        Assert.Contains("rel=\"hub\"", delivery.Link, StringComparison.Ordinal);
        var asked = await subscriber.AskedAsync("subscribe");
        Assert.Equal(("3600", "1", Topic(feed)), (asked["hub.lease_seconds"].ToString(), asked["kept"].ToString(), asked["hub.topic"].ToString()));
    }

    [Fact]
    public async Task Subscriber_OfASearch_IsGivenWhatMatches()
    {
        var feed = await portal.HostedFeedAsync("narrowed");
        using var client = portal.Host.Client();
        await using var subscriber = await FakeSubscriber.StartAsync();
        await SubscribedAsync(client, feed + "?search=%2Bred", subscriber);

        foreach (var (id, term) in new[] { ("urn:x:1", "blue"), ("urn:x:2", "red") })
        {
            using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry(id, more: $"<category term='{term}'/>"));
        }

        await Eventually.IsTrueAsync(() => !subscriber.Deliveries.IsEmpty, "an entry is delivered");
        Assert.Equal(["urn:x:2"], subscriber.Ids);
    }

    [Fact]
    public async Task Subscriber_ThatUnsubscribes_IsGivenNothingMore()
    {
        var feed = await portal.HostedFeedAsync("left");
        using var client = portal.Host.Client();
        await using var subscriber = await FakeSubscriber.StartAsync();
        await SubscribedAsync(client, feed, subscriber);
        using var left = await AskAsync(client, feed, subscriber.Callback, ("hub.mode", "unsubscribe"));
        await subscriber.AskedAsync("unsubscribe");

        await Eventually.IsTrueAsync(async () => (await SubscriberAsync(client, feed)).GetProperty("state").GetString() == "ended", "it has ended");
        await client.FillAsync(feed, 1, 1);

        Assert.Equal(HttpStatusCode.Accepted, left.StatusCode);
        Assert.Equal("The subscriber unsubscribed.", (await SubscriberAsync(client, feed)).GetProperty("endReason").GetString());
        Assert.Empty(subscriber.Deliveries);
    }

    [Fact]
    public async Task Subscription_SurvivesARestart_AndGivesWhatCameInBetween()
    {
        var folder = Directory.CreateTempSubdirectory("portal-hub-").FullName;
        await using var subscriber = await FakeSubscriber.StartAsync();
        const string Feed = "restarted";
        string address;
        await using (var first = PortalHost.Start(dataDirectory: folder))
        {
            using var client = first.Client();
            address = first.Address.AbsoluteUri;
            using var made = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
                client, "/api/v1/feeds", new { id = Feed, title = Feed, owner = "T", domain = "T", channel = new { type = "hosted" } });
            made.EnsureSuccessStatusCode();
            await SubscribedAsync(client, Feed, subscriber);
            subscriber.Status = 503;
            await client.FillAsync(Feed, 1, 3);
            await Eventually.IsTrueAsync(async () => (await SubscriberAsync(client, Feed)).GetProperty("failuresInRow").GetInt32() > 0, "a delivery failed");
        }

        subscriber.Status = 204;
        await using (var second = PortalHost.Start(dataDirectory: folder))
        {
            using var client = second.Client();
            await client.FillAsync(Feed, 4, 4);
            await Eventually.IsTrueAsync(() => subscriber.Ids.Count >= 4, "all four entries are delivered");
        }

        Directory.Delete(folder, recursive: true);
        Assert.Equal(["urn:x:1", "urn:x:2", "urn:x:3", "urn:x:4"], subscriber.Ids);
    }

    [Fact]
    public async Task Subscriber_WhoseKeyIsRevoked_IsDenied()
    {
        var feed = await portal.HostedFeedAsync("revoked");
        using var client = portal.Host.Client();
        using var made = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(client, "/api/v1/keys", new { name = "reader", roles = new[] { "viewer" } });
        var key = await made.JsonAsync();
        using var reader = portal.Host.Client(key.GetProperty("key").GetString());
        await using var subscriber = await FakeSubscriber.StartAsync();
        await SubscribedAsync(reader, feed, subscriber, client);
        using var revoked = await client.DeleteAsync($"/api/v1/keys/{key.GetProperty("id").GetString()}");

        await client.FillAsync(feed, 1, 1);

        Assert.Equal("The subscriber may not read the feed any more.", (await subscriber.AskedAsync("denied"))["hub.reason"]);
        Assert.Empty(subscriber.Deliveries);
    }

    [Fact]
    public async Task Callback_ThatAnswersGone_IsGivenNothingMore()
    {
        var feed = await portal.HostedFeedAsync("gone");
        using var client = portal.Host.Client();
        await using var subscriber = await FakeSubscriber.StartAsync();
        await SubscribedAsync(client, feed, subscriber);
        subscriber.Status = 410;

        await client.FillAsync(feed, 1, 1);

        await Eventually.IsTrueAsync(async () => (await SubscriberAsync(client, feed)).GetProperty("state").GetString() == "ended", "it has ended");
    }

    [Fact]
    public async Task Owner_SeesSubscribersAndEndsThem_OthersDoNot()
    {
        var feed = await portal.HostedFeedAsync("owned");
        using var client = portal.Host.Client();
        using var other = await portal.ClientWithRolesAsync("publisher");
        await using var subscriber = await FakeSubscriber.StartAsync();
        await SubscribedAsync(client, feed, subscriber);
        var shown = await SubscriberAsync(client, feed);

        using var refused = await other.GetAsync($"/api/v1/feeds/{feed}/subscribers");
        using var letters = await other.GetAsync($"/api/v1/feeds/{feed}/dead-letters");
        using var ended = await client.DeleteAsync($"/api/v1/feeds/{feed}/subscribers/{shown.GetProperty("id").GetString()}");
        using var again = await client.DeleteAsync($"/api/v1/feeds/{feed}/subscribers/{shown.GetProperty("id").GetString()}");
        using var unknown = await client.PostAsync($"/api/v1/feeds/{feed}/dead-letters/none/resend", null);

        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
            (refused.StatusCode, letters.StatusCode, ended.StatusCode, again.StatusCode, unknown.StatusCode));
        Assert.Equal(subscriber.Callback.Split('?')[0], shown.GetProperty("callback").GetString());
        Assert.Contains("Bootstrap", (await subscriber.AskedAsync("denied"))["hub.reason"].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub.callback", "", 400)]
    [InlineData("hub.callback", "http://no-such-host.invalid/", 400)]
    [InlineData("hub.mode", "publish", 400)]
    [InlineData("hub.lease_seconds", "-1", 400)]
    [InlineData("hub.topic", "https://elsewhere.example/feeds/x", 400)]
    public async Task Request_ThatIsWrong_IsRefusedByName(string parameter, string value, int status)
    {
        var feed = await portal.HostedFeedAsync("wrong");
        using var client = portal.Host.Client();

        using var answer = await AskAsync(client, feed, "http://127.0.0.1:1/", (parameter, value));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(parameter, await answer.DetailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ForAFeedThatOneMayNotSee_IsNotFound_AndWithoutAKeyUnauthorised()
    {
        var feed = await portal.HostedFeedAsync("hidden", new { visibility = "restricted" });
        using var reader = await portal.ClientWithRolesAsync("viewer");
        using var nobody = portal.Host.Client(key: null);

        using var hidden = await AskAsync(reader, feed, "http://127.0.0.1:1/");
        using var anonymous = await AskAsync(nobody, feed, "http://127.0.0.1:1/");
        using var notAForm = await reader.PostAsync("/hub", new StringContent("{}", Encoding.UTF8, "application/json"));
        using var read = await reader.GetAsync("/hub");

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.MethodNotAllowed),
            (hidden.StatusCode, anonymous.StatusCode, notAForm.StatusCode, read.StatusCode));
    }

    [Fact]
    public async Task Callback_InAPrivateNetwork_IsRefused_WhereThatIsNotAllowed()
    {
        await using var strict = PortalHost.Start(settings: new Dictionary<string, string?> { ["Portal:Channels:AllowPrivateNetworks"] = "false" });
        using var client = strict.Client();

        using var answer = await AskAsync(client, "portal-activity", "http://169.254.169.254/latest");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("not at a public address", await answer.DetailAsync(), StringComparison.Ordinal);
    }

    private static string Topic(HttpClient client, string feed) => new Uri(client.BaseAddress!, $"feeds/{feed}").AbsoluteUri;

    private string Topic(string feed) => new Uri(portal.Host.Address, $"feeds/{feed}").AbsoluteUri;

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string feed, string callback, params (string Name, string Value)[] more)
    {
        var form = new Dictionary<string, string> { ["hub.mode"] = "subscribe", ["hub.topic"] = Topic(client, feed), ["hub.callback"] = callback };
        foreach (var (name, value) in more)
        {
            form[name] = value;
        }

        return client.PostAsync("/hub", new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);
    }

    private static Task SubscribedAsync(HttpClient client, string feed, FakeSubscriber subscriber, params (string Name, string Value)[] more) =>
        SubscribedAsync(client, feed, subscriber, client, more);

    private static async Task SubscribedAsync(
        HttpClient client, string feed, FakeSubscriber subscriber, HttpClient owner, params (string Name, string Value)[] more)
    {
        using var asked = await AskAsync(client, feed, subscriber.Callback, more);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        await subscriber.AskedAsync("subscribe");
        await Eventually.IsTrueAsync(
            async () => (await SubscribersAsync(owner, feed.Split('?')[0])).GetArrayLength() > 0, "the subscription is there");
    }

    private static async Task<JsonElement> SubscriberAsync(HttpClient client, string feed) => (await SubscribersAsync(client, feed))[0];

    private static async Task<JsonElement> SubscribersAsync(HttpClient client, string feed)
    {
        using var answer = await client.GetAsync($"/api/v1/feeds/{feed}/subscribers", TestContext.Current.CancellationToken);
        return (await answer.JsonAsync()).GetProperty("items");
    }
}
