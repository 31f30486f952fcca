using System.Security.Claims;
using Portal.Catalogue.Requests;
using Portal.Web.Security;

namespace Portal.Web.Frame;

/// <summary>Counts the requests of a reader and those that wait for them.</summary>
internal sealed class NavBadges : INavBadges, IDisposable
{
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

        var open = (await _desk.ListAsync(actor)).Where(r => !r.IsDecided).ToList();
        return new NavCounts(
            open.Count(r => r.RequesterId == actor.Id),
            actor.IsOperator ? open.Count(r => r.State == RequestState.Submitted) : 0);
    }

    public void Dispose() => _desk.Changed -= OnChanged;

    private void OnChanged() => Changed?.Invoke();
}
