using Microsoft.AspNetCore.Identity;
using Portal.Catalogue.Access;
using Portal.Catalogue.Requests;
using Portal.Storage.Identity;
using Portal.Web.Security;

namespace Portal.Web.Provisioning;

/// <summary>Who asked, as they are now.</summary>
internal sealed class Requesters(IApiKeyStore keys, IServiceScopeFactory scopes, TimeProvider time) : IRequesters
{
    // Whoever types a wrong password a few times, or has somebody type it, is locked out for minutes and has not gone.
    private static readonly TimeSpan Gone = TimeSpan.FromDays(1);

    public async ValueTask<Actor?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        if (await keys.FindAsync(id, cancellationToken) is { } key)
        {
            return key.Expires <= now ? null : key.ToActor();
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var claims = scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>();
        return await users.FindByIdAsync(id) is { } user && !(user.LockoutEnd > now + Gone) ? (await claims.CreateAsync(user)).ToActor() : null;
    }

    public async ValueTask<string?> MakerOfAsync(string id, CancellationToken cancellationToken = default) =>
        (await keys.FindAsync(id, cancellationToken))?.CreatedBy;
}
