using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Events;
using Portal.Events.Entries;
using Portal.FeedHost.Publishing;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Publishing from a page is held to what a POST is held to.</summary>
public sealed class PublishDeskTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Atom = "application/atom+xml;type=entry";

    [Fact]
    public async Task Post_ByAPublisher_IsStoredAndReadable()
    {
        var feed = await portal.HostedFeedAsync("desk");

        var outcome = await PostAsync(feed, AtomCalls.Entry("urn:x:1"), "publisher");

        Assert.Equal((201, null), (outcome.Status, outcome.Problem));
        Assert.Equal(("urn:x:1", feed), (outcome.Stored!.Entry.Id, outcome.Stored.Feed.Value));
        using var client = portal.Host.Client();
        using var read = await client.GetAsync($"/feeds/{feed}/entries/urn:x:1");
        Assert.True(read.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData(403, "Your role does not publish to", "viewer")]
    [InlineData(403, "Your role does not publish.")]
    [InlineData(403, "Your role does not publish.", "no such role")]
    public async Task Post_ByWhomMayNot_IsRefused(int status, string problem, params string[] roles)
    {
        var feed = await portal.HostedFeedAsync("denied");

        var outcome = await PostAsync(feed, AtomCalls.Entry("urn:x:1"), roles);

        Assert.Equal(status, outcome.Status);
        Assert.StartsWith(problem, outcome.Problem, StringComparison.Ordinal);
        Assert.Null(await portal.Host.TailAsync(feed));
    }

    [Fact]
    public async Task Post_ByNobody_IsRefused()
    {
        var feed = await portal.HostedFeedAsync("nobody");

        var outcome = await PostAsync(feed, AtomCalls.Entry("urn:x:1"), new ClaimsPrincipal(new ClaimsIdentity()));

        Assert.Equal(403, outcome.Status);
    }

    [Fact]
    public async Task Post_ToAFeedThatTheyMayNotSee_IsNotFound()
    {
        var feed = await portal.HostedFeedAsync("hidden", new { visibility = "restricted" });

        Assert.Equal(404, (await PostAsync(feed, AtomCalls.Entry("urn:x:1"), "publisher")).Status);
    }

    [Fact]
    public async Task Post_ThatBreaksTheContract_StoresNothingAndNamesEveryViolation()
    {
        var feed = await portal.HostedFeedAsync("checked");
        using var client = portal.Host.Client();
        using var contract = await client.PostAsJsonAsync($"/api/v1/feeds/{feed}/contracts", new
        {
            version = "1.0.0",
            language = "json-schema",
            enforcement = "reject",
            schema = """{"type":"object","required":["a","b"],"properties":{"c":{"type":"integer"}}}""",
        });
        Assert.True(contract.IsSuccessStatusCode, await contract.Content.ReadAsStringAsync());

        var outcome = await PostAsync(
            feed, "<entry xmlns='http://www.w3.org/2005/Atom'><title>t</title><content type='application/json'>{\n\"c\": \"x\"\n}</content></entry>", "publisher");

        Assert.Equal((422, 3, null), (outcome.Status, outcome.Violations.Count, outcome.Stored));
        Assert.Equal(("/c", 2), outcome.Violations.Where(v => v.Path == "/c").Select(v => (v.Path, v.Line ?? 0)).Single());
        Assert.Null(await portal.Host.TailAsync(feed));
    }

    [Fact]
    public async Task Post_OverTheRate_IsRefusedTogetherWithPosts()
    {
        var feed = await portal.HostedFeedAsync("held", new { channel = new { type = "hosted", maxEntriesPerMinute = 2 } });
        using var publisher = await portal.ClientWithRolesAsync("publisher");
        using var posted = await publisher.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1"));

        var second = await PostAsync(feed, AtomCalls.Entry("urn:x:2"), "publisher");
        var third = await PostAsync(feed, AtomCalls.Entry("urn:x:3"), "publisher");

        Assert.Equal((201, 429), (second.Status, third.Status));
        Assert.Equal(2, (await portal.Host.TailAsync(feed))?.Entries);
    }

    [Theory]
    [InlineData(413, Atom, "<entry xmlns='http://www.w3.org/2005/Atom'><title>t</title></entry>", 1025)]
    [InlineData(415, "text/plain", "x")]
    [InlineData(422, Atom, "<entry")]
    [InlineData(422, Atom, "")]
    public async Task Post_OfWhatCannotBeAnEntry_IsAnsweredAsAPostIs(int status, string type, string body, int length = 0)
    {
        var feed = await portal.HostedFeedAsync("odd", new { channel = new { type = "hosted", maxEntryBytes = 1024 } });

        Assert.Equal(status, (await PostAsync(feed, body.PadRight(length), Person("publisher"), type)).Status);
    }

    private Task<PostOutcome> PostAsync(string feed, string body, params string[] roles) => PostAsync(feed, body, Person(roles));

    private async Task<PostOutcome> PostAsync(string feed, string body, ClaimsPrincipal caller, string type = Atom)
    {
        await using var scope = portal.Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IPublishDesk>()
            .PostAsync(FeedId.Parse(feed), type, Encoding.UTF8.GetBytes(body), caller, TestContext.Current.CancellationToken);
    }

    private static ClaimsPrincipal Person(params string[] roles) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, "paul"), new Claim(ClaimTypes.Name, "Paul"), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], "test"));
}
