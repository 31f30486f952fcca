using System.Security.Claims;

namespace Portal.Web.Frame;

/// <summary>The counts beside the entries of the rail.</summary>
public interface INavBadges
{
    /// <summary>Raised, on any thread, when a count may have changed.</summary>
    event Action? Changed;

    /// <summary>The counts of one reader.</summary>
    ValueTask<NavCounts> GetAsync(ClaimsPrincipal user);
}

/// <summary>Counts of the rail; 0 shows nothing.</summary>
/// <param name="MyRequests">Requests of the reader that are not decided yet.</param>
/// <param name="WaitingApprovals">Requests that the reader may decide.</param>
public sealed record NavCounts(int MyRequests, int WaitingApprovals)
{
    /// <summary>Nothing to show.</summary>
    public static NavCounts None { get; } = new(0, 0);
}
