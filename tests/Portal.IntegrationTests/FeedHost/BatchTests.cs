using System.Net;
using System.Net.Http.Json;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Several entries in one POST: all of them, or none.</summary>
public sealed class BatchTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string FeedType = "application/atom+xml;type=feed";

    [Fact]
    public async Task Post_Batch_StoresAllInItsOrderAndSaysWhere()
    {
        var feed = await portal.HostedFeedAsync("batch");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, Batch(Plain("urn:x:1"), Plain("urn:x:2"), Plain("urn:x:3")), FeedType);
        var entries = (await answer.JsonAsync()).GetProperty("entries").EnumerateArray().ToList();

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(["urn:x:1", "urn:x:2", "urn:x:3"], entries.Select(entry => entry.GetProperty("id").GetString()));
        Assert.Equal(["urn:x:3", "urn:x:2", "urn:x:1"], (await client.GetXmlAsync($"/feeds/{feed}")).Ids());
        Assert.Equal("urn:x:2", (await client.GetXmlAsync(entries[1].GetProperty("address").GetString()!)).Value("id"));
    }

    [Fact]
    public async Task Post_BatchOfEvents_StoresAll()
    {
        var feed = await portal.HostedFeedAsync("events");
        using var client = portal.Host.Client();
        const string Sent = """[{"specversion":"1.0","id":"1","source":"/s","type":"a"},{"specversion":"1.0","id":"2","source":"/s","type":"b","data":{"n":1}}]""";

        using var answer = await client.PostEntryAsync(feed, Sent, "application/cloudevents-batch+json");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(2, (await portal.Host.TailAsync(feed))?.Entries);
    }

    [Fact]
    public async Task Post_WithWhatTheFeedSaysForAll_KeepsItForEach()
    {
        var feed = await portal.HostedFeedAsync("inherited");
        using var client = portal.Host.Client();
        const string Sent =
            """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://example.org/a/"><entry><id>urn:x:1</id><title>t</title><link href="b"/></entry></feed>""";

        using var answer = await client.PostEntryAsync(feed, Sent, FeedType);
        var stored = Assert.Single(await portal.Host.EntriesAsync(feed)).Entry;

        Assert.Equal(("de", "https://example.org/a/b"), (stored.Language, stored.Links[0].Href));
    }

    [Theory]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'/>", 422, "no entry")]
    [InlineData("<entry xmlns='http://www.w3.org/2005/Atom'><title>t</title></entry>", 422, "'entry'")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'>\n<entry>", 422, "line 2")]
    [InlineData("<!DOCTYPE feed []><feed xmlns='http://www.w3.org/2005/Atom'/>", 422, "DTD")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>t</title></entry>\n\n<entry><title>t</title><updated>now</updated></entry></feed>", 422, "line 3")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:x:1</id><title>t</title></entry><entry><id>urn:x:1</id><title>t</title></entry></feed>", 409, "urn:x:1")]
    public async Task Post_UnusableBatch_NamesWhatIsWrongAndStoresNothing(string sent, int status, string names)
    {
        var feed = await portal.HostedFeedAsync("unusable");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, sent, FeedType);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(names, await answer.DetailAsync(), StringComparison.Ordinal);
        Assert.Null(await portal.Host.TailAsync(feed));
    }

    [Fact]
    public async Task Post_BatchWithATakenId_StoresNoneOfTheOthers()
    {
        var feed = await portal.HostedFeedAsync("taken");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 1);

        using var answer = await client.PostEntryAsync(feed, Batch(Plain("urn:x:0"), Plain("urn:x:1")), FeedType);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(["urn:x:1"], (await client.GetXmlAsync($"/feeds/{feed}")).Ids());
    }

    [Fact]
    public async Task Post_BatchThatBreaksTheContract_ListsEachEntryAndStoresNone()
    {
        var feed = await portal.HostedFeedAsync("broken");
        using var client = portal.Host.Client();
        using var contract = await client.PostAsJsonAsync(
            $"/api/v1/feeds/{feed}/contracts",
            new { version = "1.0.0", language = "json-schema", schema = """{"type":"object","required":["n"]}""", enforcement = "reject" },
            TestContext.Current.CancellationToken);
        contract.EnsureSuccessStatusCode();

        using var answer = await client.PostEntryAsync(feed, Batch(Json("urn:x:1", """{"n":1}"""), Json("urn:x:2", "{}"), Json("urn:x:3", "[]")), FeedType);
        var violations = (await answer.JsonAsync()).GetProperty("violations").EnumerateArray().Select(violation => violation.GetProperty("path").GetString()!);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["urn:x:2", "urn:x:3"], violations.Select(path => path.Split('#')[0]).Distinct());
        Assert.Null(await portal.Host.TailAsync(feed));
    }

    private static string Batch(params string[] entries) =>
        $"""<feed xmlns="http://www.w3.org/2005/Atom">{string.Concat(entries)}</feed>""";

    private static string Plain(string id) => $"<entry><id>{id}</id><title>t</title></entry>";

    private static string Json(string id, string payload) =>
        $"""<entry><id>{id}</id><title>t</title><content type="application/json">{payload}</content></entry>""";
}
