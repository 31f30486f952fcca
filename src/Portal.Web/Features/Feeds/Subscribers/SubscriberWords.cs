using Portal.FeedHost.Hub;
using Portal.Web.Shared.States;

namespace Portal.Web.Features.Feeds.Subscribers;

/// <summary>The state of a subscriber in words.</summary>
internal static class SubscriberWords
{
    // Beyond it the hub does not count.
    private const int MostCounted = 1000;

    /// <summary>The state, and the word that stands instead of its own.</summary>
    public static (PortalState State, string? Word) StateOf(HubSubscription subscription) => subscription switch
    {
        { State: HubSubscriptionState.Ended } => (PortalState.Paused, "Ended"),
        { Progress.FailuresInRow: > 0 } => (PortalState.Failing, null),
        _ => (PortalState.Healthy, null),
    };

    public static string Waiting(int behind) => behind >= MostCounted ? "1,000 or more waiting" : $"{behind} waiting";
}
