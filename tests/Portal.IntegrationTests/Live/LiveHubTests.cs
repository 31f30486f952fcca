using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using System.Text.Json;
using Portal.TestKit;

namespace Portal.IntegrationTests.Live;

public sealed class LiveHubTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Subscribe_AcrossAReconnect_SkipsNothingAndRepeatsNothing()
    {
        var feed = await portal.HostedFeedAsync("live");
        using var stop = new CancellationTokenSource(Patience);
        await PublishAsync(feed, 1, 5);

        var (first, position) = await ReadAsync(feed, 0, 5, stop.Token);
        await PublishAsync(feed, 6, 10);
        var (second, _) = await ReadAsync(feed, position, 5, stop.Token);

        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"entry {i}"), first.Concat(second));
    }

    [Fact]
    public async Task Subscribe_WhilePublishing_SeesEachEntryOnceInOrder()
    {
        var feed = await portal.HostedFeedAsync("live");
        using var stop = new CancellationTokenSource(Patience);
        await using var connection = await ConnectAsync(PortalHost.BootstrapKey, stop.Token);
        var reading = CollectAsync(connection, feed, 0, 100, stop.Token);

        await PublishAsync(feed, 1, 100);

        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"entry {i}"), (await reading).Titles);
    }

    [Fact]
    public async Task Subscribe_ToAFeedThatOneMayNotSee_IsRefused()
    {
        var feed = await portal.HostedFeedAsync("secret", new { visibility = "restricted" });
        using var stop = new CancellationTokenSource(Patience);
        using var keys = portal.Host.Client();
        using var issued = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            keys, "/api/v1/keys", new { name = "viewer", roles = new[] { "viewer" } });
        await using var connection = await ConnectAsync((await issued.JsonAsync()).GetProperty("key").GetString()!, stop.Token);

        var refused = await Assert.ThrowsAsync<HubException>(() => CollectAsync(connection, feed, 0, 1, stop.Token));

        Assert.Contains(feed, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithoutAKey_IsRefused()
    {
        using var stop = new CancellationTokenSource(Patience);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(null, stop.Token));

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private async Task<(IReadOnlyList<string> Titles, long Position)> ReadAsync(string feed, long after, int count, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(PortalHost.BootstrapKey, cancellationToken);
        return await CollectAsync(connection, feed, after, count, cancellationToken);
    }

    private static async Task<(IReadOnlyList<string> Titles, long Position)> CollectAsync(
        HubConnection connection, string feed, long after, int count, CancellationToken cancellationToken)
    {
        List<string> titles = [];
        await foreach (var message in connection.StreamAsync<JsonElement>("Subscribe", new[] { feed }, after, cancellationToken))
        {
            titles.AddRange(message.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("title").GetString()!));
            if (titles.Count >= count)
            {
                return (titles, message.GetProperty("position").GetInt64());
            }
        }

        throw new InvalidOperationException("The stream ended early.");
    }

    private async Task<HubConnection> ConnectAsync(string? key, CancellationToken cancellationToken)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(portal.Host.Address, "/hubs/live"), options => options.AccessTokenProvider = () => Task.FromResult(key))
            .Build();
        await connection.StartAsync(cancellationToken);
        return connection;
    }

    private async Task PublishAsync(string feed, int from, int to)
    {
        using var client = portal.Host.Client();
        for (var i = from; i <= to; i++)
        {
            using var body = new StringContent($"""<entry xmlns="http://www.w3.org/2005/Atom"><title>entry {i}</title></entry>""", null, "application/atom+xml");
            using var answer = await client.PostAsync($"/feeds/{feed}", body);
            answer.EnsureSuccessStatusCode();
        }
    }
}
