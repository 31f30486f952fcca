using System.Globalization;
using System.Net;

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
}
