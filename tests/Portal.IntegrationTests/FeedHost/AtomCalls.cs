using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Portal.Events;
using Portal.Events.Log;
using Portal.TestKit;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>What these tests say to a hosted feed, and how they read its answers.</summary>
internal static class AtomCalls
{
    public const string EntryType = "application/atom+xml;type=entry";
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static string Entry(string? id = null, string title = "A title", string more = "") =>
        $"""
        <entry xmlns="http://www.w3.org/2005/Atom">{(id is null ? "" : $"<id>{id}</id>")}
          <title>{title}</title><content type="text">hello</content>{more}
        </entry>
        """;

    public static Task<HttpResponseMessage> PostEntryAsync(this HttpClient client, string feed, string xml, string? type = EntryType)
    {
        var body = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(xml));
        if (type is not null)
        {
            body.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return client.PostAsync($"/feeds/{feed}", body, TestContext.Current.CancellationToken);
    }

    /// <summary>Posts entries urn:x:from to urn:x:to.</summary>
    public static async Task FillAsync(this HttpClient client, string feed, int from, int to)
    {
        for (var i = from; i <= to; i++)
        {
            using var answer = await client.PostEntryAsync(feed, Entry($"urn:x:{i}", $"Entry {i}"));
            answer.EnsureSuccessStatusCode();
        }
    }

    public static async Task<XElement> XmlAsync(this HttpResponseMessage answer) =>
        XElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public static async Task<XElement> GetXmlAsync(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.XmlAsync();
    }

    public static async Task<HttpResponseMessage> GetAsync(this HttpClient client, string address, params (string Name, string Value)[] headers) =>
        await client.AskAsync(HttpMethod.Get, address, headers);

    public static async Task<HttpResponseMessage> AskAsync(
        this HttpClient client, HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static string? Link(this XElement element, string rel) =>
        element.Elements(Atom + "link").SingleOrDefault(l => (string?)l.Attribute("rel") == rel)?.Attribute("href")?.Value;

    public static string? Value(this XElement element, string name) => element.Element(Atom + name)?.Value;

    public static List<string> Ids(this XElement feed) => [.. feed.Elements(Atom + "entry").Select(e => e.Value("id")!)];

    public static async Task<string> DetailAsync(this HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.JsonAsync()).GetProperty("detail").GetString()!;
    }

    /// <summary>The end of a feed in the log; null while it holds nothing.</summary>
    public static async Task<FeedTail?> TailAsync(this PortalHost host, string feed)
    {
        var id = FeedId.Parse(feed);
        var tails = await host.Services.GetRequiredService<IEventLog>().TailsAsync([id], TestContext.Current.CancellationToken);
        return tails.GetValueOrDefault(id);
    }

    /// <summary>What the log holds of a feed, oldest first.</summary>
    public static async Task<IReadOnlyList<RecordedEntry>> EntriesAsync(this PortalHost host, string feed) =>
        await host.Services.GetRequiredService<IEventLog>().ReadAsync(
            new EventQuery { Feeds = [FeedId.Parse(feed)], Limit = EventQuery.MaxLimit }, TestContext.Current.CancellationToken);
}
