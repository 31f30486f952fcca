using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;

namespace Portal.Web.Security;

/// <summary>Puts a person's name and teams beside their roles.</summary>
internal sealed class PortalUserClaims(
    UserManager<PortalUser> users, RoleManager<IdentityRole> roles, Teams teams, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<PortalUser, IdentityRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(PortalClaims.DisplayName, user.DisplayName.Length == 0 ? user.Email ?? user.Id : user.DisplayName));
        identity.AddClaim(new Claim(PortalClaims.Feed, PortalClaims.AllFeeds));
        identity.AddClaims((await teams.OfPersonAsync(user.Id)).Select(team => new Claim(PortalClaims.Team, team)));
        return identity;
    }
}
