using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>The rate at which a feed takes entries.</summary>
public sealed class RateTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Post_OverTheRate_IsToldWhenToComeBackAndStoresNothing()
    {
        var feed = await LimitedAsync("limited", 2);
        using var publisher = await portal.ClientWithRolesAsync("publisher");
        using var first = await publisher.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1"));
        using var second = await publisher.PostEntryAsync(feed, AtomCalls.Entry("urn:x:2"));

        using var third = await publisher.PostEntryAsync(feed, AtomCalls.Entry("urn:x:3"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode, third.StatusCode));
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("\"entries\";q=2;w=60", third.Headers.GetValues("RateLimit-Policy").Single());
        Assert.StartsWith("\"entries\";r=0;", third.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
        Assert.Contains("2 entries a minute", await third.DetailAsync(), StringComparison.Ordinal);
        Assert.Equal(2, (await portal.Host.TailAsync(feed))?.Entries);
    }

    [Fact]
    public async Task Post_BatchLargerThanTheRate_IsRefused()
    {
        var feed = await LimitedAsync("batched", 2);
        using var publisher = await portal.ClientWithRolesAsync("publisher");
        var entries = string.Concat(Enumerable.Range(0, 3).Select(i => string.Create(CultureInfo.InvariantCulture, $"<entry><id>urn:x:{i}</id><title>t</title></entry>")));

        using var answer = await publisher.PostEntryAsync(feed, $"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>", "application/atom+xml;type=feed");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Null(await portal.Host.TailAsync(feed));
    }

    [Fact]
    public async Task Post_ByAnOperator_IsNotHeldToTheRate()
    {
        var feed = await LimitedAsync("unheld", 1);
        using var client = portal.Host.Client();

        await client.FillAsync(feed, 1, 5);

        Assert.Equal(5, (await portal.Host.TailAsync(feed))?.Entries);
    }

    [Fact]
    public async Task Register_ImpossibleRate_NamesTheField()
    {
        using var client = portal.Host.Client();
        using var answer = await client.PostAsync(
            "/api/v1/feeds",
            new StringContent(
                """{"id":"impossible","title":"t","owner":"o","domain":"d","channel":{"type":"hosted","maxEntriesPerMinute":-1}}""",
                System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.True((await answer.JsonAsync()).GetProperty("errors").TryGetProperty("channel.maxEntriesPerMinute", out _));
    }

    private Task<string> LimitedAsync(string stem, int limit) =>
        portal.HostedFeedAsync(stem, new { channel = new { type = "hosted", maxEntriesPerMinute = limit } });

    [Fact]
    public async Task Key_WithARate_IsHeldToItOverAllFeeds()
    {
        var (first, second) = (await portal.HostedFeedAsync("rated"), await portal.HostedFeedAsync("rated"));
        using var operators = portal.Host.Client();
        using var made = await operators.PostAsJsonAsync("/api/v1/keys", new { name = "slow", roles = new[] { "publisher" }, entriesPerMinute = 2, entryBytes = 1024 });
        using var client = portal.Host.Client((await made.JsonAsync()).GetProperty("key").GetString());

        using var one = await client.PostEntryAsync(first, AtomCalls.Entry("urn:x:1"));
        using var two = await client.PostEntryAsync(second, AtomCalls.Entry("urn:x:2"));
        using var three = await client.PostEntryAsync(first, AtomCalls.Entry("urn:x:3"));
        using var large = await operators.PostEntryAsync(first, AtomCalls.Entry("urn:x:4", new string('x', 2000)));

        Assert.Equal((201, 201, 429, 201), ((int)one.StatusCode, (int)two.StatusCode, (int)three.StatusCode, (int)large.StatusCode));
        Assert.Equal("\"key\";q=2;w=60", three.Headers.GetValues("RateLimit-Policy").Single());
        Assert.StartsWith("This key takes 2 entries a minute", await three.DetailAsync(), StringComparison.Ordinal);
        Assert.True(three.Headers.RetryAfter!.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task Key_WithASize_IsHeldToIt()
    {
        var feed = await portal.HostedFeedAsync("sized");
        using var operators = portal.Host.Client();
        using var made = await operators.PostAsJsonAsync("/api/v1/keys", new { name = "small", roles = new[] { "publisher" }, entryBytes = 1024 });
        using var client = portal.Host.Client((await made.JsonAsync()).GetProperty("key").GetString());

        using var large = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1", new string('x', 2000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task Key_WithImpossibleLimits_IsRefusedByName()
    {
        using var operators = portal.Host.Client();

        using var made = await operators.PostAsJsonAsync("/api/v1/keys", new { name = "none", roles = new[] { "publisher" }, entriesPerMinute = 0, entryBytes = 1 });

        Assert.Equal(
            ["entriesPerMinute", "entryBytes"],
            (await made.JsonAsync()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
    }
}
