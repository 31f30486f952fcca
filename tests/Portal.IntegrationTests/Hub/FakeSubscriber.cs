using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.IntegrationTests.FeedHost;

namespace Portal.IntegrationTests.Hub;

/// <summary>A delivery as it arrived.</summary>
internal sealed record Delivery(byte[] Body, string? Signature, string? Link, string? ContentType)
{
    public IReadOnlyList<string> Ids => XElement.Parse(System.Text.Encoding.UTF8.GetString(Body)).Ids();
}

/// <summary>A subscriber's server on loopback: confirms or not, and takes deliveries or not.</summary>
internal sealed class FakeSubscriber : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeSubscriber()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/callback", Confirm);
        _app.MapPost("/callback", ReceiveAsync);
    }

    public string Callback => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/callback?kept=1";

    public bool Confirms { get; set; } = true;

    public int Status { get; set; } = StatusCodes.Status204NoContent;

    public ConcurrentQueue<IQueryCollection> Asked { get; } = [];

    public ConcurrentQueue<Delivery> Deliveries { get; } = [];

    public IReadOnlyList<string> Ids => [.. Deliveries.SelectMany(d => d.Ids.Reverse())];

    public static async Task<FakeSubscriber> StartAsync()
    {
        var subscriber = new FakeSubscriber();
        await subscriber._app.StartAsync(TestContext.Current.CancellationToken);
        return subscriber;
    }

    /// <summary>The last question with this mode, once it was asked.</summary>
    public async Task<IQueryCollection> AskedAsync(string mode)
    {
        await Eventually.IsTrueAsync(() => Asked.Any(q => q["hub.mode"] == mode), $"the callback is asked with hub.mode={mode}");
        return Asked.Last(q => q["hub.mode"] == mode);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Confirm(HttpRequest request)
    {
        Asked.Enqueue(request.Query);
        return Confirms ? Results.Text(request.Query["hub.challenge"].ToString()) : Results.NotFound();
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (Status < 300)
        {
            Deliveries.Enqueue(new Delivery(body.ToArray(), request.Headers["X-Hub-Signature"], request.Headers.Link, request.ContentType));
        }

        return Results.StatusCode(Status);
    }
}

internal static class Eventually
{
    /// <summary>Waits at most ten seconds for something that happens in the background.</summary>
    public static async Task IsTrueAsync(Func<bool> holds, string what) => await IsTrueAsync(() => Task.FromResult(holds()), what);

    /// <summary>Waits at most ten seconds for something that happens in the background.</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> holds, string what)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"Not within ten seconds: {what}.");
    }
}
