using Portal.Events;

namespace Portal.Storage.Subscriptions;

/// <summary>How a subscription is doing. What it is to do stands in the feed.</summary>
internal sealed class SubscriptionRow
{
    public required FeedId Feed { get; init; }

    /// <summary>The status as JSON: it is read and written as a whole.</summary>
    public required string Status { get; set; }
}
