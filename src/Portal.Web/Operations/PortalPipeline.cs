using Portal.Web.Catalogue;
using Portal.Web.Frame;
using Portal.Web.Notifications;
using Portal.Web.Security;
using Portal.Web.Security.Audit;

namespace Portal.Web.Operations;

/// <summary>What every request passes, in order.</summary>
internal static class PortalPipeline
{
    private static readonly string[] ProgramPaths = ["/feeds", "/api", "/hubs", "/hub", "/websub", "/health", "/metrics", "/openapi", "/_blazor", NotificationFeeds.Path];
    private const string DocumentPolicy = "default-src 'none'; frame-ancestors 'none'";

    public static void UsePortalPipeline(this WebApplication app)
    {
        app.UsePortalProxies();
        app.Use(RequestOrigins.RememberAsync);
        app.UseWhen(IsForPrograms, branch => branch.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(IsForPeople, branch => branch
            .UseExceptionHandler("/error", createScopeForErrors: true)
            .UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseCookiePolicy();
        app.Use(AddSecurityHeaders);
        app.UseResponseCompression();

        // Here, not first: the page for an error finds its endpoint when the request comes by a second time.
        app.UseRouting();
        app.UseAuthentication();
        app.Use(Guests.LetReadAsync);
        app.UseMiddleware<RefusalAudit>();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseFeedUses();
        app.UseAntiforgery();
    }

    // Programs are answered with problem documents, people with pages.
    private static bool IsForPrograms(HttpContext context) =>
        ProgramPaths.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private static bool IsForPeople(HttpContext context) => !IsForPrograms(context);

    private static Task AddSecurityHeaders(HttpContext context, RequestDelegate next)
    {
        var policy = HasNoPages(context.Request.Path) ? DocumentPolicy : PagePolicy(CspNonce.Of(context));
        WriteSecurityHeaders(context.Response.Headers, policy);

        // Whoever answers for an exception begins with empty headers.
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.XContentTypeOptions.Count == 0)
            {
                WriteSecurityHeaders(context.Response.Headers, policy);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void WriteSecurityHeaders(IHeaderDictionary headers, string policy)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers.ContentSecurityPolicy = policy;
    }

    // Feeds and other documents load nothing, whatever somebody published in them.
    private static bool HasNoPages(PathString path) =>
        path.StartsWithSegments("/feeds", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments(NotificationFeeds.Path, StringComparison.OrdinalIgnoreCase);

    // Styles: MudBlazor and ApexCharts place elements by style attributes, which no nonce can allow.
    private static string PagePolicy(string nonce) =>
        $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; "
        + "connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
}
