using Portal.FeedHost.Hub;

namespace Portal.Web.Features.Feeds.Subscribers;

/// <summary>The state of a subscriber in words.</summary>
internal static class SubscriberWords
{
    // Beyond it the hub does not count.
    private const int MostCounted = 1000;

    public static string StateOf(HubSubscription subscription) => subscription switch
    {
        { State: HubSubscriptionState.Ended } => "Ended",
        { Progress.FailuresInRow: > 0 } => "Failing",
        _ => "Active",
    };

    public static string Waiting(int behind) => behind >= MostCounted ? "1,000 or more waiting" : $"{behind} waiting";
}
