using Portal.Web.Features.Account;

namespace Portal.Web.Security;

internal sealed class SessionCookies(IHttpContextAccessor accessor, IConfiguration configuration, IHostEnvironment environment) : ISessionCookies
{
    // Browsers trust their own machine without TLS.
    private static readonly string[] Here = ["localhost", "127.0.0.1", "[::1]"];

    public bool MayCome =>
        CookieRules.MayBePlain(configuration, environment)
        || accessor.HttpContext is not { Request: var request }
        || request.IsHttps
        || Here.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase);
}
