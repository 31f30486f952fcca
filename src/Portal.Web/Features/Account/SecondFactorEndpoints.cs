using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;
using Portal.Web.Security;
using Portal.Web.Security.Audit;
using Portal.Web.Security.Sessions;

namespace Portal.Web.Features.Account;

/// <summary>An authenticator as second factor: to sign in with, to set up and to take away; and recovery codes for when it is lost.</summary>
internal static class SecondFactorEndpoints
{
    private const int RecoveryCodes = 10;

    public static void Map(RouteGroupBuilder account)
    {
        account.MapPost("/second-factor", SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        var own = account.MapGroup("/security").RequireAuthorization(nameof(Permission.KeepOwnAccount)).RequireRateLimiting(RateLimits.SignIn);
        own.MapPost("/authenticator", EnableAsync);
        own.MapPost("/authenticator/remove", DisableAsync);
        own.MapPost("/recovery-codes", NewCodesAsync);
        own.MapPost("/sign-out-everywhere", SignOutEverywhereAsync);
    }

    private static async Task<IResult> SignInAsync(
        [FromForm] string? code, [FromForm] string? returnUrl, SignInManager<PortalUser> signIn, UserManager<PortalUser> users, UsedCodes used, SignInAudit audit)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return AccountAddress.SignInFailed(returnUrl);
        }

        // Six digits come from the authenticator; everything else can only be a recovery code.
        var given = (code ?? "").Replace(" ", "", StringComparison.Ordinal);
        var digits = given.Length == 6 && given.All(char.IsAsciiDigit);
        if (digits && await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, given) && !used.IsFirst(user.Id, given))
        {
            await audit.FailedAsync(user, "a code that was used already");
            return AccountAddress.AskSecondFactor(returnUrl, failed: true);
        }

        var result = digits
            ? await signIn.TwoFactorAuthenticatorSignInAsync(given, isPersistent: false, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(given);
        if (result.Succeeded)
        {
            await audit.SignedInAsync(user, digits ? "a password and an authenticator" : "a password and a recovery code");
            return Results.Redirect(ReturnAddress.OrHome(returnUrl));
        }

        await audit.FailedAsync(user, result.IsLockedOut ? "the account is locked" : "wrong code");
        return result.IsLockedOut ? AccountAddress.SignInFailed(returnUrl) : AccountAddress.AskSecondFactor(returnUrl, failed: true);
    }

    private static Task<IResult> EnableAsync(
        [FromForm] string? code, HttpContext context, SignInManager<PortalUser> signIn, UserManager<PortalUser> users, OnceCookie once, SessionWatch sessions, SignInAudit audit) =>
        WithUserAsync(context, users, async user =>
        {
            var given = (code ?? "").Replace(" ", "", StringComparison.Ordinal);
            if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, given))
            {
                return AccountAddress.SecurityOf(wrong: "code");
            }

            await users.SetTwoFactorEnabledAsync(user, true);
            var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
            await signIn.RefreshSignInAsync(user);
            sessions.Tell(user.Id);
            await audit.ChangedAsync("access.second-factor.added", user, $"{user.DisplayName} signs in with an authenticator from now on");
            once.Keep(context, string.Join('\n', codes!));
            return AccountAddress.SecurityOf(done: "authenticator");
        });

    private static Task<IResult> DisableAsync(
        [FromForm] string? password, HttpContext context, SignInManager<PortalUser> signIn, UserManager<PortalUser> users, SessionWatch sessions, SignInAudit audit) =>
        WithUserAsync(context, users, async user =>
        {
            if (await RefuseAsync(user, password, users, audit))
            {
                return AccountAddress.SecurityOf(wrong: "password");
            }

            await users.SetTwoFactorEnabledAsync(user, false);
            await users.ResetAuthenticatorKeyAsync(user);
            await signIn.RefreshSignInAsync(user);
            sessions.Tell(user.Id);
            await audit.ChangedAsync("access.second-factor.removed", user, $"{user.DisplayName} signs in without an authenticator from now on");
            return AccountAddress.SecurityOf(done: "removed");
        });

    private static Task<IResult> NewCodesAsync(
        [FromForm] string? password, HttpContext context, UserManager<PortalUser> users, OnceCookie once, SignInAudit audit) =>
        WithUserAsync(context, users, async user =>
        {
            if (await RefuseAsync(user, password, users, audit))
            {
                return AccountAddress.SecurityOf(wrong: "password");
            }

            var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
            await audit.ChangedAsync("access.recovery-codes.made", user, $"{user.DisplayName} made new recovery codes");
            once.Keep(context, string.Join('\n', codes!));
            return AccountAddress.SecurityOf(done: "codes");
        });

    private static Task<IResult> SignOutEverywhereAsync(
        HttpContext context, SignInManager<PortalUser> signIn, UserManager<PortalUser> users, SessionWatch sessions, SignInAudit audit) =>
        WithUserAsync(context, users, async user =>
        {
            await users.UpdateSecurityStampAsync(user);
            await signIn.SignOutAsync();
            sessions.Tell(user.Id);
            await audit.ChangedAsync("access.sessions.ended", user, $"{user.DisplayName} signed out everywhere");
            return Results.Redirect(AccountAddress.SignedOut);
        });

    // Somebody at an open session is not always its person: what weakens the account asks for the password, if there is one.
    private static async Task<bool> RefuseAsync(PortalUser user, string? password, UserManager<PortalUser> users, SignInAudit audit)
    {
        if (user.PasswordHash is null || await users.CheckPasswordAsync(user, password ?? ""))
        {
            return false;
        }

        await audit.FailedAsync(user, "wrong password when changing the second factor");
        return true;
    }

    private static async Task<IResult> WithUserAsync(HttpContext context, UserManager<PortalUser> users, Func<PortalUser, Task<IResult>> then) =>
        await users.GetUserAsync(context.User) is { } user ? await then(user) : Results.Redirect(AccountAddress.SignIn);
}
