using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;
using Portal.Web.Security;
using Portal.Web.Security.Audit;
using Portal.Web.Security.OpenId;

namespace Portal.Web.Features.Account;

/// <summary>Sign-in through a provider elsewhere: there and back.</summary>
internal static class ExternalEndpoints
{
    private const string Complete = "/account/external/complete";

    public static void Map(RouteGroupBuilder account)
    {
        account.MapPost("/external", Begin).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        account.MapGet("/external/complete", CompleteAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
    }

    private static IResult Begin([FromForm] string? returnUrl, ISignInProvider provider, SignInManager<PortalUser> signIn)
    {
        if (provider.Name is null)
        {
            return Results.NotFound();
        }

        var back = Complete + new QueryBuilder { { "returnUrl", ReturnAddress.OrHome(returnUrl) } };
        return Results.Challenge(signIn.ConfigureExternalAuthenticationProperties(provider.Scheme, back), [provider.Scheme]);
    }

    private static async Task<IResult> CompleteAsync(
        string? returnUrl, HttpContext context, SignInManager<PortalUser> signIn, UserManager<PortalUser> users, ExternalPeople people, SignInAudit audit, IAuditOrigins origins)
    {
        if (await signIn.GetExternalLoginInfoAsync() is not { } login)
        {
            await audit.UnknownAsync(origins.Current);
            return AccountAddress.SignInFailed(returnUrl, "external");
        }

        var person = await people.FindOrAddAsync(login, context.RequestAborted);
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        if (!person.Succeeded)
        {
            await audit.UnknownAsync(origins.Current);
            return AccountAddress.SignInFailed(returnUrl, "external");
        }

        if (await users.IsLockedOutAsync(person.Value))
        {
            await audit.FailedAsync(person.Value, "the account is locked");
            return AccountAddress.SignInFailed(returnUrl, "external");
        }

        // The provider asks for what it takes to be sure of the person; a second factor here would be a third.
        await signIn.SignInAsync(person.Value, isPersistent: false, login.LoginProvider);
        await audit.SignedInAsync(person.Value, login.ProviderDisplayName ?? login.LoginProvider);
        return Results.Redirect(ReturnAddress.OrHome(returnUrl));
    }
}
