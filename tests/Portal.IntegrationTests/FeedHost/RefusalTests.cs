using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Publications that are refused: each says why, and stores nothing.</summary>
public sealed class RefusalTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Bomb = """
        <!DOCTYPE entry [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
        <entry xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></entry>
        """;

    private const string Stolen = """
        <!DOCTYPE entry [<!ENTITY f SYSTEM "file:///etc/passwd">]>
        <entry xmlns="http://www.w3.org/2005/Atom"><title>&f;</title></entry>
        """;

    public static TheoryData<string, string> Bodies { get; } = new()
    {
        { "<entry xmlns=\"http://www.w3.org/2005/Atom\">\n  <title>x</titel>\n</entry>", "line 2, column 13" },
        { "<entry xmlns=\"http://www.w3.org/2005/Atom\">\n  <title>x</title>\n", "line 3" },
        { AtomCalls.Entry() + "<entry/>", "line 3" },
        { AtomCalls.Entry(title: "\u0001"), "line 2" },
        { AtomCalls.Entry(title: "&nbsp;"), "line 2" },
        { "", "empty" },
        { "{\"title\": \"x\"}", "line 1" },
        { "<entry xmlns=\"http://purl.org/atom/ns#\"><title>x</title></entry>", "'http://www.w3.org/2005/Atom' is expected (line 1, column 2)" },
        { "<entry><title>x</title></entry>", "'entry' of no namespace" },
        { "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry/></feed>", "'feed'" },
        { Bomb, "DTD" },
        { Stolen, "DTD" },
        { AtomCalls.Entry("urn:x:1", more: "<id>urn:x:2</id>"), "second atom:id" },
        { AtomCalls.Entry(more: "<updated>yesterday</updated>"), "'yesterday'" },
        { AtomCalls.Entry(more: "<link rel=\"self\"/>"), "href" },
        { AtomCalls.Entry(""), "atom:id is empty" },
        { AtomCalls.Entry("last"), "atom:id 'last'" },
        { AtomCalls.Entry("urn:x:" + new string('a', 5000)), "atom:id is too long" },
        { string.Concat(Enumerable.Repeat("<a>", 100_000)), "line 1" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Post_WhatIsNoEntry_Answers422WithThePlace(string body, string expected)
    {
        var feed = await portal.HostedFeedAsync("refusing");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(expected, await answer.DetailAsync(), StringComparison.Ordinal);
        await AssertNothingStoredAsync(feed, client, errors: 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/xml")]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/atom+xml;type=service")]
    [InlineData("nonsense")]
    public async Task Post_OtherMediaType_Answers415(string? type)
    {
        var feed = await portal.HostedFeedAsync("typed");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry(), type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("application/atom+xml;type=entry", await answer.DetailAsync(), StringComparison.Ordinal);
        await AssertNothingStoredAsync(feed, client);
    }

    [Fact]
    public async Task Post_Compressed_Answers415AboutTheCoding()
    {
        var feed = await portal.HostedFeedAsync("coded");
        using var client = portal.Host.Client();
        var body = new StringContent(AtomCalls.Entry(), Encoding.UTF8, "application/atom+xml");
        body.Headers.ContentEncoding.Add("gzip");

        using var answer = await client.PostAsync($"/feeds/{feed}", body);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal(["identity"], answer.Headers.GetValues("Accept-Encoding"));
        await AssertNothingStoredAsync(feed, client);
    }

    [Theory]
    [InlineData("no-such-feed")]
    [InlineData("NOT-AN-ID")]
    [InlineData("%01%3Cscript%3E")]
    public async Task Post_UnknownFeed_Answers404(string feed)
    {
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry());

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(Uri.UnescapeDataString(feed), await answer.DetailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TakenId_Answers409WithTheAddressOfWhatIsThere()
    {
        var feed = await portal.HostedFeedAsync("taken");
        using var client = portal.Host.Client();
        using var first = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1"));
        var tail = await portal.Host.TailAsync(feed);

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1", "Something else"));

        var address = first.Headers.Location!.OriginalString;
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(address, await answer.DetailAsync(), StringComparison.Ordinal);
        Assert.Equal(address, (await answer.JsonAsync()).GetProperty("existing").GetString());
        Assert.Equal("A title", (await client.GetXmlAsync(address)).Value("title"));
        Assert.Equal(tail, await portal.Host.TailAsync(feed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_LargerThanTheFeedTakes_Answers413(bool chunked)
    {
        var feed = await portal.HostedFeedAsync("small", new { channel = new { type = "hosted", maxEntryBytes = 1024 } });
        using var client = portal.Host.Client();
        using var publisher = portal.Host.Client();
        publisher.DefaultRequestHeaders.TransferEncodingChunked = chunked;

        using var answer = await publisher.PostEntryAsync(feed, AtomCalls.Entry(title: new string('x', 200_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("1024", await answer.DetailAsync(), StringComparison.Ordinal);
        await AssertNothingStoredAsync(feed, client, errors: 1);
    }

    [Fact]
    public async Task Post_AsLargeAsTheFeedTakes_IsStored()
    {
        var feed = await portal.HostedFeedAsync("exact", new { channel = new { type = "hosted", maxEntryBytes = 1024 } });
        using var client = portal.Host.Client();
        var title = new string('x', 1024 - AtomCalls.Entry(title: "").Length);

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry(title: title));
        using var larger = await client.PostEntryAsync(feed, AtomCalls.Entry(title: title + "x"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.RequestEntityTooLarge), (answer.StatusCode, larger.StatusCode));
    }

    [Fact]
    public async Task Post_WithoutAKey_Answers401WithAChallenge()
    {
        var feed = await portal.HostedFeedAsync("closed");
        using var anonymous = portal.Host.Client(key: null);

        using var answer = await anonymous.PostEntryAsync(feed, AtomCalls.Entry());

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        await AssertNothingStoredAsync(feed);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("developer")]
    public async Task Post_WithAKeyThatMayOnlyRead_Answers403(string role)
    {
        var feed = await portal.HostedFeedAsync("readonly");
        using var client = await portal.ClientWithRolesAsync(role);

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry());

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(feed, await answer.DetailAsync(), StringComparison.Ordinal);
        await AssertNothingStoredAsync(feed);
    }

    [Fact]
    public async Task Post_ToARetiredFeed_Answers405()
    {
        var feed = await portal.HostedFeedAsync("retired");
        using var client = portal.Host.Client();
        using var retired = await client.DeleteAsync($"/api/v1/feeds/{feed}");

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry());

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, HEAD"), (answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow)));
        await AssertNothingStoredAsync(feed);
    }

    [Fact]
    public async Task Post_ToAFollowedFeed_Answers405()
    {
        var feed = PortalFixture.NewId("followed");
        using var client = portal.Host.Client();
        using var made = await client.PostAsJsonAsync("/api/v1/feeds", new
        {
            id = feed,
            title = "t",
            owner = "o",
            domain = "d",
            channel = new { type = "http", url = "http://127.0.0.1:9/", pollInterval = "P1D" },
        });

        using var answer = await client.PostEntryAsync(feed, AtomCalls.Entry());

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, HEAD"), (answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow)));
    }

    [Fact]
    public async Task Refusal_ForAClientThatReadsOnlyXml_IsXml()
    {
        var feed = await portal.HostedFeedAsync("xml");
        using var client = portal.Host.Client();
        client.DefaultRequestHeaders.Add("Accept", "application/atom+xml");

        using var answer = await client.PostEntryAsync(feed, "<entry>\u0001");
        var error = await answer.XmlAsync();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/xml"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(("error", "422"), (error.Name.ToString(), (string?)error.Attribute("code")));
        Assert.Contains("line 1", (string?)error.Element("message"), StringComparison.Ordinal);
    }

    private async Task AssertNothingStoredAsync(string feed, HttpClient? client = null, int errors = 0)
    {
        Assert.Null(await portal.Host.TailAsync(feed));
        if (client is not null)
        {
            Assert.Empty((await client.GetXmlAsync($"/feeds/{feed}")).Ids());
            using var metrics = await client.GetAsync($"/api/v1/metrics/throughput?feed={feed}");
            Assert.Equal(errors, (await metrics.JsonAsync()).GetProperty("buckets").EnumerateArray().Sum(b => b.GetProperty("errors").GetInt32()));
        }
    }
}
