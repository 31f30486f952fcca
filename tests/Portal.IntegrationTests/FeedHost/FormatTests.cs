using System.Net;
using System.Text;
using System.Text.Json;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Feeds and entries in the forms other than Atom, both ways.</summary>
public sealed class FormatTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string AtomJson = "application/vnd.rackspace.atom+json";
    private const string CloudEvent = "application/cloudevents+json";

    [Theory]
    [InlineData("application/feed+json", "application/feed+json")]
    [InlineData("application/cloudevents-batch+json", "application/cloudevents-batch+json")]
    [InlineData(AtomJson, AtomJson)]
    [InlineData("application/feed+json;q=0.5, application/atom+xml;q=0.4", "application/feed+json")]
    [InlineData("application/feed+json;q=0.5, */*", "application/atom+xml")]
    [InlineData("text/html, */*;q=0.1", "application/atom+xml")]
    public async Task Get_AcceptedForm_IsServed(string accept, string type)
    {
        var (feed, client) = await FilledAsync();

        using var answer = await client.GetAsync($"/feeds/{feed}", ("Accept", accept));

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task Get_FormThatIsNotServed_NamesThoseThatAre(string accept)
    {
        var (feed, client) = await FilledAsync();

        using var answer = await client.GetAsync($"/feeds/{feed}", ("Accept", accept));

        Assert.Equal(HttpStatusCode.NotAcceptable, answer.StatusCode);
        Assert.Contains("application/feed+json", await answer.DetailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_EachForm_HasATagOfItsOwnAndGives304()
    {
        var (feed, client) = await FilledAsync();
        var tags = new HashSet<string>();
        foreach (var accept in new[] { "application/atom+xml", AtomJson, "application/feed+json", "application/cloudevents-batch+json" })
        {
            using var first = await client.GetAsync($"/feeds/{feed}", ("Accept", accept));
            tags.Add(first.Headers.ETag!.Tag);
            using var again = await client.GetAsync($"/feeds/{feed}", ("Accept", accept), ("If-None-Match", first.Headers.ETag.ToString()));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }

        Assert.Equal(4, tags.Count);
    }

    [Fact]
    public async Task JsonFeed_HasWhatTheSpecificationAsksFor()
    {
        var (feed, client) = await FilledAsync();

        var page = await JsonAsync(client, $"/feeds/{feed}?limit=1", "application/feed+json");
        var item = page.GetProperty("items")[0];

        Assert.Equal("https://jsonfeed.org/version/1.1", page.GetProperty("version").GetString());
        Assert.EndsWith($"/feeds/{feed}?limit=1", page.GetProperty("feed_url").GetString(), StringComparison.Ordinal);
        Assert.Contains("marker=", page.GetProperty("next_url").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ("urn:x:2", "A <title> & more", "{\"number\": 2}", "OrderPlaced"),
            (item.GetProperty("id").GetString(), item.GetProperty("title").GetString(), item.GetProperty("content_text").GetString(), item.GetProperty("tags")[0].GetString()));
    }

    [Fact]
    public async Task CloudEvents_CarryJsonDataAsJson()
    {
        var (feed, client) = await FilledAsync();

        var batch = await JsonAsync(client, $"/feeds/{feed}", "application/cloudevents-batch+json");
        var newest = batch[0];

        Assert.Equal(
            ("1.0", "urn:x:2", $"{portal.Host.Address}feeds/{feed}", "OrderPlaced", "application/json", 2),
            (newest.GetProperty("specversion").GetString(), newest.GetProperty("id").GetString(), newest.GetProperty("source").GetString(),
                newest.GetProperty("type").GetString(), newest.GetProperty("datacontenttype").GetString(), newest.GetProperty("data").GetProperty("number").GetInt32()));
        Assert.Equal("hello", batch[1].GetProperty("data").GetString());
    }

    [Fact]
    public async Task CloudEvent_Structured_ComesBackAsItWasSent()
    {
        var feed = await portal.HostedFeedAsync("structured");
        using var client = portal.Host.Client();
        const string Sent = """{"specversion":"1.0","id":"e-1","source":"/shop","type":"OrderPlaced","time":"2026-01-31T18:30:02.5Z","subject":"SO-1","dataschema":"https://example.org/o","traceparent":"00-1","datacontenttype":"application/json","data":{"number":7}}""";

        using var posted = await PostAsync(client, feed, Sent, CloudEvent);
        var back = await JsonAsync(client, posted.Headers.Location!.OriginalString, CloudEvent);
        var atom = await client.GetXmlAsync(posted.Headers.Location!.OriginalString);

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        foreach (var member in JsonDocument.Parse(Sent).RootElement.EnumerateObject())
        {
            Assert.Equal(member.Value.GetRawText().Replace(".5Z", ".5+00:00", StringComparison.Ordinal), back.GetProperty(member.Name).GetRawText().Replace(".5Z", ".5+00:00", StringComparison.Ordinal));
        }

        Assert.Equal(("e-1", "SO-1", "2026-01-31T18:30:02.5Z"), (atom.Value("id"), atom.Value("title"), atom.Value("published")));
    }

    [Fact]
    public async Task CloudEvent_Binary_IsAnEntry()
    {
        var feed = await portal.HostedFeedAsync("binary");
        using var client = portal.Host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/feeds/{feed}") { Content = new StringContent("<order/>", Encoding.UTF8, "application/xml") };
        foreach (var (name, value) in new[] { ("specversion", "1.0"), ("id", "b-1"), ("source", "/shop%20one"), ("type", "OrderPlaced") })
        {
            request.Headers.TryAddWithoutValidation("ce-" + name, value);
        }

        using var posted = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var back = await JsonAsync(client, posted.Headers.Location!.OriginalString, CloudEvent);

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Equal(("b-1", "/shop one", "<order/>"), (back.GetProperty("id").GetString(), back.GetProperty("source").GetString(), back.GetProperty("data").GetString()));
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s"}""", "'type'")]
    [InlineData("""{"specversion":"0.3","id":"1","source":"/s","type":"t"}""", "0.3")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","time":"yesterday"}""", "yesterday")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","Trace_Id":"x"}""", "Trace_Id")]
    [InlineData("""{"specversion":"1.0",""", "line 1")]
    [InlineData("[]", "object")]
    public async Task CloudEvent_ThatIsNone_NamesWhatIsWrong(string sent, string names)
    {
        var feed = await portal.HostedFeedAsync("noevent");
        using var client = portal.Host.Client();

        using var answer = await PostAsync(client, feed, sent, CloudEvent);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(names, await answer.DetailAsync(), StringComparison.Ordinal);
        Assert.Null(await portal.Host.TailAsync(feed));
    }

    [Fact]
    public async Task AtomJson_Entry_ComesBackAsItWasSent()
    {
        var feed = await portal.HostedFeedAsync("atomjson");
        using var client = portal.Host.Client();
        const string Sent =
            """
            { "entry": { "@type": "http://www.w3.org/2005/Atom", "id": "urn:uuid:1", "title": { "type": "text", "@text": "Usage" },
              "category": [ { "term": "tid:1234" }, { "term": "rgn:DFW" } ],
              "content": { "event": { "@type": "http://example.org/event", "version": "2", "region": "DFW",
                "product": { "@type": "http://example.org/product", "bandwidthIn": 7, "status": "ACTIVE" } } } } }
            """;

        using var posted = await PostAsync(client, feed, Sent, AtomJson);
        var entry = (await JsonAsync(client, posted.Headers.Location!.OriginalString, AtomJson)).GetProperty("entry");
        var read = entry.GetProperty("content").GetProperty("event");
        var page = await JsonAsync(client, $"/feeds/{feed}", AtomJson);

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Equal(
            ("http://example.org/event", "2", "http://example.org/product", "7"),
            (read.GetProperty("@type").GetString(), read.GetProperty("version").GetString(),
                read.GetProperty("product").GetProperty("@type").GetString(), read.GetProperty("product").GetProperty("bandwidthIn").GetString()));
        Assert.Equal(["tid:1234", "rgn:DFW"], entry.GetProperty("category").EnumerateArray().Select(category => category.GetProperty("term").GetString()));
        Assert.Equal("urn:uuid:1", page.GetProperty("feed").GetProperty("entry")[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""{ "feed": {} }""", "'entry'")]
    [InlineData("""{ "entry": "x" }""", "'entry'")]
    [InlineData("""{ "entry": { "bad name": {} } }""", "bad name")]
    [InlineData("{", "line 1")]
    public async Task AtomJson_ThatIsNoEntry_NamesWhatIsWrong(string sent, string names)
    {
        var feed = await portal.HostedFeedAsync("noentry");
        using var client = portal.Host.Client();

        using var answer = await PostAsync(client, feed, sent, AtomJson);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(names, (await answer.DetailAsync()).Replace("0x20", "bad name", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private async Task<(string Feed, HttpClient Client)> FilledAsync()
    {
        var feed = await portal.HostedFeedAsync("formats");
        var client = portal.Host.Client();
        using var first = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1"));
        using var second = await client.PostEntryAsync(
            feed,
            """<entry xmlns="http://www.w3.org/2005/Atom"><id>urn:x:2</id><title>A &lt;title&gt; &amp; more</title><category term="OrderPlaced"/><content type="application/json">{"number": 2}</content></entry>""");
        second.EnsureSuccessStatusCode();
        return (feed, client);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string feed, string body, string type) => client.PostEntryAsync(feed, body, type);

    private static async Task<JsonElement> JsonAsync(HttpClient client, string address, string accept)
    {
        using var answer = await client.GetAsync(address, ("Accept", accept));
        answer.EnsureSuccessStatusCode();
        return await answer.JsonAsync();
    }
}
