using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.IntegrationTests.Hub;

namespace Portal.IntegrationTests.WebSub;

/// <summary>What a subscriber asked for.</summary>
internal sealed record HubForm(string Mode, string Topic, string Callback, string? Secret);

/// <summary>A publisher with its hub on loopback: the topic at /topic, the hub at /hub.</summary>
internal sealed class FakeHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private volatile string[] _ids = ["old"];

    private FakeHub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/topic", (HttpResponse response) =>
        {
            response.Headers.Link = $"<{Address}/hub>; rel=\"hub\", <{Topic}>; rel=\"self\"";
            return Results.Text(Document(_ids), "application/atom+xml");
        });
        _app.MapPost("/hub", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            Forms.Enqueue(new HubForm(form["hub.mode"]!, form["hub.topic"]!, form["hub.callback"]!, form["hub.secret"]));
            return Results.StatusCode(Status);
        });
    }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public string Topic => Address + "/topic";

    public int Status { get; set; } = StatusCodes.Status202Accepted;

    public ConcurrentQueue<HubForm> Forms { get; } = [];

    public static async Task<FakeHub> StartAsync()
    {
        var hub = new FakeHub();
        await hub._app.StartAsync(TestContext.Current.CancellationToken);
        return hub;
    }

    /// <summary>What the topic shows, newest first.</summary>
    public void Publish(params string[] ids) => _ids = ids;

    /// <summary>The n-th request with this mode, once it was made.</summary>
    public async Task<HubForm> FormAsync(string mode, int number = 1)
    {
        await Eventually.IsTrueAsync(() => Forms.Count(form => form.Mode == mode) >= number, $"the hub is asked with hub.mode={mode}, {number} times");
        return Forms.Where(form => form.Mode == mode).ElementAt(number - 1);
    }

    /// <summary>Asks whether something is wanted: the status, and whether the challenge came back.</summary>
    public async Task<(int Status, bool Echoed)> VerifyAsync(HubForm form, string? topic = null, string? mode = null, int lease = 3600)
    {
        var challenge = Guid.NewGuid().ToString("N");
        using var answer = await _http.GetAsync(QueryHelpers.AddQueryString(form.Callback, new Dictionary<string, string?>
        {
            ["hub.mode"] = mode ?? form.Mode,
            ["hub.topic"] = topic ?? form.Topic,
            ["hub.challenge"] = challenge,
            ["hub.lease_seconds"] = $"{lease}",
        }));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync() == challenge);
    }

    public async Task<int> DenyAsync(HubForm form, string reason)
    {
        using var answer = await _http.GetAsync(QueryHelpers.AddQueryString(form.Callback, new Dictionary<string, string?>
        {
            ["hub.mode"] = "denied",
            ["hub.topic"] = form.Topic,
            ["hub.reason"] = reason,
        }));
        return (int)answer.StatusCode;
    }

    public Task<int> DeliverAsync(HubForm form, params string[] ids) => DeliverDocumentAsync(form, Document(ids), form.Secret);

    public async Task<int> DeliverDocumentAsync(HubForm form, string document, string? secret)
    {
        var body = Encoding.UTF8.GetBytes(document);
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Callback) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/atom+xml");
        if (secret is not null)
        {
            request.Headers.Add("X-Hub-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        }

        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    public string Document(params IEnumerable<string> ids) =>
        $"""
        <feed xmlns="http://www.w3.org/2005/Atom"><id>{Topic}</id><title>Topic</title><updated>2026-03-01T12:00:00Z</updated>
          {string.Concat(ids.Select(id => $"<entry><id>urn:f:{id}</id><title>{id}</title><updated>2026-03-01T12:00:00Z</updated><link href='/entries/{id}'/><content type='text'>{id}</content></entry>"))}
        </feed>
        """;
}
