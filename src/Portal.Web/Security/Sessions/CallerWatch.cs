using System.Security.Claims;
using Portal.Catalogue.Access;

namespace Portal.Web.Security.Sessions;

/// <summary>Whether a caller who came in a while ago would be let in now as they were then: for streams and connections that stay open.</summary>
internal sealed class CallerWatch(SessionWatch sessions, IApiKeyStore keys, TimeProvider time)
{
    public async ValueTask<bool> HoldsAsync(ClaimsPrincipal? caller)
    {
        if (caller?.Identity is not { IsAuthenticated: true } identity || caller.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
        {
            return true;
        }

        return identity.AuthenticationType == ApiKeyHandler.SchemeName
            ? await keys.FindAsync(id) is { } key && !(key.Expires <= time.GetUtcNow())
            : await sessions.CheckAsync(caller) == SessionVerdict.Holds;
    }
}
