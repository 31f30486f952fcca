using System.Security.Claims;
using Portal.Catalogue.Requests;
using Portal.Web.Security;

namespace Portal.Web.Frame;

/// <summary>Counts the requests of a reader and those that wait for them.</summary>
internal sealed class NavBadges : INavBadges, IDisposable
{
    private static readonly RequestState[] OpenStates =
        [RequestState.Submitted, RequestState.ChangesRequested, RequestState.Approved, RequestState.Provisioning];

    private readonly RequestDesk _desk;

    public NavBadges(RequestDesk desk)
    {
        _desk = desk;
        _desk.Changed += OnChanged;
    }

    public event Action? Changed;

    public async ValueTask<NavCounts> GetAsync(ClaimsPrincipal user)
    {
        var actor = user.ToActor();
        if (!actor.CanRequest)
        {
            return NavCounts.None;
        }

        // Whoever sees a request that is not theirs decides on it.
        var open = await _desk.ListAsync(actor, OpenStates);
        return new NavCounts(open.Count(r => r.RequesterId == actor.Id), open.Count(r => r.State == RequestState.Submitted && r.RequesterId != actor.Id));
    }

    public void Dispose() => _desk.Changed -= OnChanged;

    private void OnChanged(FeedRequest request) => Changed?.Invoke();
}
