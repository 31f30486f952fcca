using Portal.Web.Shared.States;

namespace Portal.Web.Figures;

/// <summary>A feed's health as the state chip shows it.</summary>
internal static class FeedHealthState
{
    public static PortalState ToState(this FeedHealth health) => health switch
    {
        FeedHealth.Healthy => PortalState.Healthy,
        FeedHealth.Late => PortalState.Late,
        FeedHealth.Failing => PortalState.Failing,
        FeedHealth.Paused => PortalState.Paused,
        _ => PortalState.Gap,
    };
}
