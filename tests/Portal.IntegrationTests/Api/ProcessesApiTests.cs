using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Processes;
using Portal.Web.Features.Processes;

namespace Portal.IntegrationTests.Api;

/// <summary>Business processes over the API.</summary>
public sealed class ProcessesApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Process_ReadWithItsFunnelItsStuckKeysAndOneKey()
    {
        var (orders, shipments) = (await portal.HostedFeedAsync("placed"), await portal.HostedFeedAsync("shipped"));
        var id = await MakeAsync(orders, shipments);
        using var client = portal.Host.Client();
        await PublishAsync(client, orders, """{"number":"A/1"}""");
        await PublishAsync(client, shipments, """{"number":"A/1"}""");
        await PublishAsync(client, orders, """{"number":"B"}""");

        var read = await UntilAsync(client, $"/api/v1/processes/{id}", item => item.GetProperty("begun").GetInt32() == 2 && item.GetProperty("done").GetInt32() == 1 && item.GetProperty("stuck").GetInt32() == 1);

        Assert.Equal(["Placed 2 1 1", "Shipped 1 0 0"], read.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("name")} {s.GetProperty("count")} {s.GetProperty("waiting")} {s.GetProperty("stuck")}"));
        var stuck = Assert.Single((await JsonAsync(client, $"/api/v1/processes/{id}/stuck")).GetProperty("items").EnumerateArray());
        Assert.Equal(("B", "Placed", "Shipped"), (stuck.GetProperty("key").GetString(), stuck.GetProperty("step").GetString(), stuck.GetProperty("waitsFor").GetString()));
        var key = await JsonAsync(client, $"/api/v1/processes/{id}/keys/A/1");
        Assert.Equal([$"Placed {orders}", $"Shipped {shipments}"], key.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("step")} {s.GetProperty("feed")}"));
        Assert.Contains(id, (await JsonAsync(client, "/api/v1/processes?limit=500")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        using var unknown = await client.GetAsync($"/api/v1/processes/{id}/keys/none");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Process_OverAFeedThatTheCallerMayNotSee_IsNotThere()
    {
        var secret = await portal.HostedFeedAsync("secret-steps", new { visibility = "restricted" });
        var id = await MakeAsync(secret, secret);
        using var client = await portal.ClientWithRolesAsync("viewer");

        foreach (var path in new[] { "", "/stuck", "/keys/A" })
        {
            using var answer = await client.GetAsync($"/api/v1/processes/{id}{path}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.DoesNotContain(id, await client.GetStringAsync("/api/v1/processes?limit=500"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?from=2001-01-01T00:00:00Z")]
    [InlineData("?from=2999-01-01T00:00:00Z")]
    [InlineData("/stuck?limit=0")]
    public async Task Process_AskedForWhatDoesNotFit_Answers400(string query)
    {
        var feed = await portal.HostedFeedAsync("bad-range");
        var id = await MakeAsync(feed, feed);
        using var client = portal.Host.Client();

        using var answer = await client.GetAsync($"/api/v1/processes/{id}{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<string> MakeAsync(string first, string second)
    {
        var desk = portal.Host.Services.GetRequiredService<ProcessDesk>();
        var number = new EntryField(EntryFieldKind.Payload, "/number");
        var made = await desk.CreateAsync(
            new ProcessDraft(
                PortalFixture.NewId("process"), "",
                new ProcessDefinition(
                [
                    new ProcessStep("Placed", FeedId.Parse(first), number, [], TimeSpan.FromSeconds(1)),
                    new ProcessStep("Shipped", FeedId.Parse(second), number, []),
                ])),
            Actor.Portal);
        Assert.True(made.Succeeded, made.Refusal?.Detail);
        return made.Value.Id;
    }

    private static async Task PublishAsync(HttpClient client, string feed, string payload)
    {
        var entry = $"<entry xmlns='http://www.w3.org/2005/Atom'><title>t</title><content type='application/json'>{payload}</content></entry>";
        using var answer = await client.PostAsync($"/feeds/{feed}", new StringContent(entry, Encoding.UTF8, "application/atom+xml"));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path) => JsonDocument.Parse(await client.GetStringAsync(path)).RootElement;

    private static async Task<JsonElement> UntilAsync(HttpClient client, string path, Func<JsonElement, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var read = await JsonAsync(client, path);
            if (holds(read))
            {
                return read;
            }

            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
