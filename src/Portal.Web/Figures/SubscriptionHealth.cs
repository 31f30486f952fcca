using Portal.Ingestion.Subscriptions;

namespace Portal.Web.Figures;

/// <summary>A subscription's state in the words that are used everywhere. Pure.</summary>
internal static class SubscriptionHealth
{
    public static (FeedHealth Health, string? Diagnosis) Judge(SubscriptionStatus status, DateTimeOffset now) => status switch
    {
        { State: SubscriptionState.Paused } => (FeedHealth.Paused, "Polling is paused."),
        { State: SubscriptionState.Gone } => (FeedHealth.Failing, status.Detail ?? "The source says that it is gone for good."),
        { State: SubscriptionState.Failing } => (FeedHealth.Failing, status.Detail),
        { State: SubscriptionState.BackingOff } => (FeedHealth.Late, status.Detail),
        _ when status.Continuity.Gaps.Any(g => g.Status == GapStatus.Open) =>
            (FeedHealth.Gap, $"Entries may be missing since {status.Continuity.Gaps[^1].From.UtcDateTime:yyyy-MM-dd HH:mm} UTC."),
        _ when status.NextPoll is { } next && now - next > TimeSpan.FromMinutes(1) =>
            (FeedHealth.Late, "The poll that was due has not been made yet."),
        _ => (FeedHealth.Healthy, null),
    };
}
