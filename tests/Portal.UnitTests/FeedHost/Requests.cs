using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.FeedHost;

namespace Portal.UnitTests.FeedHost;

/// <summary>The requests, feeds and entries of these tests.</summary>
internal static class Requests
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static HostedFeed Orders { get; } = new()
    {
        Id = FeedId.Parse("orders"),
        Title = "Orders",
        Domain = "Sales",
        Owner = "Shop",
        Created = Noon,
    };

    public static HttpRequest Get(string target, string? accept = null)
    {
        var context = new DefaultHttpContext();
        var request = context.Request;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        (request.Method, request.Scheme, request.Host) = ("GET", "https", new HostString("portal.example", 8443));
        request.Path = query < 0 ? target : target[..query];
        request.QueryString = new QueryString(query < 0 ? "" : target[query..]);
        if (accept is not null)
        {
            request.Headers.Accept = accept;
        }

        return request;
    }

    public static RecordedEntry Recorded(long position, string? id = null, params string[] authors) => new()
    {
        Position = new EventPosition(position),
        Feed = Orders.Id,
        Entry = new Entry { Id = id ?? $"urn:x:{position}", Authors = [.. authors.Select(a => new Person(a))] },
        Received = Noon,
    };
}
