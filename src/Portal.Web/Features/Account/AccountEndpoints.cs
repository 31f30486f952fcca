using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Storage.Identity;

namespace Portal.Web.Features.Account;

/// <summary>What the forms of the account pages are posted to. Form binding demands the antiforgery token.</summary>
internal static class AccountEndpoints
{
    // The pages of the same addresses answer POST too; these come first.
    private const int BeforePages = -1;

    public static void MapAccount(this IEndpointRouteBuilder endpoints)
    {
        var account = endpoints.MapGroup("/account").WithOrder(BeforePages).ExcludeFromDescription();
        account.MapPost("/sign-in", SignInAsync).AllowAnonymous();
        account.MapPost("/dev-sign-in", DevelopmentSignInAsync).AllowAnonymous();
        account.MapPost("/set-up", SetUpAsync).AllowAnonymous();
        account.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
        account.MapPost("/password", ChangePasswordAsync);
    }

    private static async Task<IResult> SignInAsync(
        [FromForm] string? email,
        [FromForm] string? password,
        [FromForm] string? returnUrl,
        SignInManager<PortalUser> signIn,
        UserManager<PortalUser> users)
    {
        var user = string.IsNullOrWhiteSpace(email) ? null : await users.FindByEmailAsync(email.Trim());
        if (user is null)
        {
            // Takes as long as a wrong password does, so that the time does not tell which addresses exist.
            users.PasswordHasher.HashPassword(new PortalUser(), password ?? "");
            return AccountAddress.SignInFailed(returnUrl);
        }

        var result = await signIn.PasswordSignInAsync(user, password ?? "", isPersistent: false, lockoutOnFailure: true);
        return result.Succeeded ? Results.Redirect(ReturnAddress.OrHome(returnUrl)) : AccountAddress.SignInFailed(returnUrl);
    }

    private static async Task<IResult> DevelopmentSignInAsync(
        [FromForm] string? email,
        [FromForm] string? returnUrl,
        IDevelopmentAccounts development,
        SignInManager<PortalUser> signIn,
        UserManager<PortalUser> users)
    {
        if (development.Accounts.All(account => account.Email != email) || await users.FindByEmailAsync(email!) is not { } user)
        {
            return Results.NotFound();
        }

        await signIn.SignInAsync(user, isPersistent: false);
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

    private static async Task<IResult> SignOutAsync([FromForm] string? returnUrl, SignInManager<PortalUser> signIn)
    {
        await signIn.SignOutAsync();
        return Results.Redirect(returnUrl is null ? AccountAddress.SignedOut : ReturnAddress.OrHome(returnUrl));
    }

    private static async Task<IResult> ChangePasswordAsync(
        [FromForm] string? current,
        [FromForm] string? replacement,
        HttpContext context,
        SignInManager<PortalUser> signIn,
        UserManager<PortalUser> users)
    {
        if (await users.GetUserAsync(context.User) is not { } user)
        {
            return Results.Redirect(AccountAddress.SignIn);
        }

        var result = await users.ChangePasswordAsync(user, current ?? "", replacement ?? "");
        if (!result.Succeeded)
        {
            return AccountAddress.PasswordRefused(result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch)));
        }

        // The session that changed it goes on; the security stamp ends the others.
        await signIn.RefreshSignInAsync(user);
        return Results.Redirect(AccountAddress.PasswordChanged);
    }
}
