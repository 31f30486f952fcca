using System.Net;
using System.Text;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Repeating a POST whose answer was lost (draft-ietf-httpapi-idempotency-key-header).</summary>
public sealed class IdempotencyTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Theory]
    [InlineData(null)]
    [InlineData("urn:x:1")]
    public async Task Post_Repeated_GetsTheFirstAnswerAndStoresNothing(string? id)
    {
        var feed = await portal.HostedFeedAsync("repeated");
        using var client = portal.Host.Client();

        using var first = await PostAsync(client, feed, AtomCalls.Entry(id), "\"key-1\"");
        using var again = await PostAsync(client, feed, AtomCalls.Entry(id), "\"key-1\"");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal((first.Headers.Location, first.Headers.ETag), (again.Headers.Location, again.Headers.ETag));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(1, (await portal.Host.TailAsync(feed))?.Entries);
    }

    [Fact]
    public async Task Post_RepeatedManyTimesAtOnce_StoresOne()
    {
        var feed = await portal.HostedFeedAsync("stampede");
        using var client = portal.Host.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(client, feed, AtomCalls.Entry(), "k")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.Equal(1, (await portal.Host.TailAsync(feed))?.Entries);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.UnprocessableEntity)]
    [InlineData("urn:x:1", HttpStatusCode.UnprocessableEntity)]
    public async Task Post_AnotherEntryWithTheKey_IsRefused(string? id, HttpStatusCode status)
    {
        var feed = await portal.HostedFeedAsync("reused");
        using var client = portal.Host.Client();
        using var first = await PostAsync(client, feed, AtomCalls.Entry(id, "One"), "k");

        using var other = await PostAsync(client, feed, AtomCalls.Entry(id, "Two"), "k");

        Assert.Equal(status, other.StatusCode);
        Assert.Contains("'k'", await other.DetailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_KeyOfAnotherCallerOrFeed_IsAnotherKey()
    {
        var (feed, elsewhere) = (await portal.HostedFeedAsync("mine"), await portal.HostedFeedAsync("theirs"));
        using var client = portal.Host.Client();
        using var other = await portal.ClientWithRolesAsync("publisher");

        foreach (var (caller, to) in new[] { (client, feed), (other, feed), (client, elsewhere) })
        {
            using var posted = await PostAsync(caller, to, AtomCalls.Entry(), "k");
            Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        }

        Assert.Equal((2L, 1L), ((await portal.Host.TailAsync(feed))!.Entries, (await portal.Host.TailAsync(elsewhere))!.Entries));
    }

    [Fact]
    public async Task Post_TakenIdWithANewKey_IsADuplicate()
    {
        var feed = await portal.HostedFeedAsync("taken");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 1);

        using var answer = await PostAsync(client, feed, AtomCalls.Entry("urn:x:1"), "k");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Post_KeyThatIsTooLong_SaysSo()
    {
        var feed = await portal.HostedFeedAsync("longkey");
        using var client = portal.Host.Client();

        using var answer = await PostAsync(client, feed, AtomCalls.Entry(), new string('k', 256));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("255", await answer.DetailAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string feed, string xml, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/feeds/{feed}") { Content = new StringContent(xml, Encoding.UTF8, "application/atom+xml") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
