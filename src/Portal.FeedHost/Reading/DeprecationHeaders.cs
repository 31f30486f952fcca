using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Portal.FeedHost.Reading;

/// <summary>Tells programs that a feed is deprecated: <c>Deprecation</c> (RFC 9745) and <c>Sunset</c> (RFC 8594).</summary>
internal static class DeprecationHeaders
{
    public static void Set(HttpResponse response, HostedFeed feed)
    {
        if (feed.Deprecation is not { } deprecation)
        {
            return;
        }

        response.Headers["Deprecation"] = $"@{deprecation.Since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        if (deprecation.RetiresOn is { } date)
        {
            response.Headers["Sunset"] = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).ToString("R", CultureInfo.InvariantCulture);
        }
    }
}
