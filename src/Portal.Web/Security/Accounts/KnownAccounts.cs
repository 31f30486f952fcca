using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;

namespace Portal.Web.Security.Accounts;

/// <summary>Puts the roles in place, and whoever can be there at the first start.</summary>
internal sealed class KnownAccounts(
    RoleManager<IdentityRole> roles, UserManager<PortalUser> users, Teams teams, DevelopmentAccounts development, FirstOperator firstOperator)
{
    private const string SampleTeam = "Order management";

    public async Task EnsureAsync()
    {
        await EnsureRolesAsync(roles);
        foreach (var account in development.Accounts)
        {
            if (await users.FindByEmailAsync(account.Email) is null)
            {
                // Without a password nobody signs in with one: these accounts are continued with in Development only.
                var user = new PortalUser { UserName = account.Email, Email = account.Email, DisplayName = account.Name };
                Check(await users.CreateAsync(user));
                Check(await users.AddToRoleAsync(user, account.Role));
                await teams.EnsureAsync(SampleTeam, Actor.Portal);
                await teams.SetOfPersonAsync(user.Id, user.DisplayName, [SampleTeam], Actor.Portal);
            }
        }

        await MoveTeamsAsync();
        if ((await users.GetUsersInRoleAsync(PortalRoles.Operator)).Count == 0)
        {
            firstOperator.Open();
        }
    }

    // Earlier versions kept one team with each person.
    private async Task MoveTeamsAsync()
    {
        foreach (var user in await users.Users.Where(u => u.Team != null).ToListAsync())
        {
            await teams.EnsureAsync(user.Team!, Actor.Portal);
            await teams.SetOfPersonAsync(user.Id, user.DisplayName, [user.Team!], Actor.Portal);
            user.Team = null;
            Check(await users.UpdateAsync(user));
        }
    }

    /// <summary>Puts the roles in place.</summary>
    public static async Task EnsureRolesAsync(RoleManager<IdentityRole> roles)
    {
        foreach (var role in PortalRoles.All)
        {
            if (!await roles.RoleExistsAsync(role))
            {
                Check(await roles.CreateAsync(new IdentityRole(role)));
            }
        }
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The accounts cannot be set up: {result.Errors.First().Description}");
        }
    }
}
