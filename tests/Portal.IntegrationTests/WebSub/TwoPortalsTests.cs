using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.IntegrationTests.FeedHost;
using Portal.IntegrationTests.Hub;
using Portal.TestKit;

namespace Portal.IntegrationTests.WebSub;

/// <summary>One portal follows a feed of another one, whose hub pushes only what is new.</summary>
public sealed class TwoPortalsTests(PortalFixture publisher) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Entry_OfOnePortal_IsPushedToTheOther_AndAPollFindsItKnown()
    {
        var feed = await publisher.HostedFeedAsync("pushed");
        using var client = publisher.Host.Client();
        await client.FillAsync(feed, 1, 3);
        await using var door = await OpenAsync(client);
        await using var follower = PortalHost.Start();
        using var other = follower.Client();
        using var made = await other.PostAsJsonAsync("/api/v1/feeds", new
        {
            id = "copy",
            title = "Copy",
            owner = "Tests",
            domain = "Tests",
            channel = new { type = "http", url = $"{AddressOf(door)}/feeds/{feed}", pollInterval = "P1D" },
        });
        made.EnsureSuccessStatusCode();
        await Eventually.IsTrueAsync(async () => await StateAsync(other) == "active", "the hub has confirmed");

        await client.FillAsync(feed, 4, 6);

        await Eventually.IsTrueAsync(async () => (await follower.EntriesAsync("copy")).Count >= 6, "all entries have come");
        using var polled = await other.PostAsync("/api/v1/feeds/copy/subscription/poll", null);
        Assert.Equal(0, (await polled.JsonAsync()).GetProperty("newEntries").GetInt32());
        Assert.Equal(
            Enumerable.Range(1, 6).Select(i => ($"urn:x:{i}", 1)),
            (await follower.EntriesAsync("copy")).Select(entry => (entry.Entry.Id, entry.Revision)));
    }

    private static async Task<string?> StateAsync(HttpClient client)
    {
        var subscription = await client.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/feeds/copy/subscription");
        return subscription.GetProperty("push") is { ValueKind: System.Text.Json.JsonValueKind.Object } push ? push.GetProperty("state").GetString() : null;
    }

    // Feeds are for those with a key: this door has one.
    private static async Task<WebApplication> OpenAsync(HttpClient inside)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var door = builder.Build();
        door.Run(async http =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.Path + http.Request.QueryString);
            request.Headers.Host = http.Request.Host.Value;
            if (HttpMethods.IsPost(http.Request.Method))
            {
                request.Content = new StreamContent(http.Request.Body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType);
            }

            using var answer = await inside.SendAsync(request, http.RequestAborted);
            http.Response.StatusCode = (int)answer.StatusCode;
            http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            http.Response.Headers.Link = answer.Headers.TryGetValues("Link", out var links) ? links.ToArray() : [];
            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        });
        await door.StartAsync(TestContext.Current.CancellationToken);
        return door;
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
}
