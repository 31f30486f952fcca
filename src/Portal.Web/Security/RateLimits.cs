using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Portal.Web.Security;

/// <summary>
/// How often a caller may ask. Publishing has rates of its own, by feed and key; the bootstrap key has none. Each node counts for
/// itself; a caller that has been quiet for a minute is forgotten.
/// </summary>
internal static class RateLimits
{
    /// <summary>The limit of forms that let somebody in: by network address.</summary>
    public const string SignIn = "sign-in";

    /// <summary>The limit of the management API: by caller.</summary>
    public const string Api = "api";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddPortalRateLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = TellAsync;
        options.AddPolicy(SignIn, context => Limit(AddressOf(context), OptionsOf(context).SignInsPerMinute));
        options.AddPolicy(Api, context => context.User.HasClaim(PortalClaims.Unlimited, "true")
            ? RateLimitPartition.GetNoLimiter("")
            : Limit(context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? AddressOf(context), OptionsOf(context).RequestsPerMinute));
    });

    private static RateLimitPartition<string> Limit(string who, int perMinute) => RateLimitPartition.GetSlidingWindowLimiter(
        who, _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = Window, SegmentsPerWindow = 6, QueueLimit = 0 });

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static SecurityOptions OptionsOf(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<SecurityOptions>>().Value;

    private static async ValueTask TellAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var http = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window / 6;
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await Results.Problem("Too many requests: wait and try again.", statusCode: StatusCodes.Status429TooManyRequests, title: "Too many requests").ExecuteAsync(http);
    }
}
