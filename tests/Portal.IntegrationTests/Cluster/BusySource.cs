using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Portal.IntegrationTests.Cluster;

/// <summary>
/// A source with many feeds on loopback: each poll of a feed finds one entry more than the one before, on pages that lead
/// back to the first. It notes when each was polled.
/// </summary>
internal sealed class BusySource : IAsyncDisposable
{
    private const int PageSize = 20;

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, List<DateTimeOffset>> _polls = new();

    private BusySource()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/{feed}", Serve);
    }

    public static async Task<BusySource> StartAsync()
    {
        var source = new BusySource();
        await source._app.StartAsync(TestContext.Current.CancellationToken);
        return source;
    }

    public string AddressOf(string feed) => $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}/{feed}";

    /// <summary>When a feed was polled so far.</summary>
    public IReadOnlyList<DateTimeOffset> Polls(string feed)
    {
        var polls = _polls.GetOrAdd(feed, _ => []);
        lock (polls)
        {
            return [.. polls];
        }
    }

    /// <summary>The ids of everything that a feed has shown.</summary>
    public IEnumerable<string> Ids(string feed) => Enumerable.Range(1, Polls(feed).Count).Select(i => $"urn:{feed}:{i}");

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Serve(string feed, int? before)
    {
        var polls = _polls.GetOrAdd(feed, _ => []);
        int newest;
        lock (polls)
        {
            if (before is null)
            {
                polls.Add(TimeProvider.System.GetUtcNow());
            }

            newest = before - 1 ?? polls.Count;
        }

        var oldest = Math.Max(1, newest - PageSize + 1);
        var page = new StringBuilder($"<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:{feed}</id><title>{feed}</title><updated>2026-03-01T12:00:00Z</updated>");
        page.Append(oldest > 1 ? $"<link rel='next' href='/{feed}?before={oldest}'/>" : "");
        for (var i = newest; i >= oldest; i--)
        {
            page.Append($"<entry><id>urn:{feed}:{i}</id><title>Entry {i}</title><updated>2026-03-01T12:00:00Z</updated></entry>");
        }

        return Results.Text(page.Append("</feed>").ToString(), "application/atom+xml");
    }
}
