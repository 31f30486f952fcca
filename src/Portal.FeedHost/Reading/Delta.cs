using Microsoft.AspNetCore.Http;
using Portal.Events;

namespace Portal.FeedHost.Reading;

/// <summary>What is new since the client last looked (RFC 3229, instance manipulation <c>feed</c>). Pure.</summary>
internal static class Delta
{
    public const string Manipulation = "feed";

    /// <summary>The newest position of the head page that the client holds; null when it asks for no delta, or holds nothing of this page.</summary>
    public static EventPosition? Since(HttpRequest request, HostedFeed feed, string format) =>
        IsAskedFor(request) ? PageTag.NewestSeen(request, feed, format) : null;

    /// <summary>Whether the client would like a delta.</summary>
    public static bool IsAskedFor(HttpRequest request) => request.Headers["A-IM"]
        .SelectMany(value => value?.Split(',') ?? [])
        .Any(name => name.Split(';')[0].Trim().Equals(Manipulation, StringComparison.OrdinalIgnoreCase));
}
