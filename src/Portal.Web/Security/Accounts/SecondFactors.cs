using Microsoft.AspNetCore.Identity;
using Portal.Storage.Identity;

namespace Portal.Web.Security.Accounts;

/// <summary>What a person has besides a password.</summary>
internal static class SecondFactors
{
    /// <summary>Takes authenticator, recovery codes and passkeys away; sessions end.</summary>
    public static async Task RemoveAsync(UserManager<PortalUser> users, PortalUser user)
    {
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
        foreach (var passkey in await users.GetPasskeysAsync(user))
        {
            await users.RemovePasskeyAsync(user, passkey.CredentialId);
        }

        await users.UpdateSecurityStampAsync(user);
    }
}
