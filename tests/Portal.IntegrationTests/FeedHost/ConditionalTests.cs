using System.Net;
using System.Net.Http.Headers;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Conditional requests (RFC 9110 section 13), HEAD and what the client accepts.</summary>
public sealed class ConditionalTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    public static TheoryData<string, int> Pages { get; } = new()
    {
        { "", 0 },
        { "", 3 },
        { "?limit=2", 3 },
        { "?marker=last", 3 },
        { "?marker=urn:x:3&direction=forward", 3 },
        { "?marker=urn:x:3&direction=backward&limit=1", 3 },
        { "/entries/urn:x:2", 3 },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Get_AgainWithItsTag_Answers304WithTheSameHeaders(string path, int entries)
    {
        var address = await FilledAsync(path, entries);
        using var client = portal.Host.Client();
        using var first = await client.GetAsync(address);

        using var again = await client.GetAsync(address, ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(
            (first.Headers.ETag, first.Headers.CacheControl, string.Join(',', first.Headers.Vary)),
            (again.Headers.ETag, again.Headers.CacheControl, string.Join(',', again.Headers.Vary)));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("\"other\", {0}", true)]
    [InlineData("\"other\"", false)]
    [InlineData("{0}", true)]
    public async Task Get_WithTags_ComparesThem(string header, bool known)
    {
        var address = await FilledAsync("", 1);
        using var client = portal.Host.Client();
        using var first = await client.GetAsync(address);

        using var again = await client.GetAsync(address, ("If-None-Match", header.Replace("{0}", first.Headers.ETag!.ToString(), StringComparison.Ordinal)));

        Assert.Equal(known ? HttpStatusCode.NotModified : HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Get_AfterAnEntryCame_IsModified()
    {
        var feed = await portal.HostedFeedAsync("modified");
        using var client = portal.Host.Client();
        HashSet<EntityTagHeaderValue> tags = [];
        for (var i = 1; i <= 3; i++)
        {
            using var answer = await client.GetAsync($"/feeds/{feed}", ("If-None-Match", string.Join(", ", tags)));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(tags.Add(answer.Headers.ETag!));
            await client.FillAsync(feed, i, i);
        }
    }

    [Fact]
    public async Task Get_AfterTheFeedWasRenamed_IsModified()
    {
        var feed = await portal.HostedFeedAsync("renamed");
        using var client = portal.Host.Client();
        using var first = await client.GetAsync($"/feeds/{feed}");
        using var changed = await client.PatchAsync($"/api/v1/feeds/{feed}", new StringContent("{\"title\":\"Anew\"}", null, "application/json"));
        changed.EnsureSuccessStatusCode();

        using var again = await client.GetAsync($"/feeds/{feed}", ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("Anew", (await again.XmlAsync()).Value("title"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Head_IsGetWithoutTheBody(string path, int entries)
    {
        var address = await FilledAsync(path, entries);
        using var client = portal.Host.Client();

        using var head = await client.AskAsync(HttpMethod.Head, address);
        using var get = await client.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal(Headers(get), Headers(head));
    }

    [Theory]
    [InlineData("/feeds")]
    [InlineData("/feeds/no-such-feed")]
    public async Task Head_OfOtherAddresses_AnswersAsGetDoes(string address)
    {
        using var client = portal.Host.Client();

        using var head = await client.AskAsync(HttpMethod.Head, address);
        using var get = await client.GetAsync(address);

        Assert.Equal((get.StatusCode, get.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("", "application/atom+xml")]
    [InlineData("/entries/urn:x:1", "application/atom+xml;type=entry")]
    public async Task Get_AcceptingAtom_IsServedAtom(string path, string type)
    {
        var address = await FilledAsync(path, 1);
        using var client = portal.Host.Client();

        foreach (var accept in new[] { "application/atom+xml", "*/*", "text/html, application/xhtml+xml, */*;q=0.8" })
        {
            using var answer = await client.GetAsync(address, ("Accept", accept));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.StartsWith(type, answer.Content.Headers.ContentType!.ToString().Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/entries/urn:x:1")]
    public async Task Get_AcceptingNothingThatIsServed_Answers406(string path)
    {
        var address = await FilledAsync(path, 1);
        using var client = portal.Host.Client();

        foreach (var accept in new[] { "image/png", "text/html", "application/atom+xml;q=0, image/*", "*/*;q=0" })
        {
            using var answer = await client.GetAsync(address, ("Accept", accept));
            Assert.True(answer.StatusCode == HttpStatusCode.NotAcceptable, $"{accept}: {answer.StatusCode}");
            Assert.Contains("application/atom+xml", await answer.DetailAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Change_AnEntryOfAFeedWithoutEdits_Answers405WithWhatIsAllowed(string method)
    {
        var address = await FilledAsync("/entries/urn:x:1", 1);
        using var client = portal.Host.Client();

        using var answer = await client.AskAsync(new HttpMethod(method), address);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, HEAD"), (answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow)));
    }

    [Fact]
    public async Task Get_UnknownEntry_Answers404()
    {
        var address = await FilledAsync("/entries/urn:x:2", 1);
        using var client = portal.Host.Client();

        using var answer = await client.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("'urn:x:2'", await answer.DetailAsync(), StringComparison.Ordinal);
    }

    private static string Headers(HttpResponseMessage answer) => string.Join(
        '\n', answer.Headers.Concat(answer.Content.Headers)
            .Where(h => h.Key is not ("Date" or "Content-Security-Policy" or "Transfer-Encoding"))
            .OrderBy(h => h.Key, StringComparer.Ordinal)
            .Select(h => $"{h.Key}: {string.Join(", ", h.Value)}"));

    private async Task<string> FilledAsync(string path, int entries)
    {
        var feed = await portal.HostedFeedAsync("conditional", new { allowEdits = false });
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, entries);
        return $"/feeds/{feed}{path}";
    }
}
