using Portal.Events;

namespace Portal.Ingestion.Subscriptions;

/// <summary>A feed of somebody else that the portal follows.</summary>
public sealed record Subscription
{
    /// <summary>The feed as the portal names it.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The source's address, http or https. It may carry credentials: show <c>ShownAddress.Of</c>, never this.</summary>
    public required string Url { get; init; }

    /// <summary>The time between two polls that the operator asked for.</summary>
    public required TimeSpan PollInterval { get; init; }

    /// <summary>What the source wants to know of who asks, encrypted (<c>CredentialVault</c>); null for nothing.</summary>
    public string? Credentials { get; init; }

    /// <summary>Whether people have paused it: it is polled only on request.</summary>
    public bool Paused { get; init; }

    /// <summary>Where it stands; <see cref="SubscriptionStatus.New"/> before the first poll.</summary>
    public SubscriptionStatus Status { get; init; } = SubscriptionStatus.New;

    /// <summary>Whether the source said 410: it is polled only on request.</summary>
    public bool IsGone => Status.State == SubscriptionState.Gone;
}
