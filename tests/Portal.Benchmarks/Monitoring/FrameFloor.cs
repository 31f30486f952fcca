using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Benchmarks.FeedHost;

namespace Portal.Benchmarks.Monitoring;

/// <summary>
/// What a dashboard costs that is sent a frame for each entry: bare Kestrel and SignalR. A POST counts one, tells the count to every
/// client, and is answered. Nothing is stored, checked or worked out.
/// </summary>
internal static class FrameFloor
{
    /// <summary>The name by which clients are told the count.</summary>
    public const string Told = "count";

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        await using var app = builder.Build();
        app.MapHub<FrameHub>("/hubs/frames");
        var count = 0;
        app.MapPost("/entries", async (HttpRequest request, IHubContext<FrameHub> hub) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            var number = Interlocked.Increment(ref count);
            await hub.Clients.All.SendAsync(Told, number.ToString(CultureInfo.InvariantCulture));
            return Results.StatusCode(StatusCodes.Status201Created);
        });
        await app.StartAsync();
        await Roles.ServeAsync(app.Urls.Single());
    }

    private sealed class FrameHub : Hub;
}
