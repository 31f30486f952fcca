using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Portal.Storage.Identity;

namespace Portal.Web.Security.Sessions;

/// <summary>Holds every request with a cookie against <see cref="SessionWatch"/>.</summary>
internal static class CookieSessions
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        switch (await services.GetRequiredService<SessionWatch>().CheckAsync(context.Principal!))
        {
            case SessionVerdict.Ended:
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(context.Scheme.Name);
                break;
            case SessionVerdict.Outdated:
                var signIn = services.GetRequiredService<SignInManager<PortalUser>>();
                if (await signIn.ValidateSecurityStampAsync(context.Principal) is { } user)
                {
                    context.ReplacePrincipal(await signIn.CreateUserPrincipalAsync(user));
                    context.ShouldRenew = true;
                }
                else
                {
                    context.RejectPrincipal();
                }

                break;
            default:
                break;
        }
    }
}
