using System.Net;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Feeds as server-sent events, and as what is new since (RFC 3229).</summary>
public sealed class StreamTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string EventStream = "text/event-stream";

    [Fact]
    public async Task Stream_TellsOfEachEntryAsItComesIn()
    {
        var feed = await portal.HostedFeedAsync("streamed");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 2);
        using var listener = await ListenAsync(client, feed);

        await client.FillAsync(feed, 3, 5);

        Assert.Equal(["urn:x:3", "urn:x:4", "urn:x:5"], (await TakeAsync(listener, 3)).Select(e => e.EntryId));
    }

    [Fact]
    public async Task Stream_AfterTheLastEvent_GoesOnWithoutLossOrDoubles()
    {
        var feed = await portal.HostedFeedAsync("resumed");
        using var client = portal.Host.Client();
        using var listener = await ListenAsync(client, feed);
        await client.FillAsync(feed, 1, 3);
        var seen = await TakeAsync(listener, 2);
        listener.Dispose();
        await client.FillAsync(feed, 4, 5);

        using var again = await ListenAsync(client, feed, ("Last-Event-ID", seen[^1].Id));

        Assert.Equal(["urn:x:3", "urn:x:4", "urn:x:5"], (await TakeAsync(again, 3)).Select(e => e.EntryId));
    }

    [Fact]
    public async Task Stream_FromAMarker_BeginsAfterIt()
    {
        var feed = await portal.HostedFeedAsync("marked");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 3);

        using var listener = await ListenAsync(client, feed + "?marker=urn:x:1");

        Assert.Equal(["urn:x:2", "urn:x:3"], (await TakeAsync(listener, 2)).Select(e => e.EntryId));
    }

    [Theory]
    [InlineData("", "not-a-number", 400)]
    [InlineData("?search=%2Ba", null, 400)]
    [InlineData("?marker=urn:x:unknown", null, 404)]
    public async Task Stream_BadStart_SaysSo(string query, string? last, int status)
    {
        var feed = await portal.HostedFeedAsync("badstart");
        using var client = portal.Host.Client();

        using var answer = await client.GetAsync($"/feeds/{feed}{query}", [("Accept", EventStream), .. last is null ? [] : new[] { ("Last-Event-ID", last) }]);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Stream_OfAFeedThatOneMayNotSee_IsNotThere()
    {
        var feed = await portal.HostedFeedAsync("hidden", new { visibility = "restricted" });
        using var reader = await portal.ClientWithRolesAsync("viewer");

        using var answer = await reader.GetAsync($"/feeds/{feed}", ("Accept", EventStream));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Delta_GivesOnlyWhatIsNew()
    {
        var feed = await portal.HostedFeedAsync("delta");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 3);
        using var first = await client.GetAsync($"/feeds/{feed}");
        await client.FillAsync(feed, 4, 5);

        using var delta = await client.GetAsync($"/feeds/{feed}", ("If-None-Match", first.Headers.ETag!.ToString()), ("A-IM", "feed"));
        using var nothing = await client.GetAsync($"/feeds/{feed}", ("If-None-Match", delta.Headers.ETag!.ToString()), ("A-IM", "feed"));
        using var whole = await client.GetAsync($"/feeds/{feed}", ("A-IM", "feed"));

        Assert.Equal((226, "feed"), ((int)delta.StatusCode, delta.Headers.GetValues("IM").Single()));
        Assert.Equal(["urn:x:5", "urn:x:4"], (await delta.XmlAsync()).Ids());
        Assert.Equal(HttpStatusCode.NotModified, nothing.StatusCode);
        Assert.Equal((HttpStatusCode.OK, 5), (whole.StatusCode, (await whole.XmlAsync()).Ids().Count));
    }

    private static async Task<StreamReader> ListenAsync(HttpClient client, string feed, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/feeds/{feed}");
        foreach (var (name, value) in headers.Prepend(("Accept", EventStream)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(EventStream, answer.Content.Headers.ContentType?.MediaType);
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("retry: 3000", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        return reader;
    }

    private static async Task<IReadOnlyList<(string Id, string EntryId)>> TakeAsync(StreamReader reader, int count)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(10));
        List<(string, string)> events = [];
        var id = "";
        while (events.Count < count && await reader.ReadLineAsync(bound.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add((id, System.Text.Json.JsonDocument.Parse(line[6..]).RootElement.GetProperty("id").GetString()!));
            }
        }

        return events;
    }
}
