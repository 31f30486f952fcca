using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Portal.IntegrationTests.Api;

/// <summary>Every way on which an entry's payload leaves the portal over HTTP, with private fields and without them.</summary>
public sealed class PrivateFieldsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Secret = "kim.secret@example.org";
    private const string Schema =
        """{"type":"object","properties":{"id":{"type":"string"},"mail":{"type":"string","maxLength":30,"x-portal-private":true}},"required":["id"]}""";

    /// <summary>The address, what is accepted, and whether the payload is there at all.</summary>
    public static TheoryData<string, string> Outlets => new()
    {
        { "/feeds/FEED", "application/atom+xml" },
        { "/feeds/FEED", "application/vnd.rackspace.atom+json" },
        { "/feeds/FEED", "application/feed+json" },
        { "/feeds/FEED", "application/cloudevents-batch+json" },
        { "/feeds/FEED?marker=last&direction=forward", "application/atom+xml" },
        { "/feeds/FEED?search=(cat=order.placed)", "application/atom+xml" },
        { "/feeds/FEED?marker=last", "text/event-stream" },
        { "/feeds/FEED/entries/urn:one", "application/atom+xml" },
        { "/feeds/FEED/entries/urn:one", "application/vnd.rackspace.atom+json" },
        { "/feeds/FEED/entries/urn:one", "application/cloudevents+json" },
        { "/feeds/FEED/entries/urn:one?revision=1", "application/atom+xml" },
        { "/feeds/FEED/archives/1?before=NEWEST", "application/atom+xml" },
        { "/api/v1/feeds/FEED/entries", "application/json" },
        { "/api/v1/feeds/FEED/entries?after=0", "application/json" },
        { "/api/v1/events?feeds=FEED&limit=100", "application/x-ndjson" },
        { "/api/v1/feeds/FEED/contracts/1.0.0", "application/json" },
        { "/api/v1/feeds/FEED/contracts/samples", "application/json" },
    };

    [Theory]
    [MemberData(nameof(Outlets))]
    public async Task Outlet_WithoutTheRight_NeverTellsAPrivateValue(string address, string accept)
    {
        var feed = await FeedAsync();
        using var reader = await portal.ClientWithRolesAsync("viewer");
        using var entitled = await portal.ClientWithRolesAsync("viewer", "private");
        using var oper = portal.Host.Client();

        var masked = await ReadAsync(reader, address, accept, feed);

        Assert.DoesNotContain("kim.secret", masked, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("***", masked, StringComparison.Ordinal);
        Assert.Contains(Secret, await ReadAsync(entitled, address, accept, feed), StringComparison.Ordinal);
        Assert.Contains(Secret, await ReadAsync(oper, address, accept, feed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Violations_WithoutTheRight_QuoteNothingPrivate()
    {
        var feed = await FeedAsync();
        using var oper = portal.Host.Client();
        await PostAsync(oper, feed, "urn:wrong", $$"""{"id":"2","mail":"{{Secret}}.and.much.too.long.for.it"}""");
        using var reader = await portal.ClientWithRolesAsync("viewer");

        var entry = (await reader.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/entries")).GetProperty("items")[0];

        Assert.Equal("invalid", entry.GetProperty("conformance").GetString());
        Assert.NotEqual(0, entry.GetProperty("violations").GetArrayLength());
        Assert.DoesNotContain("secret", entry.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Search_WithoutTheRight_DoesNotAnswerWhetherAPrivateValueIsThere()
    {
        var feed = await FeedAsync();
        using var reader = await portal.ClientWithRolesAsync("viewer");
        using var entitled = await portal.ClientWithRolesAsync("viewer", "private");

        Assert.Equal(0, await FoundAsync(reader, feed));
        Assert.Equal(1, await FoundAsync(entitled, feed));
    }

    [Fact]
    public async Task Tag_OfAMaskedDocument_IsAnotherOneAndAnswers304()
    {
        var feed = await FeedAsync();
        using var reader = await portal.ClientWithRolesAsync("viewer");
        using var oper = portal.Host.Client();
        foreach (var address in new[] { $"/feeds/{feed}", $"/feeds/{feed}/entries/urn:one" })
        {
            using var masked = await reader.GetAsync(address);
            using var whole = await oper.GetAsync(address);
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.TryAddWithoutValidation("If-None-Match", masked.Headers.ETag!.ToString());
            using var known = await reader.SendAsync(again);

            Assert.NotEqual(masked.Headers.ETag, whole.Headers.ETag);
            Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        }
    }

    [Fact]
    public async Task Mark_InALaterVersion_HidesWhatCameInBefore()
    {
        var feed = await portal.HostedFeedAsync("marked-later");
        using var oper = portal.Host.Client();
        using var reader = await portal.ClientWithRolesAsync("viewer");
        await PostAsync(oper, feed, "urn:one", $$"""{"id":"1","mail":"{{Secret}}"}""");
        Assert.Contains(Secret, await ReadAsync(reader, "/feeds/FEED", "application/atom+xml", feed), StringComparison.Ordinal);

        await PublishAsync(oper, feed);

        Assert.DoesNotContain("kim.secret", await ReadAsync(reader, "/feeds/FEED", "application/atom+xml", feed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payload_ThatCannotBeRead_IsNotShownAtAll()
    {
        var feed = await FeedAsync();
        using var oper = portal.Host.Client();
        using var reader = await portal.ClientWithRolesAsync("viewer");
        await PostAsync(oper, feed, "urn:broken", $"{{ {Secret} is no JSON", "text");

        Assert.DoesNotContain("kim.secret", await ReadAsync(reader, "/feeds/FEED", "application/atom+xml", feed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reveal_NeedsTheRightAndAReason_AndIsTakenDown()
    {
        var feed = await FeedAsync();
        using var oper = portal.Host.Client();
        using var reader = await portal.ClientWithRolesAsync("viewer");
        var position = (await oper.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/entries?after=0")).GetProperty("items")[0].GetProperty("position").GetInt64();
        var address = $"/api/v1/feeds/{feed}/entries/{position}/reveal";

        using var denied = await reader.PostAsJsonAsync(address, new { reason = "curious" });
        using var unsaid = await oper.PostAsJsonAsync(address, new { reason = " " });
        using var elsewhere = await oper.PostAsJsonAsync($"/api/v1/feeds/{feed}/entries/{position + 1_000_000}/reveal", new { reason = "a complaint" });
        using var revealed = await oper.PostAsJsonAsync(address, new { reason = "a complaint" });
        var activity = await oper.GetStringAsync("/api/v1/feeds/portal-activity/entries");

        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.OK],
            [denied.StatusCode, unsaid.StatusCode, elsewhere.StatusCode, revealed.StatusCode]);
        Assert.Contains(Secret, await revealed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("access.entry.revealed", activity, StringComparison.Ordinal);
        Assert.Contains("a complaint", activity, StringComparison.Ordinal);
    }

    private async Task<string> FeedAsync()
    {
        var feed = await portal.HostedFeedAsync("private", new { channel = new { type = "hosted", allowEdits = true } });
        using var oper = portal.Host.Client();
        await PublishAsync(oper, feed);
        await PostAsync(oper, feed, "urn:one", $$"""{"id":"1","mail":"{{Secret}}"}""");
        await PostAsync(oper, feed, "urn:two", """{"id":"2"}""");
        using var sample = await oper.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts/1.0.0/samples", new { title = "One", payload = $$"""{"id":"1","mail":"{{Secret}}"}""" });
        sample.EnsureSuccessStatusCode();
        return feed;
    }

    private static async Task PublishAsync(HttpClient client, string feed)
    {
        using var answer = await client.PostAsJsonAsync(
            $"/api/v1/feeds/{feed}/contracts", new { version = "1.0.0", language = "json-schema", schema = Schema, enforcement = "flag" });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task PostAsync(HttpClient client, string feed, string id, string payload, string type = "application/json")
    {
        using var answer = await client.PostAsync(
            $"/feeds/{feed}",
            new StringContent(
                $"""<entry xmlns="http://www.w3.org/2005/Atom"><id>{id}</id><title>t</title><category term="order.placed"/><content type="{type}">{payload}</content></entry>""",
                Encoding.UTF8, "application/atom+xml"));
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<int> FoundAsync(HttpClient client, string feed) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/entries?q=kim.secret")).GetProperty("items").GetArrayLength();

    // An archive that is not complete ends before an entry: there is one more, without anything private.
    private static async Task<string> ReadAsync(HttpClient client, string address, string accept, string feed)
    {
        var place = address.Replace("FEED", feed, StringComparison.Ordinal);
        if (place.Contains("NEWEST", StringComparison.Ordinal))
        {
            using var oper = new HttpClient { BaseAddress = client.BaseAddress };
            oper.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
            var newest = (await oper.GetFromJsonAsync<JsonElement>($"/api/v1/feeds/{feed}/entries?limit=1")).GetProperty("items")[0].GetProperty("position").GetInt64();
            place = place.Replace("NEWEST", newest.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, place);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        if (accept != "text/event-stream")
        {
            return await answer.Content.ReadAsStringAsync();
        }

        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                return line;
            }
        }

        return "";
    }
}
