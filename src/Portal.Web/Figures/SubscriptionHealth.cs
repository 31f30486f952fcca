using Portal.Ingestion.Subscriptions;

namespace Portal.Web.Figures;

/// <summary>A subscription's state in the words that are used everywhere, with what is wrong and what to do. Pure.</summary>
internal static class SubscriptionHealth
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public static (FeedHealth Health, string? Diagnosis) Judge(Subscription subscription, DateTimeOffset now) =>
        (HealthOf(subscription, now), SubscriptionDiagnosis.Of(subscription, now)?.ToString());

    private static FeedHealth HealthOf(Subscription subscription, DateTimeOffset now) => subscription.Status switch
    {
        _ when subscription.Paused => FeedHealth.Paused,
        { State: SubscriptionState.Paused } => FeedHealth.Paused,
        { State: SubscriptionState.Gone or SubscriptionState.Failing } => FeedHealth.Failing,
        { State: SubscriptionState.BackingOff } => FeedHealth.Late,
        { Continuity.Gaps: var gaps } when gaps.Any(g => g.Status == GapStatus.Open) => FeedHealth.Gap,
        { NextPoll: { } due } when now > due + Grace => FeedHealth.Late,
        _ when SubscriptionDiagnosis.IsStale(subscription, now) => FeedHealth.Late,
        _ => FeedHealth.Healthy,
    };
}
