namespace Portal.FeedHost.Hub;

/// <summary>When the hub tries again, and when it gives up. Pure.</summary>
internal static class HubSchedule
{
    /// <summary>
    /// How often entries are sent before they are set aside: with the delays between about an hour and a half. A subscriber
    /// that is away longer loses nothing of what comes after: that waits in the log.
    /// </summary>
    public const int MaxDeliveries = 10;

    /// <summary>How often a subscriber that cannot be reached is asked to confirm.</summary>
    public const int MaxConfirmations = 4;

    /// <summary>How long an ended subscription is shown to the feed's owner.</summary>
    public static readonly TimeSpan KeepEnded = TimeSpan.FromDays(30);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The wait after so many failures in a row: 5 s, doubled each time, an hour at most; longer when the subscriber asks for it.</summary>
    public static TimeSpan DelayAfter(int failures, TimeSpan? retryAfter = null)
    {
        var doubled = failures > 12 ? Longest : First * Math.Pow(2, Math.Max(0, failures - 1));
        var delay = doubled < Longest ? doubled : Longest;
        return retryAfter > delay ? (retryAfter < Longest ? retryAfter.Value : Longest) : delay;
    }
}
