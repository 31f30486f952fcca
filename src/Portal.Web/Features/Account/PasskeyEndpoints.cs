using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;
using Portal.Web.Security;
using Portal.Web.Security.Audit;

namespace Portal.Web.Features.Account;

/// <summary>Passkeys (WebAuthn): to sign in with in place of a password, to add and to remove.</summary>
internal static class PasskeyEndpoints
{
    private const int MostPasskeys = 20;
    private const int LongestName = 100;

    public static void Map(RouteGroupBuilder account)
    {
        account.MapPost("/passkey/options", RequestOptionsAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        account.MapPost("/passkey", SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        var own = account.MapGroup("/security/passkeys").RequireAuthorization(nameof(Permission.KeepOwnAccount)).RequireRateLimiting(RateLimits.SignIn);
        own.MapPost("/options", CreationOptionsAsync);
        own.MapPost("/", AddAsync);
        own.MapPost("/remove", RemoveAsync);
    }

    // The parameter of a form makes the antiforgery token required.
    private static async Task<IResult> RequestOptionsAsync([FromForm] string? returnUrl, SignInManager<PortalUser> signIn) =>
        Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    private static async Task<IResult> SignInAsync(
        [FromForm] string? credential, [FromForm] string? returnUrl, SignInManager<PortalUser> signIn, UserManager<PortalUser> users, SignInAudit audit, IAuditOrigins origins)
    {
        var assertion = string.IsNullOrEmpty(credential) ? null : await AssertAsync(signIn, credential);
        if (assertion is not { Succeeded: true, User: { } user })
        {
            await audit.UnknownAsync(origins.Current);
            return AccountAddress.SignInFailed(returnUrl, "passkey");
        }

        if (await users.IsLockedOutAsync(user) || !await signIn.CanSignInAsync(user))
        {
            await audit.FailedAsync(user, "the account is locked");
            return AccountAddress.SignInFailed(returnUrl, "passkey");
        }

        await users.AddOrUpdatePasskeyAsync(user, assertion.Passkey);
        await signIn.SignInAsync(user, isPersistent: false);
        await audit.SignedInAsync(user, "a passkey");
        return Results.Redirect(ReturnAddress.OrHome(returnUrl));
    }

    private static async Task<IResult> CreationOptionsAsync([FromForm] string? name, HttpContext context, SignInManager<PortalUser> signIn, UserManager<PortalUser> users) =>
        await users.GetUserAsync(context.User) is { } user
            ? Results.Content(
                await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id, Name = user.Email ?? user.Id, DisplayName = user.DisplayName }),
                "application/json")
            : Results.Unauthorized();

    private static async Task<IResult> AddAsync(
        [FromForm] string? credential, [FromForm] string? name, HttpContext context, SignInManager<PortalUser> signIn, UserManager<PortalUser> users, SignInAudit audit)
    {
        if (await users.GetUserAsync(context.User) is not { } user)
        {
            return Results.Redirect(AccountAddress.SignIn);
        }

        if (string.IsNullOrEmpty(credential)
            || (await users.GetPasskeysAsync(user)).Count >= MostPasskeys
            || await AttestAsync(signIn, credential) is not { Succeeded: true } attested
            || attested.UserEntity.Id != user.Id)
        {
            return AccountAddress.SecurityOf(wrong: "passkey");
        }

        attested.Passkey.Name = string.IsNullOrWhiteSpace(name) ? "Passkey" : name.Trim()[..Math.Min(LongestName, name.Trim().Length)];
        await users.AddOrUpdatePasskeyAsync(user, attested.Passkey);
        await audit.ChangedAsync("access.passkey.added", user, $"{user.DisplayName} added the passkey '{attested.Passkey.Name}'");
        return AccountAddress.SecurityOf(done: "passkey");
    }

    private static async Task<IResult> RemoveAsync([FromForm] string? id, HttpContext context, UserManager<PortalUser> users, SignInAudit audit)
    {
        if (await users.GetUserAsync(context.User) is not { } user)
        {
            return Results.Redirect(AccountAddress.SignIn);
        }

        var passkey = (await users.GetPasskeysAsync(user)).FirstOrDefault(p => Base64Url.EncodeToString(p.CredentialId) == id);
        if (passkey is null)
        {
            return AccountAddress.SecurityOf(wrong: "passkey");
        }

        await users.RemovePasskeyAsync(user, passkey.CredentialId);
        await audit.ChangedAsync("access.passkey.removed", user, $"{user.DisplayName} removed the passkey '{passkey.Name}'");
        return AccountAddress.SecurityOf(done: "passkeyRemoved");
    }

    // A credential that is not even JSON, or comes without options asked for before, is a failed try and not a fault.
    private static async Task<PasskeyAssertionResult<PortalUser>?> AssertAsync(SignInManager<PortalUser> signIn, string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.Text.Json.JsonException or FormatException)
        {
            return null;
        }
    }

    private static async Task<PasskeyAttestationResult?> AttestAsync(SignInManager<PortalUser> signIn, string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.Text.Json.JsonException or FormatException)
        {
            return null;
        }
    }
}
