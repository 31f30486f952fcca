using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Events.Activity;
using Portal.Storage.Identity;
using Portal.Web.Features.Settings;
using Portal.Web.Security.Sessions;

namespace Portal.Web.Security.Accounts;

/// <summary>The people of the portal, kept with ASP.NET Core Identity. Each call has a context of its own.</summary>
internal sealed class People(IServiceScopeFactory scopes, Teams teams, SessionWatch sessions, IActivityLog activity, IAuditTrail audit) : IPeople
{
    private const int MaxListed = 1000;

    public async Task<Outcome<IReadOnlyList<PersonAccount>>> ListAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManagePeople))
        {
            return Refusal.Forbidden("Only operators see the people.");
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        List<PersonAccount> people = [];
        foreach (var user in await users.Users.OrderBy(u => u.DisplayName).Take(MaxListed).ToListAsync(cancellationToken))
        {
            people.Add(new PersonAccount(
                user.Id, user.DisplayName, user.Email ?? "", [.. await users.GetRolesAsync(user)], await teams.OfPersonAsync(user.Id, cancellationToken))
            {
                IsLocked = await users.IsLockedOutAsync(user),
                IsInvited = user.PasswordHash is null && (await users.GetLoginsAsync(user)).Count == 0,
                HasSecondFactor = user.TwoFactorEnabled || (await users.GetPasskeysAsync(user)).Count > 0,
            });
        }

        return Outcome.Of<IReadOnlyList<PersonAccount>>(people);
    }

    public async Task<Outcome<string>> InviteAsync(PersonDraft person, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManagePeople))
        {
            return Refusal.Forbidden("Only operators add people.");
        }

        if (CheckRoles(person.Roles) is { } refusal)
        {
            return refusal;
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var user = new PortalUser { DisplayName = person.Name.Trim(), Email = person.Email.Trim() };
        var created = await NewUser.CreateAsync(users, user, password: null, person.Roles);
        if (!created.Succeeded)
        {
            return created.Refusal;
        }

        var joined = await teams.SetOfPersonAsync(user.Id, user.DisplayName, person.Teams, actor, cancellationToken);
        if (!joined.Succeeded)
        {
            await users.DeleteAsync(user);
            return joined.Refusal;
        }

        await activity.RecordAsync(
            new ActivityEvent("access.person.added", $"{user.DisplayName} was added as {string.Join(", ", person.Roles)}", Actor: actor.Name), cancellationToken);
        await RecordAsync(
            "access.person.invited", user, "was invited",
            [new("name", null, user.DisplayName), new("email", null, user.Email), new("roles", null, string.Join(", ", person.Roles))], actor, cancellationToken);
        return await AccessLinks.MakeAsync(users, user);
    }

    public Task<Outcome<string>> ChangeAsync(
        string id, IReadOnlyList<string> roles, IReadOnlyList<string> names, Actor actor, CancellationToken cancellationToken = default) => WithAsync(
        id,
        actor,
        async (users, user) =>
        {
            if (CheckRoles(roles) is { } refusal)
            {
                return refusal;
            }

            if (id == actor.Id && !roles.Contains(PortalRoles.Operator))
            {
                return Refusal.Forbidden("Another operator takes this role from you: nobody locks themselves out.");
            }

            var joined = await teams.SetOfPersonAsync(id, user.DisplayName, names, actor, cancellationToken);
            if (!joined.Succeeded)
            {
                return joined.Refusal;
            }

            var before = await users.GetRolesAsync(user);
            if (before.ToHashSet().SetEquals(roles))
            {
                return id;
            }

            await users.AddToRolesAsync(user, roles.Except(before));
            await users.RemoveFromRolesAsync(user, before.Except(roles));
            await activity.RecordAsync(
                new ActivityEvent("access.roles.changed", $"{user.DisplayName} is now {string.Join(", ", roles)}", Actor: actor.Name), cancellationToken);
            await RecordAsync(
                "access.roles.changed", user, "has other roles", [new("roles", string.Join(", ", before), string.Join(", ", roles))], actor, cancellationToken);
            return id;
        });

    public Task<Outcome<string>> ResetPasswordAsync(string id, Actor actor, CancellationToken cancellationToken = default) => WithAsync(
        id,
        actor,
        async (users, user) =>
        {
            await RecordAsync("access.password.reset", user, "got a link to choose a new password", [], actor, cancellationToken);
            return await AccessLinks.MakeAsync(users, user);
        });

    public Task<Outcome<string>> RemoveSecondFactorAsync(string id, Actor actor, CancellationToken cancellationToken = default) => WithAsync(
        id,
        actor,
        async (users, user) =>
        {
            await SecondFactors.RemoveAsync(users, user);
            await RecordAsync("access.second-factor.removed", user, "has no second factor any more", [], actor, cancellationToken);
            return id;
        });

    public Task<Outcome<string>> LockAsync(string id, bool locked, Actor actor, CancellationToken cancellationToken = default) => WithAsync(
        id,
        actor,
        async (users, user) =>
        {
            if (id == actor.Id)
            {
                return Refusal.Forbidden("Nobody locks themselves out.");
            }

            await users.SetLockoutEnabledAsync(user, true);
            await users.SetLockoutEndDateAsync(user, locked ? DateTimeOffset.MaxValue : null);
            await users.ResetAccessFailedCountAsync(user);
            await users.UpdateSecurityStampAsync(user);
            await RecordAsync(locked ? "access.person.locked" : "access.person.unlocked", user, locked ? "was locked out" : "was let in again", [], actor, cancellationToken);
            return id;
        });

    public Task<Outcome<string>> SignOutAsync(string id, Actor actor, CancellationToken cancellationToken = default) => WithAsync(
        id,
        actor,
        async (users, user) =>
        {
            await users.UpdateSecurityStampAsync(user);
            await RecordAsync("access.sessions.ended", user, "was signed out everywhere", [], actor, cancellationToken);
            return id;
        });

    public Task<Outcome<string>> RemoveAsync(string id, Actor actor, CancellationToken cancellationToken = default) => WithAsync(
        id,
        actor,
        async (users, user) =>
        {
            if (id == actor.Id)
            {
                return Refusal.Forbidden("Another operator removes you: nobody locks themselves out.");
            }

            var roles = await users.GetRolesAsync(user);
            await teams.SetOfPersonAsync(id, user.DisplayName, [], actor, cancellationToken);
            await users.DeleteAsync(user);
            await RecordAsync(
                "access.person.removed", user, "was removed", [new("email", user.Email, null), new("roles", string.Join(", ", roles), null)], actor, cancellationToken);
            return id;
        });

    private async Task<Outcome<string>> WithAsync(string id, Actor actor, Func<UserManager<PortalUser>, PortalUser, Task<Outcome<string>>> change)
    {
        if (!actor.May(Permission.ManagePeople))
        {
            return Refusal.Forbidden("Only operators change other people's accounts.");
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        if (await users.FindByIdAsync(id) is not { } user)
        {
            return Refusal.NotFound("This person has gone in the meantime.");
        }

        var outcome = await change(users, user);
        sessions.Tell(id);
        return outcome;
    }

    private ValueTask RecordAsync(
        string action, PortalUser user, string what, IReadOnlyList<FieldChange> changes, Actor actor, CancellationToken cancellationToken) =>
        audit.RecordAsync(
            new AuditEvent(action, actor, AuditSubjects.Person(user.Id), $"{user.DisplayName} {what}") { Changes = changes }, cancellationToken);

    private static Refusal? CheckRoles(IReadOnlyList<string> roles) =>
        roles.Count == 0 ? NewUser.Invalid("roles", "Choose at least one role.")
        : roles.FirstOrDefault(r => !PortalRoles.All.Contains(r)) is { } unknown ? NewUser.Invalid("roles", $"'{unknown}' is not a role.")
        : null;

    private static UserManager<PortalUser> Users(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
}
