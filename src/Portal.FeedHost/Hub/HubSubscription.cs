using Portal.Events;

namespace Portal.FeedHost.Hub;

/// <summary>Whether a subscriber is told.</summary>
public enum HubSubscriptionState
{
    /// <summary>It is told of each entry until its lease ends.</summary>
    Active,

    /// <summary>It is told of nothing any more: <see cref="HubSubscription.EndReason"/> says why.</summary>
    Ended,
}

/// <summary>A subscriber of a feed that confirmed its intent (WebSub, section 5.3).</summary>
public sealed record HubSubscription
{
    /// <summary>Made of topic and callback, which together are the subscription's identity (WebSub, section 5.1).</summary>
    public required string Id { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The address that was subscribed to, as the subscriber wrote it.</summary>
    public required string Topic { get; init; }

    /// <summary>Where entries are sent to.</summary>
    public required string Callback { get; init; }

    /// <summary>Whether it is told.</summary>
    public HubSubscriptionState State { get; init; }

    /// <summary>What was agreed; a renewal replaces it.</summary>
    public required HubTerms Terms { get; init; }

    /// <summary>How far the deliveries are.</summary>
    public required HubProgress Progress { get; init; }

    /// <summary>Why it ended; null while it is active.</summary>
    public string? EndReason { get; init; }

    /// <summary>When it ended; null while it is active.</summary>
    public DateTimeOffset? Ended { get; init; }
}

/// <summary>What subscriber and hub agreed on.</summary>
/// <param name="Subscriber">The id of the principal that asked: entries are sent for as long as it may read the feed.</param>
/// <param name="SubscriberName">Its name, for people.</param>
/// <param name="Secret">The secret that deliveries are signed with, encrypted; null when they are not signed.</param>
/// <param name="Confirmed">When the subscriber last confirmed.</param>
/// <param name="LeaseEnds">When it ends unless it is renewed.</param>
public sealed record HubTerms(string Subscriber, string SubscriberName, string? Secret, DateTimeOffset Confirmed, DateTimeOffset LeaseEnds);

/// <summary>How far the deliveries to a subscriber are.</summary>
public sealed record HubProgress
{
    /// <summary>Every entry up to here was delivered, or set aside as a dead letter.</summary>
    public EventPosition Position { get; init; }

    /// <summary>When a delivery last succeeded.</summary>
    public DateTimeOffset? LastDelivery { get; init; }

    /// <summary>How many entries were delivered.</summary>
    public long Delivered { get; init; }

    /// <summary>How many attempts failed since the last success.</summary>
    public int FailuresInRow { get; init; }

    /// <summary>When the next attempt is due; null unless the last one failed.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>What went wrong in the last attempt; null when it succeeded.</summary>
    public string? LastProblem { get; init; }
}

/// <summary>A request to subscribe or unsubscribe that its subscriber has not confirmed yet (WebSub, section 5.3).</summary>
public sealed record HubIntent
{
    /// <summary>Its id; ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>Whether the subscription is to end.</summary>
    public bool Unsubscribe { get; init; }

    /// <summary>The address to subscribe to, as the subscriber wrote it.</summary>
    public required string Topic { get; init; }

    /// <summary>Where entries are to be sent to.</summary>
    public required string Callback { get; init; }

    /// <summary>How long the subscription is to last, in seconds.</summary>
    public int LeaseSeconds { get; init; }

    /// <summary>The secret, encrypted; null when deliveries are not to be signed.</summary>
    public string? Secret { get; init; }

    /// <summary>The id of the principal that asked.</summary>
    public required string Subscriber { get; init; }

    /// <summary>Its name, for people.</summary>
    public required string SubscriberName { get; init; }

    /// <summary>How often the subscriber was asked to confirm.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is asked next.</summary>
    public required DateTimeOffset NextAttempt { get; init; }
}

/// <summary>Entries that a subscriber could not be given. They are still in the log: a resend reads them there.</summary>
public sealed record DeadLetter
{
    /// <summary>Its id; ids sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>The subscription.</summary>
    public required string Subscription { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The entries are after this position of the log.</summary>
    public required long After { get; init; }

    /// <summary>And up to this one.</summary>
    public required long UpTo { get; init; }

    /// <summary>How many entries of the feed that are.</summary>
    public required int Entries { get; init; }

    /// <summary>How often they were sent.</summary>
    public required int Attempts { get; init; }

    /// <summary>When they were sent last.</summary>
    public required DateTimeOffset LastAttempt { get; init; }

    /// <summary>What went wrong.</summary>
    public required string Problem { get; init; }
}
