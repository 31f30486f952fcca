using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;

namespace Portal.Web.Security.Sessions;

/// <summary>
/// Knows whether the session of a person still holds: the account is there and open, the security stamp is the one that the
/// session began with, roles and teams are those that it was given. Asked at every request, at every step of a circuit and by
/// every stream; what it read is good for a second, so what another node changed counts within that time.
/// </summary>
internal sealed class SessionWatch(IServiceScopeFactory scopes, IOptions<IdentityOptions> options, TimeProvider time)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (SessionState State, long ReadAt)> _known = new(StringComparer.Ordinal);

    /// <summary>Raised with the id of a person whose sessions are to be looked at again. Handlers must not block.</summary>
    public event Action<string>? Changed;

    /// <summary>Says that something about a person changed: roles, teams, a lock, a sign-out everywhere.</summary>
    public void Tell(string person)
    {
        _known.TryRemove(person, out _);
        Changed?.Invoke(person);
    }

    /// <summary>Where the session of a principal stands. Keys are not sessions: they are looked up at each request.</summary>
    public async ValueTask<SessionVerdict> CheckAsync(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true
            || principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id
            || principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) is not { } stamp)
        {
            return SessionVerdict.Holds;
        }

        var now = await ReadAsync(id);
        return now is not { IsOpen: true } || now.Stamp != stamp ? SessionVerdict.Ended
            : now.Fits(principal.ToActor()) ? SessionVerdict.Holds
            : SessionVerdict.Outdated;
    }

    private async ValueTask<SessionState> ReadAsync(string id)
    {
        if (_known.TryGetValue(id, out var known) && time.GetElapsedTime(known.ReadAt) < Good)
        {
            return known.State;
        }

        var readAt = time.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var teams = scope.ServiceProvider.GetRequiredService<Teams>();
        var user = await users.FindByIdAsync(id);
        var state = user is null
            ? SessionState.Gone
            : new SessionState(
                !await users.IsLockedOutAsync(user), await users.GetSecurityStampAsync(user), (await users.GetRolesAsync(user)).ToHashSet(),
                (await teams.OfPersonAsync(id)).ToHashSet(StringComparer.OrdinalIgnoreCase));
        if (_known.Count >= MaxRemembered)
        {
            _known.Clear();
        }

        _known[id] = (state, readAt);
        return state;
    }

    private sealed record SessionState(bool IsOpen, string Stamp, HashSet<string> Roles, HashSet<string> Teams)
    {
        public static SessionState Gone { get; } = new(false, "", [], []);

        public bool Fits(Actor actor) => Roles.SetEquals(actor.Roles) && Teams.SetEquals(actor.Teams);
    }
}

/// <summary>Where a session stands.</summary>
internal enum SessionVerdict
{
    /// <summary>Nothing changed.</summary>
    Holds,

    /// <summary>Roles or teams are others now: it goes on with those.</summary>
    Outdated,

    /// <summary>It has ended: the person is gone or locked, or signed out everywhere.</summary>
    Ended,
}
