using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>The service document (RFC 5023 section 8), and who sees what in it and below it.</summary>
public sealed class ServiceTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly string[] Published =
    [
        "application/atom+xml;type=entry", "application/atom+xml;type=feed", "application/vnd.rackspace.atom+json",
        "application/cloudevents+json", "application/cloudevents-batch+json",
    ];

    private static readonly XNamespace App = "http://www.w3.org/2007/app";

    [Fact]
    public async Task Get_Service_HasAWorkspaceForEachDomainAndACollectionForEachFeed()
    {
        var feed = await portal.HostedFeedAsync("listed", new { domain = "Zoo & <sons>", title = "Animals" });
        using var client = portal.Host.Client();

        using var answer = await client.GetAsync("/feeds");
        var service = await answer.XmlAsync();
        var workspace = service.Elements(App + "workspace").Single(w => w.Value("title") == "Zoo & <sons>");
        var collection = Assert.Single(workspace.Elements(App + "collection"));

        Assert.Equal(("application/atomsvc+xml", App + "service"), (answer.Content.Headers.ContentType?.MediaType, service.Name));
        Assert.Equal(($"{portal.Host.Address}feeds/{feed}", "Animals"), (collection.Attribute("href")?.Value, collection.Value("title")));
        Assert.Equal(Published, Accepts(service, feed));
    }

    [Theory]
    [InlineData("application/atomsvc+xml", HttpStatusCode.OK)]
    [InlineData("*/*", HttpStatusCode.OK)]
    [InlineData("image/png", HttpStatusCode.NotAcceptable)]
    public async Task Get_Service_IsNegotiated(string accept, HttpStatusCode status)
    {
        using var client = portal.Host.Client();

        using var answer = await client.GetAsync("/feeds", ("Accept", accept));

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Get_ServiceByAReader_AcceptsNothingAnywhere()
    {
        var feed = await portal.HostedFeedAsync("readable");
        using var viewer = await portal.ClientWithRolesAsync("viewer");

        var service = await viewer.GetXmlAsync("/feeds");

        Assert.Equal([""], Accepts(service, feed));
        Assert.All(service.Descendants(App + "accept"), accept => Assert.Equal("", accept.Value));
    }

    [Fact]
    public async Task Get_Service_AcceptsNothingWherePublishingIsNotPossible()
    {
        var retired = await portal.HostedFeedAsync("retired");
        var followed = PortalFixture.NewId("followed");
        using var client = portal.Host.Client();
        using var gone = await client.DeleteAsync($"/api/v1/feeds/{retired}");
        using var made = await client.PostAsJsonAsync("/api/v1/feeds", new
        {
            id = followed,
            title = "t",
            owner = "o",
            domain = "d",
            channel = new { type = "http", url = "http://127.0.0.1:9/", pollInterval = "P1D" },
        });
        made.EnsureSuccessStatusCode();

        var service = await client.GetXmlAsync("/feeds");

        Assert.Equal([""], Accepts(service, followed));
        Assert.Equal([""], Accepts(service, "portal-activity"));
        Assert.Equal([""], Accepts(service, retired));
    }

    [Theory]
    [InlineData("publisher")]
    [InlineData("operator")]
    public async Task Post_ToACollectionThatAcceptsNothing_IsRefused(string role)
    {
        using var client = await portal.ClientWithRolesAsync(role);

        using var answer = await client.PostEntryAsync("portal-activity", AtomCalls.Entry());

        Assert.True((int)answer.StatusCode is 403 or 405, answer.StatusCode.ToString());
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("developer")]
    [InlineData("publisher")]
    public async Task RestrictedFeed_ForOthers_IsNotThere(string role)
    {
        var feed = await portal.HostedFeedAsync("restricted", new { visibility = "restricted", domain = "Secret domain" });
        using var oper = portal.Host.Client();
        await oper.FillAsync(feed, 1, 1);
        using var client = await portal.ClientWithRolesAsync(role);

        using var missing = await client.GetAsync("/feeds/no-such-feed");
        foreach (var path in new[] { $"/feeds/{feed}", $"/feeds/{feed}?marker=last", $"/feeds/{feed}/entries/urn:x:1" })
        {
            using var answer = await client.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
            Assert.Equal(
                (await missing.DetailAsync()).Replace("no-such-feed", feed, StringComparison.Ordinal), await answer.DetailAsync());
        }

        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:2"));
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
        var service = (await client.GetXmlAsync("/feeds")).ToString();
        Assert.DoesNotContain(feed, service, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret domain", service, StringComparison.Ordinal);
        Assert.Equal(["urn:x:1"], (await oper.GetXmlAsync($"/feeds/{feed}")).Ids());
    }

    [Fact]
    public async Task RestrictedFeed_ForAKeyOfItsOwn_IsTheOnlyOne()
    {
        var (feed, other) = (await portal.HostedFeedAsync("restricted", new { visibility = "restricted" }), await portal.HostedFeedAsync("other"));
        using var oper = portal.Host.Client();
        using var made = await oper.PostAsJsonAsync("/api/v1/keys", new { name = PortalFixture.NewId("key"), roles = new[] { "publisher" }, feeds = new[] { feed } });
        using var client = portal.Host.Client((await made.JsonAsync()).GetProperty("key").GetString());

        using var posted = await client.PostEntryAsync(feed, AtomCalls.Entry("urn:x:1"));
        using var elsewhere = await client.GetAsync($"/feeds/{other}");
        var service = await client.GetXmlAsync("/feeds");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.NotFound), (posted.StatusCode, elsewhere.StatusCode));
        Assert.Equal([$"{portal.Host.Address}feeds/{feed}"], service.Descendants(App + "collection").Select(c => c.Attribute("href")!.Value));
        Assert.Equal(Published, Accepts(service, feed));
    }

    [Fact]
    public async Task InternalFeed_ForAViewer_CanBeRead()
    {
        var feed = await portal.HostedFeedAsync("internal", new { visibility = "internal" });
        using var viewer = await portal.ClientWithRolesAsync("viewer");

        Assert.Empty((await viewer.GetXmlAsync($"/feeds/{feed}")).Ids());
    }

    [Fact]
    public async Task AnyAddress_WithoutAKey_Answers401WithAChallenge()
    {
        var feed = await portal.HostedFeedAsync("internal");
        using var anonymous = portal.Host.Client(key: null);

        foreach (var path in new[] { "/feeds", $"/feeds/{feed}", "/feeds/no-such-feed", $"/feeds/{feed}/entries/urn:x:1" })
        {
            using var answer = await anonymous.GetAsync(path);
            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        }
    }

    private static List<string> Accepts(XElement service, string feed) =>
    [
        .. service.Descendants(App + "collection").Single(c => c.Attribute("href")!.Value.EndsWith($"/feeds/{feed}", StringComparison.Ordinal))
            .Elements(App + "accept").Select(a => a.Value),
    ];
}
