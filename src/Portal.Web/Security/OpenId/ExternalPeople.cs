using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;
using Portal.Web.Security.Accounts;
using Portal.Web.Security.Sessions;

namespace Portal.Web.Security.OpenId;

/// <summary>Who somebody that the provider vouches for is in the portal: found or made, with the roles and teams that its claims give.</summary>
internal sealed class ExternalPeople(
    UserManager<PortalUser> users, Teams teams, SessionWatch sessions, IAuditTrail audit, IOptions<OpenIdOptions> options)
{
    private static readonly Actor Provider = Actor.Portal with { Id = "openid", Name = "OpenID provider" };
    private readonly OpenIdOptions _options = options.Value;

    /// <summary>The person; refused when the provider gives them no role here, or their address belongs to another account.</summary>
    public async Task<Outcome<PortalUser>> FindOrAddAsync(ExternalLoginInfo login, CancellationToken cancellationToken)
    {
        var known = await users.FindByLoginAsync(login.LoginProvider, login.ProviderKey);
        var roles = RolesOf(login.Principal, isNew: known is null);
        if (roles.Count == 0 && (known is null || _options.Roles.Count > 0))
        {
            return Refusal.Forbidden("The provider gives no role in the portal.");
        }

        var person = known is null ? await AddAsync(login, roles, cancellationToken) : known;
        if (!person.Succeeded)
        {
            return person.Refusal;
        }

        await GiveAsync(person.Value, login.Principal, roles, cancellationToken);
        return person;
    }

    private async Task<Outcome<PortalUser>> AddAsync(ExternalLoginInfo login, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        if (login.Principal.FindFirstValue("email") is not { Length: > 0 } email)
        {
            return Refusal.Forbidden("The provider does not say the e-mail address.");
        }

        var verified = login.Principal.FindFirstValue("email_verified") is "true" or "True";
        if (await users.FindByEmailAsync(email) is { } same)
        {
            return _options.LinkByEmail && verified
                ? await LinkAsync(same, login, cancellationToken)
                : Refusal.Conflict("There is an account with this address already.");
        }

        var user = new PortalUser { Email = email, EmailConfirmed = verified, DisplayName = Shorten(login.Principal.FindFirstValue("name") ?? email) };
        var made = await NewUser.CreateAsync(users, user, password: null, roles);
        return made.Succeeded ? await LinkAsync(user, login, cancellationToken) : made.Refusal;
    }

    private async Task<Outcome<PortalUser>> LinkAsync(PortalUser user, ExternalLoginInfo login, CancellationToken cancellationToken)
    {
        await users.AddLoginAsync(user, login);
        await audit.RecordAsync(
            new AuditEvent("access.person.linked", Provider, AuditSubjects.Person(user.Id), $"{user.DisplayName} comes in through {login.ProviderDisplayName}")
            {
                Changes = [new("email", null, user.Email), new("subject", null, login.ProviderKey)],
            },
            cancellationToken);
        return user;
    }

    private async Task GiveAsync(PortalUser user, ClaimsPrincipal claims, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        if (_options.Roles.Count > 0)
        {
            var before = await users.GetRolesAsync(user);
            await users.AddToRolesAsync(user, roles.Except(before));
            await users.RemoveFromRolesAsync(user, before.Except(roles));
            if (!before.ToHashSet().SetEquals(roles))
            {
                await audit.RecordAsync(
                    new AuditEvent("access.roles.changed", Provider, AuditSubjects.Person(user.Id), $"{user.DisplayName} has other roles")
                    {
                        Changes = [new("roles", string.Join(", ", before), string.Join(", ", roles))],
                    },
                    cancellationToken);
            }
        }

        if (!string.IsNullOrEmpty(_options.TeamClaim))
        {
            var names = TeamsOf(claims);
            foreach (var name in names)
            {
                await teams.EnsureAsync(name, Provider, cancellationToken);
            }

            await teams.SetOfPersonAsync(user.Id, user.DisplayName, names, Provider, cancellationToken);
        }

        sessions.Tell(user.Id);
    }

    private IReadOnlyList<string> RolesOf(ClaimsPrincipal claims, bool isNew) => _options.Roles.Count > 0
        ? [.. claims.FindAll(_options.RoleClaim).Select(claim => _options.Roles.GetValueOrDefault(claim.Value)).OfType<string>().Distinct()]
        : isNew && _options.DefaultRole.Length > 0 ? [_options.DefaultRole]
        : [];

    private IReadOnlyList<string> TeamsOf(ClaimsPrincipal claims) =>
    [
        .. claims.FindAll(_options.TeamClaim!)
            .Select(claim => _options.Teams.Count > 0 ? _options.Teams.GetValueOrDefault(claim.Value) : claim.Value)
            .OfType<string>()
            .Where(name => !string.IsNullOrWhiteSpace(name) && name.Length <= Team.MaxName)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static string Shorten(string name) => name.Length <= 100 ? name : name[..100];
}
