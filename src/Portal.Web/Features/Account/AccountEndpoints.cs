using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;
using Portal.Web.Security;
using Portal.Web.Security.Audit;
using Portal.Web.Security.Sessions;

namespace Portal.Web.Features.Account;

/// <summary>What the forms of the account pages are posted to. Form binding demands the antiforgery token.</summary>
internal static class AccountEndpoints
{
    // The pages of the same addresses answer POST too; these come first.
    private const int BeforePages = -1;

    public static void MapAccount(this IEndpointRouteBuilder endpoints)
    {
        var account = endpoints.MapGroup("/account").WithOrder(BeforePages).ExcludeFromDescription();
        account.MapPost("/sign-in", SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        account.MapPost("/dev-sign-in", DevelopmentSignInAsync).AllowAnonymous();
        account.MapPost("/set-up", SetUpAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        account.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
        account.MapPost("/password", ChangePasswordAsync).RequireAuthorization(nameof(Permission.KeepOwnAccount)).RequireRateLimiting(RateLimits.SignIn);
        account.MapPost("/choose-password", ChoosePasswordAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        SecondFactorEndpoints.Map(account);
        PasskeyEndpoints.Map(account);
        ExternalEndpoints.Map(account);
    }

    private static async Task<IResult> SignInAsync(
        [FromForm] string? email,
        [FromForm] string? password,
        [FromForm] string? returnUrl,
        SignInManager<PortalUser> signIn,
        UserManager<PortalUser> users,
        SignInAudit audit,
        IAuditOrigins origins)
    {
        var user = string.IsNullOrWhiteSpace(email) ? null : await users.FindByEmailAsync(email.Trim());
        if (user is null)
        {
            // Takes as long as a wrong password does, so that the time does not tell which addresses exist.
            users.PasswordHasher.HashPassword(new PortalUser(), password ?? "");
            await audit.UnknownAsync(origins.Current);
            return AccountAddress.SignInFailed(returnUrl);
        }

        var wasLocked = await users.IsLockedOutAsync(user);
        var result = await signIn.PasswordSignInAsync(user, password ?? "", isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            await audit.SignedInAsync(user, "a password");
            return Results.Redirect(ReturnAddress.OrHome(returnUrl));
        }

        if (result.RequiresTwoFactor)
        {
            return AccountAddress.AskSecondFactor(returnUrl);
        }

        // Locked or wrong looks the same from outside.
        if (result.IsLockedOut && !wasLocked)
        {
            await audit.LockedAsync(user);
        }
        else
        {
            await audit.FailedAsync(user, wasLocked ? "the account is locked" : "wrong password");
        }

        return AccountAddress.SignInFailed(returnUrl);
    }

    private static async Task<IResult> DevelopmentSignInAsync(
        [FromForm] string? email,
        [FromForm] string? returnUrl,
        IDevelopmentAccounts development,
        SignInManager<PortalUser> signIn,
        UserManager<PortalUser> users,
        SignInAudit audit)
    {
        if (development.Accounts.All(account => account.Email != email) || await users.FindByEmailAsync(email!) is not { } user)
        {
            return Results.NotFound();
        }

        if (await users.IsLockedOutAsync(user))
        {
            return AccountAddress.SignInFailed(returnUrl);
        }

        await signIn.SignInAsync(user, isPersistent: false);
        await audit.SignedInAsync(user, "the button for Development");
        return Results.Redirect(ReturnAddress.OrHome(returnUrl));
    }

    private static async Task<IResult> SetUpAsync(
        [FromForm] string? token,
        [FromForm] string? name,
        [FromForm] string? email,
        [FromForm] string? password,
        IFirstOperator first,
        SignInManager<PortalUser> signIn,
        UserManager<PortalUser> users,
        CancellationToken cancellationToken)
    {
        var made = await first.CreateAsync(
            token ?? "", new NewOperator(name?.Trim() ?? "", email?.Trim() ?? "", password ?? ""), cancellationToken);
        if (!made.Succeeded)
        {
            return AccountAddress.SetUpFailed(token, made.Refusal.Errors.Keys.DefaultIfEmpty("form"));
        }

        var user = await users.FindByIdAsync(made.Value)
            ?? throw new InvalidOperationException("The first operator was made and is not there.");
        await signIn.SignInAsync(user, isPersistent: false);
        return Results.Redirect("/");
    }

    private static async Task<IResult> SignOutAsync([FromForm] string? returnUrl, HttpContext context, SignInManager<PortalUser> signIn, SignInAudit audit)
    {
        var actor = context.User.ToActor();
        await signIn.SignOutAsync();
        if (actor.Id.Length > 0)
        {
            await audit.SignedOutAsync(actor);
        }

        return Results.Redirect(returnUrl is null ? AccountAddress.SignedOut : ReturnAddress.OrHome(returnUrl));
    }

    private static async Task<IResult> ChangePasswordAsync(
        [FromForm] string? current,
        [FromForm] string? replacement,
        HttpContext context,
        SignInManager<PortalUser> signIn,
        UserManager<PortalUser> users,
        SessionWatch sessions,
        SignInAudit audit)
    {
        if (await users.GetUserAsync(context.User) is not { } user)
        {
            return Results.Redirect(AccountAddress.SignIn);
        }

        var result = await users.ChangePasswordAsync(user, current ?? "", replacement ?? "");
        if (!result.Succeeded)
        {
            var mismatch = result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch));
            if (mismatch)
            {
                await audit.FailedAsync(user, "wrong password when changing it");
            }

            return AccountAddress.PasswordRefused(mismatch);
        }

        // The session that changed it goes on; the security stamp ends the others.
        await signIn.RefreshSignInAsync(user);
        sessions.Tell(user.Id);
        await audit.ChangedAsync("access.password.changed", user, $"{user.DisplayName} changed the password");
        return Results.Redirect(AccountAddress.PasswordChanged);
    }

    private static async Task<IResult> ChoosePasswordAsync(
        [FromForm] string? person, [FromForm] string? token, [FromForm] string? password, UserManager<PortalUser> users, SessionWatch sessions, SignInAudit audit)
    {
        if (string.IsNullOrEmpty(person) || string.IsNullOrEmpty(token) || await users.FindByIdAsync(person) is not { } user)
        {
            return AccountAddress.ChoosePasswordRefused(null, null, "link");
        }

        var result = await users.ResetPasswordAsync(user, token, password ?? "");
        if (!result.Succeeded)
        {
            var used = result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.InvalidToken));
            if (used)
            {
                await audit.FailedAsync(user, "a link that was used or has ended");
            }

            return used ? AccountAddress.ChoosePasswordRefused(null, null, "link") : AccountAddress.ChoosePasswordRefused(person, token, "password");
        }

        // Whoever has the link may come in: a lock after wrong passwords ends, one that an operator set does not.
        if (user.LockoutEnd != DateTimeOffset.MaxValue)
        {
            await users.SetLockoutEndDateAsync(user, null);
            await users.ResetAccessFailedCountAsync(user);
        }

        sessions.Tell(user.Id);
        await audit.ChangedAsync("access.password.chosen", user, $"{user.DisplayName} chose a password");
        return Results.Redirect(AccountAddress.SignIn + "?chosen=true");
    }
}
