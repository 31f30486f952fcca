using Portal.Events.Activity;
using Portal.Ingestion.Channels;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What is worth telling about a change of a subscription. Pure.</summary>
internal static class SubscriptionNews
{
    public const string StateChanged = "subscription.state.changed";

    public const string GapFound = "subscription.gap.found";

    public const string GapFilled = "subscription.gap.filled";

    public const string GapAccepted = "subscription.gap.accepted";

    public const string SourceMoved = "subscription.source.moved";

    public const string AddressChanged = "subscription.address.changed";

    public static IEnumerable<ActivityEvent> Of(
        SubscriptionStatus before, Subscription after, DateTimeOffset now, string? actor = null)
    {
        var status = after.Status;
        if (status.State != before.State && !IsHiccup(before.State, status.State))
        {
            var diagnosis = status.State is SubscriptionState.Failing or SubscriptionState.Gone
                ? SubscriptionDiagnosis.Of(after, now)
                : null;
            yield return new ActivityEvent(
                StateChanged, $"{after.Feed} {Words(before.State, status.State)}{(diagnosis is null ? "" : ": " + diagnosis.Finding)}",
                after.Feed, actor, diagnosis?.Advice);
        }

        if (status.Continuity.Gaps is [.., var gap] && !before.Continuity.Gaps.Any(known => known.Id == gap.Id))
        {
            var diagnosis = SubscriptionDiagnosis.OfGap(gap, after.PollInterval);
            yield return new ActivityEvent(GapFound, $"{after.Feed} has a gap: {diagnosis.Finding}", after.Feed, null, diagnosis.Advice);
        }

        foreach (var ended in status.Continuity.Gaps.Where(gap => gap.End is not null))
        {
            if (before.Continuity.Gaps.FirstOrDefault(known => known.Id == ended.Id) is { } known && known.Status != ended.Status)
            {
                yield return OfEnd(after, ended, actor);
            }
        }

        if (status.Addresses is [.., var change] && change != before.Addresses?[^1])
        {
            yield return new ActivityEvent(
                AddressChanged, $"{after.Feed} is followed at {ShownAddress.Of(change.To)} from now on", after.Feed, actor,
                actor is null ? $"Its source moved there for good from {ShownAddress.Of(change.From)}." : null);
        }

        if (status.MovedTo is { } address && address != before.MovedTo)
        {
            yield return new ActivityEvent(SourceMoved, $"{after.Feed} has moved for good to {address}", after.Feed);
        }
    }

    private static ActivityEvent OfEnd(Subscription subscription, Gap gap, string? actor)
    {
        var when = $"between {SubscriptionDiagnosis.Clock(gap.From)} and {SubscriptionDiagnosis.Clock(gap.To)}";
        return gap.Status == GapStatus.BackFilled
            ? new ActivityEvent(GapFilled, $"{subscription.Feed} is complete again {when}", subscription.Feed, actor, $"Back-filling brought {gap.Filled} missing entries.")
            : new ActivityEvent(GapAccepted, $"{subscription.Feed} stays with its gap {when}", subscription.Feed, actor, gap.End?.Reason);
    }

    // One poll that fails and the next that does not are no news.
    private static bool IsHiccup(SubscriptionState before, SubscriptionState after) =>
        before is SubscriptionState.Active or SubscriptionState.BackingOff
        && after is SubscriptionState.Active or SubscriptionState.BackingOff;

    private static string Words(SubscriptionState before, SubscriptionState after) => after switch
    {
        SubscriptionState.Paused => "is paused",
        SubscriptionState.Gone => "is gone",
        SubscriptionState.Failing => "is failing",
        _ => before == SubscriptionState.Paused ? "is followed again" : "works again",
    };
}
