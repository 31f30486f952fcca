using Microsoft.AspNetCore.Identity;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;

namespace Portal.Web.Security;

/// <summary>Who a person or a key is now, for work that goes on after their request.</summary>
internal sealed class Principals(IApiKeyStore keys, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>The actor with this id; null when the person or the key has gone, or the key has expired.</summary>
    public async ValueTask<Actor?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await keys.FindAsync(id, cancellationToken) is { } key)
        {
            return key.Expires <= time.GetUtcNow() ? null : key.ToActor();
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var claims = scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>();
        return await users.FindByIdAsync(id) is { } user && !await users.IsLockedOutAsync(user) ? (await claims.CreateAsync(user)).ToActor() : null;
    }
}
