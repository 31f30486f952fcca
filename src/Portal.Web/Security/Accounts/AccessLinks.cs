using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Identity;
using Portal.Storage.Identity;

namespace Portal.Web.Security.Accounts;

/// <summary>Links with which people choose their password: of an invitation, or when they forgot it. Each works once.</summary>
internal static class AccessLinks
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    /// <summary>The page, from the top of the portal.</summary>
    public const string Page = "account/choose-password";

    /// <summary>Makes the path of a new link. It ends with its use, with the next change of the account, or in time.</summary>
    public static async Task<string> MakeAsync(UserManager<PortalUser> users, PortalUser user) =>
        Page + new QueryBuilder { { "person", user.Id }, { "token", await users.GeneratePasswordResetTokenAsync(user) } };
}
