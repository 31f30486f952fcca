using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Portal.Web.Security;

/// <summary>
/// How every cookie of the portal is sent: never to scripts, never from other sites' forms, and over TLS only. In Development, and
/// where the configuration allows it, over plain HTTP too.
/// </summary>
internal static class CookieRules
{
    private static readonly string[] Schemes =
        [IdentityConstants.ApplicationScheme, IdentityConstants.ExternalScheme, IdentityConstants.TwoFactorUserIdScheme, IdentityConstants.TwoFactorRememberMeScheme];

    public static void Add(WebApplicationBuilder builder)
    {
        var secure = MayBePlain(builder.Configuration, builder.Environment) ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        foreach (var scheme in Schemes)
        {
            builder.Services.Configure<CookieAuthenticationOptions>(scheme, options => Apply(options.Cookie, secure, SameSiteMode.Lax));
        }

        builder.Services.Configure<AntiforgeryOptions>(options =>
        {
            // Its own check throws where TLS is missing; the policy below marks the cookie all the same.
            options.Cookie.Name = "portal-form";
            Apply(options.Cookie, CookieSecurePolicy.SameAsRequest, SameSiteMode.Strict);
            options.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.Configure<CookiePolicyOptions>(options => (options.Secure, options.MinimumSameSitePolicy) = (secure, SameSiteMode.Unspecified));
    }

    /// <summary>Whether sessions work over plain HTTP.</summary>
    public static bool MayBePlain(IConfiguration configuration, IHostEnvironment environment) =>
        environment.IsDevelopment() || configuration.GetValue<bool>($"{SecurityOptions.Section}:{nameof(SecurityOptions.InsecureCookies)}");

    private static void Apply(CookieBuilder cookie, CookieSecurePolicy secure, SameSiteMode sameSite)
    {
        cookie.HttpOnly = true;
        cookie.SecurePolicy = secure;
        cookie.SameSite = sameSite;
    }
}
