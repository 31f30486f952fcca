using Portal.Events;

namespace Portal.Storage.Subscriptions;

/// <summary>A subscription at a hub. It may outlive its feed, until the hub has been told.</summary>
internal sealed class PushRow
{
    public required string Token { get; init; }

    public required FeedId Feed { get; init; }

    /// <summary>The subscription as JSON: it is read and written as a whole.</summary>
    public required string Subscription { get; set; }
}
