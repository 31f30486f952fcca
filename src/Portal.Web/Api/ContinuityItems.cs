using Portal.Ingestion.Channels;
using Portal.Ingestion.Subscriptions;

namespace Portal.Web.Api;

/// <summary>Since when nothing is missing, what is, and how well that is known.</summary>
/// <param name="CompleteSince">Everything that the source has shown since then is stored.</param>
/// <param name="FollowedSince">When the first poll went well.</param>
/// <param name="LastOverlap">The last proof that nothing was missed.</param>
/// <param name="LongestSilence">The longest time between two polls that brought new entries.</param>
/// <param name="LongestAbsence">The longest time between two polls that went well.</param>
/// <param name="Gaps">The gaps, oldest first.</param>
internal sealed record ContinuityItem(
    DateTimeOffset? CompleteSince,
    DateTimeOffset? FollowedSince,
    Overlap? LastOverlap,
    Stretch? LongestSilence,
    Stretch? LongestAbsence,
    IReadOnlyList<GapItem> Gaps)
{
    public static ContinuityItem Of(SubscriptionStatus status) => new(
        status.Continuity.CompleteSince,
        status.Continuity.FollowedSince,
        status.LastOverlap,
        status.LongestSilence,
        status.LongestAbsence,
        [.. status.Continuity.Gaps.Select(GapItem.Of)]);
}

/// <summary>A stretch of time in which entries may have been missed.</summary>
/// <param name="Id">Its name within the subscription.</param>
/// <param name="From">When the portal had last seen everything.</param>
/// <param name="To">From when on it has everything again.</param>
/// <param name="EstimatedEntries">How many entries may be missing; null when dates do not tell.</param>
/// <param name="Status">What has been done about it.</param>
/// <param name="OlderPage">Where back-filling begins or goes on, without a query, which may hold secrets; null: at the feed's address.</param>
/// <param name="Filled">How many entries back-filling has brought.</param>
/// <param name="ReadDownTo">How far down back-filling has come.</param>
/// <param name="Remark">Why back-filling has not closed it.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="EndedBy">Who saw to it.</param>
/// <param name="Reason">Why what is missing may stay missing.</param>
internal sealed record GapItem(
    string Id,
    DateTimeOffset From,
    DateTimeOffset To,
    int? EstimatedEntries,
    GapStatus Status,
    string? OlderPage,
    int Filled,
    DateTimeOffset? ReadDownTo,
    string? Remark,
    DateTimeOffset? Ended,
    string? EndedBy,
    string? Reason)
{
    public static GapItem Of(Gap gap) => new(
        gap.Id,
        gap.From,
        gap.To,
        gap.EstimatedEntries,
        gap.Status,
        gap.OlderPage is { } page ? ShownAddress.Of(page) : null,
        gap.Filled,
        gap.ReadDownTo,
        gap.Remark,
        gap.End?.When,
        gap.End?.Actor,
        gap.End?.Reason);
}

/// <summary>How much time the publisher's page holds, measured in polls.</summary>
/// <param name="Factor">The time that the page holds divided by the interval: under 1 entries fall out of it unseen. Null when not known.</param>
/// <param name="PageEntries">How many entries the page holds.</param>
/// <param name="PageHolds">The time in which so many come in.</param>
/// <param name="Meaning">What it means, for people.</param>
internal sealed record SafetyItem(double? Factor, int? PageEntries, TimeSpan? PageHolds, string Meaning)
{
    public static SafetyItem Of(SubscriptionStatus status) => new(
        status.SafetyFactor is { } factor ? Math.Round(factor, 2) : null, status.Traffic?.Entries, status.Traffic?.Span, SafetyWords.Of(status));
}
