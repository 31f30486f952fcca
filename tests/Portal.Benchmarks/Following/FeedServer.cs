using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Benchmarks.FeedHost;

namespace Portal.Benchmarks.Following;

/// <summary>
/// Ten thousand small feeds on bare Kestrel. <c>POST /next</c> gives one in twenty a new entry; the others answer 304 to who
/// has seen them.
/// </summary>
internal static class FeedServer
{
    public const int Feeds = 10_000;
    public const int OneIn = 20;
    private const int PageSize = 10;

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var versions = new int[Feeds];
        var turn = 0;
        app.MapPost("/next", () =>
        {
            for (var i = turn++ % OneIn; i < Feeds; i += OneIn)
            {
                versions[i]++;
            }
        });
        app.MapGet("/{feed:int}", (int feed, HttpContext http) =>
        {
            var version = versions[feed];
            var tag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
            http.Response.Headers.ETag = tag;
            return http.Request.Headers.IfNoneMatch == tag
                ? Results.StatusCode(StatusCodes.Status304NotModified)
                : Results.Bytes(Page(feed, version), "application/atom+xml");
        });
        await app.StartAsync();
        await Roles.ServeAsync(app.Urls.Single());
    }

    private static byte[] Page(int feed, int version)
    {
        var page = new StringBuilder(
            $"<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:f:{feed}</id><title>Feed {feed}</title><updated>2026-03-01T12:00:00Z</updated>");
        for (var i = version + PageSize; i > version; i--)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<entry><id>urn:f:{feed}:{i}</id><title>Entry {i}</title><updated>2026-03-01T12:00:00Z</updated><content type='text'>{new string('x', 300)}</content></entry>");
        }

        return Encoding.UTF8.GetBytes(page.Append("</feed>").ToString());
    }
}
