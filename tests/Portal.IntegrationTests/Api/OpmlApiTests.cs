using System.Net;
using System.Text;
using Portal.TestKit;

namespace Portal.IntegrationTests.Api;

public sealed class OpmlApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    // Nothing listens there: they are followed, and polled in vain.
    private const string List =
        """
        <opml version="2.0"><body>
          <outline text="Sales"><outline text="Orders &amp; more" type="rss" xmlUrl="http://127.0.0.1:9/orders?a=1&amp;b=2" category="hot,eu" description="All orders"/></outline>
          <outline text="Loose" xmlUrl="http://127.0.0.1:9/loose"/>
          <outline text="Broken" xmlUrl="nowhere"/>
        </body></opml>
        """;

    [Fact]
    public async Task List_ImportedExportedAndImportedElsewhere_IsTheSame()
    {
        using var client = portal.Host.Client();

        var dry = await ImportAsync(client, List, "?owner=Team&domain=Other&pollInterval=PT2H&dryRun=true");
        var first = await ImportAsync(client, List, "?owner=Team&domain=Other&pollInterval=PT2H");
        var second = await ImportAsync(client, List, "?owner=Team&domain=Other&pollInterval=PT2H");

        Assert.Equal([(2, 0, 1), (2, 0, 1), (0, 2, 1)], new[] { dry, first, second }.Select(Counts));
        var exported = await client.GetStringAsync("/api/v1/feeds.opml?owner=Team");
        await using var elsewhere = PortalHost.Start();
        using var other = elsewhere.Client();
        Assert.Equal((2, 0, 0), Counts(await ImportAsync(other, exported, "")));
        Assert.Equal(
            Bodies(exported), Bodies(await other.GetStringAsync("/api/v1/feeds.opml")));
    }

    [Theory]
    [InlineData("<rss/>", "", HttpStatusCode.UnprocessableEntity)]
    [InlineData("<!DOCTYPE opml><opml/>", "", HttpStatusCode.UnprocessableEntity)]
    [InlineData("<opml/>", "?pollInterval=soon", HttpStatusCode.BadRequest)]
    public async Task Import_WhatCannotBeUsed_IsRefusedWithAReason(string document, string query, HttpStatusCode status)
    {
        using var client = portal.Host.Client();
        using var answer = await PostAsync(client, document, query);

        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty((await answer.JsonAsync()).GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task List_TooLarge_Is413()
    {
        using var client = portal.Host.Client();
        using var answer = await PostAsync(client, new string(' ', (4 * 1024 * 1024) + 1), "");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task List_ForAnybodyButOperators_IsForbidden()
    {
        using var viewer = await portal.ClientWithRolesAsync("viewer", "developer");
        using var exported = await viewer.GetAsync("/api/v1/feeds.opml");
        using var imported = await PostAsync(viewer, List, "");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (exported.StatusCode, imported.StatusCode));
    }

    private static async Task<System.Text.Json.JsonElement> ImportAsync(HttpClient client, string document, string query)
    {
        using var answer = await PostAsync(client, document, query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string document, string query) =>
        client.PostAsync($"/api/v1/feeds.opml{query}", new StringContent(document, Encoding.UTF8, "text/x-opml"));

    private static (int Followed, int Known, int Invalid) Counts(System.Text.Json.JsonElement result) =>
        (result.GetProperty("followed").GetInt32(), result.GetProperty("known").GetInt32(), result.GetProperty("invalid").GetInt32());

    // Without the date of its making.
    private static string Bodies(string document) => document[document.IndexOf("<body>", StringComparison.Ordinal)..];
}
