using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Events.Activity;
using Portal.Storage.Identity;
using Portal.Web.Features.Settings;

namespace Portal.Web.Security.Accounts;

/// <summary>The people of the portal, kept with ASP.NET Core Identity. Each call has a context of its own.</summary>
internal sealed class People(IServiceScopeFactory scopes, IActivityLog activity) : IPeople
{
    private const int MaxListed = 1000;
    private const int PasswordBytes = 15;

    public async Task<Outcome<IReadOnlyList<PersonAccount>>> ListAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.IsOperator)
        {
            return Refusal.Forbidden("Only operators see the people.");
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        List<PersonAccount> people = [];
        foreach (var user in await users.Users.OrderBy(u => u.DisplayName).Take(MaxListed).ToListAsync(cancellationToken))
        {
            people.Add(new PersonAccount(user.Id, user.DisplayName, user.Email ?? "", [.. await users.GetRolesAsync(user)], user.Team));
        }

        return Outcome.Of<IReadOnlyList<PersonAccount>>(people);
    }

    public async Task<Outcome<string>> CreateAsync(PersonDraft person, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.IsOperator)
        {
            return Refusal.Forbidden("Only operators add people.");
        }

        if (CheckRoles(person.Roles) is { } refusal)
        {
            return refusal;
        }

        await using var scope = scopes.CreateAsyncScope();
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes));
        var user = new PortalUser
        {
            DisplayName = person.Name.Trim(),
            Email = person.Email.Trim(),
            Team = string.IsNullOrWhiteSpace(person.Team) ? null : person.Team.Trim(),
        };
        var created = await NewUser.CreateAsync(Users(scope), user, password, person.Roles);
        if (!created.Succeeded)
        {
            return created.Refusal;
        }

        await activity.RecordAsync(
            new ActivityEvent("access.person.added", $"{user.DisplayName} was added as {string.Join(", ", person.Roles)}", Actor: actor.Name), cancellationToken);
        return password;
    }

    public async Task<Outcome<string>> SetRolesAsync(
        string id, IReadOnlyList<string> roles, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.IsOperator)
        {
            return Refusal.Forbidden("Only operators change roles.");
        }

        if (CheckRoles(roles) is { } refusal)
        {
            return refusal;
        }

        if (id == actor.Id && !roles.Contains(PortalRoles.Operator))
        {
            return Refusal.Forbidden("Another operator takes this role from you: nobody locks themselves out.");
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        if (await users.FindByIdAsync(id) is not { } user)
        {
            return Refusal.NotFound("This person has gone in the meantime.");
        }

        var before = await users.GetRolesAsync(user);
        await users.AddToRolesAsync(user, roles.Except(before));
        await users.RemoveFromRolesAsync(user, before.Except(roles));

        // Cookies with the old roles end at their next check.
        await users.UpdateSecurityStampAsync(user);
        await activity.RecordAsync(
            new ActivityEvent("access.roles.changed", $"{user.DisplayName} is now {string.Join(", ", roles)}", Actor: actor.Name), cancellationToken);
        return id;
    }

    private static Refusal? CheckRoles(IReadOnlyList<string> roles) =>
        roles.Count == 0 ? NewUser.Invalid("roles", "Choose at least one role.")
        : roles.FirstOrDefault(r => !PortalRoles.All.Contains(r)) is { } unknown ? NewUser.Invalid("roles", $"'{unknown}' is not a role.")
        : null;

    private static UserManager<PortalUser> Users(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
}
