using Microsoft.AspNetCore.DataProtection;
using Portal.Web.Security;

namespace Portal.Web.Features.Account;

/// <summary>
/// Carries something to show once from the answer to a form to the page that it leads to: encrypted, for a minute, for this
/// browser. An address would keep it in histories and logs.
/// </summary>
internal sealed class OnceCookie(IDataProtectionProvider protection, IConfiguration configuration, IHostEnvironment environment)
{
    private const string Name = "portal-once";
    private const string Path = "/account";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Portal.Account.Once").ToTimeLimitedDataProtector();

    /// <summary>Keeps a text for the next page.</summary>
    public void Keep(HttpContext context, string text) => context.Response.Cookies.Append(Name, _protector.Protect(text, Life), Options());

    /// <summary>Takes it; null when there is none any more.</summary>
    public string? Take(HttpContext context)
    {
        if (context.Request.Cookies[Name] is not { } kept)
        {
            return null;
        }

        context.Response.Cookies.Delete(Name, Options());
        try
        {
            return _protector.Unprotect(kept);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private CookieOptions Options() => new()
    {
        Path = Path,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        MaxAge = Life,
        IsEssential = true,
        Secure = !CookieRules.MayBePlain(configuration, environment),
    };
}
