using Portal.Events;

namespace Portal.Storage.Subscriptions;

/// <summary>How a subscription is doing. What it is to do stands in the feed.</summary>
internal sealed class SubscriptionRow
{
    public required FeedId Feed { get; init; }

    /// <summary>The status as JSON: it is read and written as a whole.</summary>
    public required string Status { get; set; }
}

/// <summary>A run of polls that has ended.</summary>
internal sealed class PollRunRow
{
    public required FeedId Feed { get; init; }

    public required long Number { get; init; }

    /// <summary>The run as JSON: it is written once and read as a whole.</summary>
    public required string Run { get; init; }
}
